/// What both renderings show: the page and the paper say the same in the same order.
struct ReportView {
  /// A name with its value.
  struct Fact {
    var name: String
    var value: String
  }

  /// A piece of a post's text; with a role where a place led to the assessment.
  struct Piece {
    var text: String
    var role: String?
  }

  struct PostView {
    var heading: String
    var facts: [Fact]
    var reasons: [String]
    var pieces: [Piece]
    var hasText: Bool
    /// What is said of a text that the rendering does not show whole; nil where it does.
    var shortened: String?
  }

  /// The rendering shows so much of a text, in Unicode scalars; the original bytes have it all.
  static let longestText = 20_000

  var title = "Notification of suspicion of a criminal offence"
  var isDraft: Bool
  var basis: String
  var program: String
  var made: String
  var facts: [Fact]
  var suspicion: String
  var candidate: [String]
  var posts: [PostView]
  var closing: [String]

  init(_ evidence: EvidenceCase, _ manifest: Manifest) {
    isDraft = manifest.state == .draft
    basis = manifest.basis
    program = manifest.program
    made = manifest.made.description
    facts = Self.facts(manifest)
    suspicion = evidence.suspicion
    candidate = evidence.candidate.map { ["Candidate \($0.id)"] + $0.reasons } ?? []
    posts = zip(evidence.posts, manifest.posts).enumerated().map { index, pair in
      Self.post(pair.0, file: pair.1.file, number: index + 1)
    }
    closing = [
      "The original bytes of every post are files of the package, named above; their SHA-256 sums are in "
        + "manifest.json, which is signed.",
      "`tocsin evidence verify` checks the package without a network; docs/evidence.md of Tocsin says how to "
        + "check it by hand.",
      "An assessment orders what people review. It decides nothing, and it is no finding about a person.",
    ]
  }

  /// The offence, for whom, and what leads to the accounts.
  private static func facts(_ notice: EvidenceCase.Notice?) -> [Fact] {
    guard let notice else { return [] }
    let states =
      notice.memberStates.isEmpty
      ? "cannot be told with reasonable certainty (Article 18(2))"
      : notice.memberStates.joined(separator: ", ")
    return [
      Fact(name: "Offence suspected", value: notice.offence),
      Fact(name: "Member states concerned", value: states),
      Fact(name: "Meant for", value: notice.authority),
    ] + notice.locating.map { Fact(name: "Leads to the account", value: $0) }
  }

  private static func facts(_ manifest: Manifest) -> [Fact] {
    let act = { (act: EvidenceCase.Act?) in
      act.map { "\($0.by) (\($0.role)), \($0.at)" } ?? "nobody yet"
    }
    return [
      Fact(name: "Legal basis", value: manifest.basis),
      Fact(name: "Case", value: manifest.caseID),
      Fact(name: "Posts", value: String(manifest.posts.count)),
      Fact(name: "Made", value: manifest.made.description),
      Fact(name: "Requested by", value: act(manifest.requested)),
      Fact(name: "Released by", value: act(manifest.released)),
      Fact(name: "Signed with key", value: manifest.key),
    ] + facts(manifest.notice)
  }

  private static func post(_ post: EvidenceCase.Item, file: String, number: Int) -> PostView {
    var facts = [
      Fact(name: "Published", value: post.published.description),
      Fact(name: "Platform", value: post.account.platform.name),
      Fact(name: "Account id", value: post.account.id),
    ]
    if let handle = post.account.handle { facts.append(Fact(name: "Handle", value: handle)) }
    facts += [
      Fact(name: "Captured from", value: post.captured.from),
      Fact(name: "Captured", value: "\(post.captured.at), \(post.captured.version)"),
      Fact(
        name: "Original bytes",
        value: post.isStatement
          ? "NOT IN THIS PACKAGE: \(file) says why" : "\(file), \(post.raw.count) bytes"),
      Fact(name: "SHA-256", value: post.sha256),
    ]
    if let assessment = post.assessment {
      facts.append(
        Fact(name: "Assessment", value: "\(assessment.kind), level \(assessment.level)"))
    }
    let text = post.text ?? ""
    let count = text.unicodeScalars.count
    return PostView(
      heading: "Post \(number): \(post.id)", facts: facts,
      reasons: post.assessment?.reasons ?? [],
      pieces: pieces(text, post.assessment?.spans ?? []), hasText: !text.isEmpty,
      shortened: count <= longestText
        ? nil : "Shown are \(longestText) of \(count) characters; \(file) has all.")
  }

  /// The text, cut where a place begins or ends.
  static func pieces(_ text: String, _ spans: [EvidenceCase.Span]) -> [Piece] {
    let scalars = Array(text.unicodeScalars.prefix(longestText))
    let places = spans.prefix(1000).filter { 0 <= $0.start && $0.start < $0.end }
    let cuts = Set(places.flatMap { [$0.start, $0.end] } + [0, scalars.count])
      .filter { $0 <= scalars.count }.sorted()
    return zip(cuts, cuts.dropFirst()).map { start, end in
      let roles = places.filter { $0.start <= start && end <= $0.end }.map(\.role)
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: scalars[start..<end])
      return Piece(
        text: String(piece),
        role: roles.isEmpty ? nil : Set(roles).sorted().joined(separator: ", "))
    }
  }
}
