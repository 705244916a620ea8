import Casework
import Desk
import Exchange
import SocialModel
import Store

/// The names of the people and the numbers of the posts that a package's page shows.
struct EscalationNames: Sendable {
  private var users: [String: String] = [:]
  private var posts: [String: Int64] = [:]

  init(_ page: EscalationPage, _ store: CaseStore) throws {
    let ids = [page.package.requestedBy, page.package.decidedBy].compactMap { $0 }
    for name in ids + page.downloads.map({ "user:\($0.user)" }) {
      guard users[name] == nil, let number = Int64(name.dropFirst("user:".count)) else { continue }
      users[name] = try store.user(number).name
    }
    for post in page.posts {
      posts["\(post.platform) \(post.id)"] = try store.postID(post.platform, post.id)
    }
  }

  /// A person, as the rules call them and as people do.
  func user(_ name: String) -> String { users[name].map { "\($0) (\(name))" } ?? name }

  /// The link to a post; nil where it is not stored any more.
  func link(_ post: EscalationPage.Post) -> String? {
    posts["\(post.platform) \(post.id)"].map { "/posts/\($0)" }
  }
}

/// A package with its names, as blocks of its page.
struct EscalationFound: Sendable {
  let page: EscalationPage
  let names: EscalationNames

  init(_ page: EscalationPage, _ names: EscalationNames) {
    self.page = page
    self.names = names
  }

  var blocks: [PageContent.Block] {
    let package = page.package
    var blocks: [PageContent.Block] = [
      .facts(facts), .heading("Why a crime is suspected"), .text(package.suspicion),
      .heading("What leads to the accounts"), .list(package.locating), .heading("Posts"),
      .table(posts),
    ]
    if page.posts.contains(where: \.isStatement) {
      blocks.append(
        .notice(
          "The original bytes of some posts cannot be had any more. The package holds statements in their "
            + "place, which say why, and every page of it names them."))
    }
    if let reasons = package.decisionReasons {
      blocks += [.heading("Reasons of the decision"), .text(reasons)]
    }
    if !page.downloads.isEmpty { blocks += [.heading("Downloads"), .table(downloads)] }
    return blocks
  }

  private var facts: [PageContent.Fact] {
    let package = page.package
    var facts: [PageContent.Fact] = [
      .init("State", package.state.rawValue),
      .init("Case", package.caseID, link: "/cases/\(package.caseID)"),
      .init(
        "Asked for by",
        "\(names.user(package.requestedBy)), \(HumanText.moment(package.requestedAt))"),
    ]
    if let by = package.decidedBy, let at = package.decidedAt {
      facts.append(.init("Decided by", "\(names.user(by)), \(HumanText.moment(at))"))
    }
    if let notice = package.notice {
      let states = notice.memberStates.joined(separator: ", ")
      facts += [
        .init("Offence suspected", notice.offence),
        .init("Member states", states.isEmpty ? "cannot be told" : states),
        .init("Meant for", notice.authority),
      ]
    }
    if let sha256 = page.madeSHA256 { facts.append(.init("SHA-256 of the package", sha256)) }
    return facts
  }

  private var posts: PageContent.Table {
    PageContent.Table(
      id: "package-posts", caption: "What the package holds of each post",
      columns: [
        .init("post", detail: "source"), .init("account"), .init("published"),
        .init("bytes", isNumber: true), .init("what"), .init("SHA-256"),
      ],
      rows: page.posts.map { post in
        [
          .init(
            "\(post.platform.name) \(HumanText.shortened(post.id, to: 80))", link: names.link(post),
            detail: post.source),
          .init(HumanText.shortened(post.account, to: 80)), .init(post.published),
          .init("\(post.bytes)"),
          .init(post.isStatement ? "a statement, not the original bytes" : "the original bytes"),
          .init(post.sha256),
        ]
      },
      empty: "It was asked for before packages kept their posts’ bytes, and cannot be made.")
  }

  private var downloads: PageContent.Table {
    PageContent.Table(
      id: "downloads", caption: "Who downloaded which file",
      columns: [.init("who"), .init("when"), .init("file")],
      rows: page.downloads.map {
        [
          .init(names.user("user:\($0.user)")), .init(HumanText.moment($0.at)),
          .init($0.what == EscalationFile.package.rawValue ? "package" : "web archive"),
        ]
      })
  }
}
