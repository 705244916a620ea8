import Coordination
import Intake
import SocialModel
import Templates

/// Finds the posts that carry known templates: the work of `tocsin match`.
public struct MatchRun: Sendable {
  /// How inputs are read.
  public var intake: IntakeOptions
  /// Takes events.
  public var observer: ProgressObserver
  /// How many threads work.
  public var threads = Parallel.defaultThreads

  /// What was found.
  public struct Found: Sendable {
    /// The posts, by template in the order of the templates, then by time.
    public var matches: [TemplateMatch]
    /// Posts that were read.
    public var posts: Int
    /// The templates that are too short to be recognised unless nothing was changed.
    public var tooShort: Int
  }

  /// A run with these options.
  public init(
    intake: IntakeOptions = IntakeOptions(), observer: @escaping ProgressObserver = { _ in }
  ) {
    self.intake = intake
    self.observer = observer
  }

  /// Reads files once and compares every post with the templates.
  ///
  /// A template that is a post is not found in itself.
  ///
  /// - Throws: `IntakeError`, and what `onRejection` throws.
  /// - Complexity: O(posts); memory for the templates and for the posts that carry one.
  public func match(
    _ templates: [KnownText], in paths: [String],
    onRejection: (Rejection) throws -> Void = { _ in }
  ) throws -> Found {
    let known = KnownTemplates(templates.map(\.text))
    var found: [(template: Int, match: TemplateMatch)] = []
    var posts = 0
    observer(.began(stage: "match"))
    _ = try Intake(options: intake).read(paths: paths) { batch in
      posts += batch.posts.count
      found += matches(batch.posts, known, templates)
      for rejection in batch.rejections { try onRejection(rejection) }
      observer(.advanced(stage: "match", done: Int64(posts), total: 0, unit: "posts"))
    }
    return Found(
      matches: ordered(found, templates), posts: posts, tooShort: known.tooShort.count)
  }

  private func matches(
    _ posts: [Post], _ known: KnownTemplates, _ templates: [KnownText]
  ) -> [(template: Int, match: TemplateMatch)] {
    let part = 256
    let parts = (posts.count + part - 1) / part
    return Parallel.map(0..<parts, threads: threads) { index in
      let reader = known.reader()
      var found: [(template: Int, match: TemplateMatch)] = []
      for post in posts[(index * part)..<min((index + 1) * part, posts.count)] {
        guard let text = post.text, !text.isEmpty else { continue }
        for match in reader.matches(text) {
          let template = templates[match.template]
          guard template.id != "\(post.platform):\(post.id)" else { continue }
          let edits = TemplateEdits(template: template.text, copy: text).edits
          found.append(
            (
              match.template,
              TemplateMatch(
                template: template.id, carrier: Self.carrier(post), match: match, minute: 0,
                edits: edits)
            ))
        }
      }
      return found
    }.flatMap { $0 }
  }

  private static func carrier(_ post: Post) -> Carrier {
    Carrier(
      platform: post.platform, id: post.id, account: post.account.id, time: post.time,
      source: StreamBuilder.origin(of: post))
  }

  private func ordered(
    _ found: [(template: Int, match: TemplateMatch)], _ templates: [KnownText]
  ) -> [TemplateMatch] {
    let sorted = found.sorted { a, b in
      if a.template != b.template { return a.template < b.template }
      return Carrier.precedes(a.match.carrier, b.match.carrier)
    }
    var first: [Int: Timestamp] = [:]
    return sorted.map { template, match in
      let start = templates[template].time ?? first[template] ?? match.carrier.time
      first[template] = first[template] ?? start
      var match = match
      let lag = match.carrier.time.milliseconds - start.milliseconds
      match.minute = lag >= 0 ? lag / 60_000 : -((-lag + 59_999) / 60_000)
      return match
    }
  }
}
