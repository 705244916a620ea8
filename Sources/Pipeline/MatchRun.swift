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
    var matching = TemplateMatching(templates, threads: threads)
    var posts = 0
    observer(.began(stage: "match"))
    _ = try Intake(options: intake).read(paths: paths) { batch in
      posts += batch.posts.count
      matching.add(batch.posts)
      for rejection in batch.rejections { try onRejection(rejection) }
      observer(.advanced(stage: "match", done: Int64(posts), total: 0, unit: "posts"))
    }
    return Found(
      matches: matching.ordered().flatMap(\.matches), posts: posts, tooShort: matching.tooShort)
  }
}
