import Casework
import SocialModel
import Store

extension CaseSubject {
  /// The subject that a stored one is.
  public init(_ subject: Subject) {
    let kind: Kind =
      switch subject.kind {
      case .post: .post
      case .account: .account
      case .hashtag: .hashtag
      case .candidate: .candidate
      }
    self.init(kind, platform: subject.platform, id: subject.id)
  }

  /// The subject as it is stored.
  ///
  /// - Throws: ``DeskError`` with the code `malformed`, for a post or an account without a platform and a
  ///   candidate without a number.
  public func stored() throws -> Subject {
    let found: Subject? =
      switch kind {
      case .post: platform.map { .post($0, id) }
      case .account: platform.map { .account($0, id) }
      case .hashtag: .hashtag(id, on: platform)
      case .candidate: Int64(id).map { .candidate(review: $0) }
      }
    guard let found, !id.isEmpty, id.utf8.count <= 512 else {
      throw DeskError(
        .malformed, subject: "subject", message: "It names no post, account, tag or candidate.")
    }
    return found
  }

  /// The subject of its text, `kind:platform:id`.
  ///
  /// - Throws: ``DeskError`` with the code `malformed`.
  public init(text: String) throws {
    guard let subject = Subject(text) else {
      throw DeskError(
        .malformed, subject: "subject", message: "It names no post, account, tag or candidate.")
    }
    self.init(subject)
  }
}
