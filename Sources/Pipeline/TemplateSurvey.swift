import Coordination
import SocialModel
import Templates

/// The families of copied texts of a whole stream, whoever posted them.
struct TemplateSurvey {
  /// How many templates results show.
  static let limit = 200
  /// How many wordings say what varies in a template.
  static let wordingLimit = 24

  /// A family with its posts in order and how many accounts have it.
  struct Family {
    var object: Int32
    var posts: [Int32]
    var accounts: Int
  }

  /// Families of at least two accounts: of the most accounts first, then of the most posts, then the
  /// earliest, then by bytes.
  let families: [Family]
  private let stream: StreamData
  private let tracer: StreamTracer

  init(_ stream: StreamData, _ tracer: StreamTracer) {
    self.stream = stream
    self.tracer = tracer
    guard let texts = stream.families else {
      families = []
      return
    }
    let found = (0..<Int32(texts.table.objectCount)).compactMap { object -> Family? in
      guard texts.isTemplate(object), texts.table.positions(on: object).count > 1 else {
        return nil
      }
      let posts = tracer.posts(.text, object)
      let accounts = tracer.accounts(posts).count
      return accounts > 1 ? Family(object: object, posts: posts, accounts: accounts) : nil
    }
    let times = stream.columns.postTimes
    families = found.sorted { a, b in
      if a.accounts != b.accounts { return a.accounts > b.accounts }
      if a.posts.count != b.posts.count { return a.posts.count > b.posts.count }
      let (first, second) = (times[Int(a.posts[0])], times[Int(b.posts[0])])
      if first != second { return first < second }
      return stream.label(.text, a.object) < stream.label(.text, b.object)
    }
  }

  /// The families that results show.
  var shown: ArraySlice<Family> { families.prefix(Self.limit) }

  /// One post of each wording of a family, that of the most posts first.
  private func wordings(_ family: Int32) -> [Int32] {
    stream.families?.wordings(of: family) { tracer.sorted($0) } ?? []
  }

  /// Posts whose texts say what a family looks like, that of the most frequent wording first.
  func samples(_ family: Int32) -> [Int32] {
    Array(wordings(family).prefix(Self.wordingLimit))
  }

  /// What samples look like, as people read it.
  static func readable(_ samples: [Int32], _ excerpts: [Int32: PostExcerpt]) -> String {
    let texts = samples.compactMap { excerpts[$0]?.text }
    guard let middle = texts.first else { return "" }
    return ReadableTemplate(medoid: middle, copies: texts).text
  }

  /// The copied texts as results show them.
  ///
  /// - Parameter candidates: for each family the candidates of which several members posted it.
  func copiedTexts(
    _ excerpts: [Int32: PostExcerpt], candidates: [Int32: [String]]
  ) -> CopiedTexts {
    let spreads = spreads()
    let templates = zip(shown, spreads).compactMap { family, spread -> StreamTemplate? in
      guard let lineage = tracer.lineage(family.posts, names: { excerpts[$0]?.id }) else {
        return nil
      }
      return StreamTemplate(
        text: Self.readable(samples(family.object), excerpts),
        wordings: wordings(family.object).count,
        posts: family.posts.count, accounts: family.accounts, boilerplate: spread.kind.rawValue,
        boilerplateReason: spread.reason, candidates: candidates[family.object] ?? [],
        lineage: lineage)
    }
    return CopiedTexts(
      total: families.count, templates: templates,
      earlyAccounts: EarlyAccount.find(
        families.prefix { $0.accounts >= EarlyAccount.leastAccounts }
          .map { $0.posts.map { tracer.carrier($0) } }))
  }

  /// How the shown families spread; relations between accounts are read from all.
  private func spreads() -> [FamilySpread] {
    var links = [Int32](repeating: -1, count: stream.columns.postTimes.count)
    if let table = stream.columns.tables[.url] {
      for (position, post) in table.contents.enumerated() where links[Int(post)] < 0 {
        links[Int(post)] = table.actions[position].object
      }
    }
    return FamilySpread.of(
      families.map { $0.posts.map(Int.init) }, first: Self.limit,
      PostColumns(
        accounts: stream.columns.postAccounts, times: stream.columns.postTimes, links: links))
  }
}
