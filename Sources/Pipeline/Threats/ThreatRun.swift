import Intake
import SocialModel
import Threats

/// A post that was assessed.
public struct AssessedPost: Sendable {
  /// The post.
  public var post: Post
  /// What is said of it.
  public var assessment: Assessment
}

/// From files of posts to their assessments, in the order of the input: the work of `tocsin threats`.
public struct ThreatRun: Sendable {
  /// How inputs are read.
  public var intake: IntakeOptions
  /// What the team protects; nil for nothing.
  public var assets: AssetMatcher?
  /// How many threads assess; results do not depend on it.
  public var threads: Int
  /// Takes events.
  public var observer: ProgressObserver

  /// A run with these options.
  public init(
    intake: IntakeOptions = IntakeOptions(), assets: AssetMatcher? = nil, threads: Int = 1,
    observer: @escaping ProgressObserver = { _ in }
  ) {
    self.intake = intake
    self.assets = assets
    self.threads = max(1, threads)
    self.observer = observer
  }

  /// Assesses every post of the inputs.
  ///
  /// - Parameters:
  ///   - paths: the inputs.
  ///   - onRejection: takes each rejection as it comes, in order.
  ///   - body: takes each post with its assessment, in the order of the input.
  /// - Throws: `IntakeError`, and what the closures throw.
  /// - Complexity: O(bytes); memory a few MiB and 16 bytes a post.
  public func assess(
    _ paths: [String], onRejection: (Rejection) throws -> Void,
    body: (AssessedPost) throws -> Void
  ) throws {
    let team = ThreatTeam(assets: assets, size: threads)
    var posts: Int64 = 0
    _ = try Intake(options: intake).read(paths: paths) { batch in
      for (post, assessment) in zip(batch.posts, team.assess(batch.posts)) {
        try body(AssessedPost(post: post, assessment: assessment))
      }
      for rejection in batch.rejections { try onRejection(rejection) }
      posts += Int64(batch.posts.count)
      observer(.advanced(stage: "assess", done: posts, total: 0, unit: "posts"))
    }
  }
}
