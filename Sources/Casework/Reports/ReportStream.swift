import SocialModel

/// Notices as the coordination test reads posts: the reporter is the account, the subject the object.
///
/// So the one engine that finds accounts acting in concert finds reporters who do, with the same error rate
/// and the same reasons, and nothing in it knows of notices.
public enum ReportStream {
  /// The platform that stands for the intake of notices. Reporters are no accounts of the platform that
  /// their notice is about.
  public static let platform = "reports"

  /// A notice as a post without text that lists one object ready-made.
  ///
  /// A notice about a hashtag acts on the layer of hashtags, one about an account on that of mentions, one
  /// about a post or a candidate on that of reposts; the object's name is `kind:platform:id`, so that a post
  /// and an account of one id stay two objects. These streams are analysed apart from posts.
  ///
  /// - Returns: nil where the notice has no id or no reporter.
  public static func post(_ report: Report) -> Post? {
    guard let platform = Platform(platform), !report.id.isEmpty, !report.reporter.isEmpty else {
      return nil
    }
    let subject = report.subject
    let layer: Layer =
      switch subject.kind {
      case .hashtag: .hashtag
      case .account: .mention
      case .post, .candidate: .repost
      }
    let name = "\(subject.kind.rawValue):\(subject.platform?.name ?? ""):\(subject.id)"
    return Post(
      platform: platform, id: report.id, account: Account(id: report.reporter), time: report.time,
      language: report.language, listedObjects: [ListedObject(layer: layer, id: name)])
  }
}
