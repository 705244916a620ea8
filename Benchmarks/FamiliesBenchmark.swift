import ArgumentParser
import Foundation
import Intake
import SocialModel
import Templates

/// Finds the families of edited copies in files of posts; prints numbers and no texts.
struct FamiliesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "families", abstract: "Count the families of copies in files of posts.")

  @Argument(help: "Files of posts.") var inputs: [String]
  @Option(help: "How many of the largest families to print.") var largest = 10
  @Option(
    name: .customLong("column"), parsing: .singleValue, help: "A column: field=name.")
  var columns: [String] = []

  func run() throws {
    let stream = try read()
    let (index, cost) = measured { TemplateIndex(texts: stream.texts) }
    let families = index.families(leastPosts: 2)
    let spreads = FamilySpread.of(
      families.map(\.posts),
      PostColumns(accounts: stream.accounts, times: stream.times, links: stream.links))
    report([
      "posts": "\(stream.texts.count)", "seconds": decimal(cost.seconds),
      "families": "\(families.count)",
      "in_families": "\(families.reduce(0) { $0 + $1.posts.count })",
      "boilerplate": "\(spreads.count { $0.kind != .none })",
    ])
    for origin in inputs.indices { summarise(origin, families, stream) }
    for (family, spread) in zip(families, spreads).prefix(largest) {
      describe(family, spread, stream, index)
    }
  }

  private struct Stream {
    var texts: [String] = []
    var accounts: [Int32] = []
    var times: [Int64] = []
    var links: [Int32] = []
    var origins: [Int] = []
  }

  private func read() throws -> Stream {
    var options = IntakeOptions()
    for column in columns {
      let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, let field = PostField(rawValue: parts[0]) {
        options.columns[field] = parts[1]
      }
    }
    var stream = Stream()
    let accounts = ByteInterner()
    let links = ByteInterner()
    for (origin, path) in inputs.enumerated() {
      _ = try Intake(options: options).read(paths: [path]) { batch in
        for post in batch.posts {
          let text = post.text ?? ""
          stream.texts.append(text)
          stream.accounts.append(accounts.intern("\(origin) \(post.platform) \(post.account.id)"))
          stream.times.append(post.time.milliseconds)
          let link = post.urls?.first ?? text.firstMatch(of: /https?:\/\/\S+/).map { String($0.0) }
          stream.links.append(link.map { links.intern($0) } ?? -1)
          stream.origins.append(origin)
        }
      }
    }
    return stream
  }

  /// How many of a file's posts and accounts are in families, and in families of several accounts.
  private func summarise(_ origin: Int, _ families: [TemplateFamily], _ stream: Stream) {
    var accounts = Set<Int32>()
    var shared = Set<Int32>()
    var mixed = Set<Int32>()
    for family in families {
      let all = Set(family.posts.map { stream.accounts[$0] })
      let own = Set(
        family.posts.filter { stream.origins[$0] == origin }.map { stream.accounts[$0] })
      accounts.formUnion(own)
      if all.count > 1 { shared.formUnion(own) }
      if Set(family.posts.map { stream.origins[$0] }).count > 1 { mixed.formUnion(own) }
    }
    let all = Set(
      stream.accounts.indices.filter { stream.origins[$0] == origin }
        .map { stream.accounts[$0] })
    report([
      "file": inputs[origin].split(separator: "/").last.map(String.init) ?? "",
      "accounts": "\(all.count)", "in_families": "\(accounts.count)",
      "in_families_of_several": "\(shared.count)", "in_families_with_other_files": "\(mixed.count)",
    ])
  }

  private func describe(
    _ family: TemplateFamily, _ spread: FamilySpread, _ stream: Stream, _ index: TemplateIndex
  ) {
    let byFile = inputs.indices.map { origin in
      let posts = family.posts.filter { stream.origins[$0] == origin }
      return "\(posts.count)/\(Set(posts.map { stream.accounts[$0] }).count)"
    }
    let forms = Dictionary(grouping: family.posts, by: { index.role(of: $0) }).mapValues(\.count)
    let roles = Role.allCases.filter { forms[$0] != nil }.map { "\($0.rawValue):\(forms[$0] ?? 0)" }
    report([
      "family_posts": "\(family.posts.count)", "accounts": "\(spread.accounts)",
      "posts/accounts_by_file": byFile.joined(separator: ","), "kind": spread.kind.rawValue,
      "related_pairs": decimal(spread.relatedPairs), "parts": "\(spread.occupiedParts)",
      "roles": roles.joined(separator: ","),
    ])
  }
}
