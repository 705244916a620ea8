import Casework
import SocialModel
import Store

/// The signed-in person behind a request.
struct Viewer: Sendable {
  /// The session's id, which forms' tokens are bound to.
  var session: String
  /// The digest of the session's token.
  var digest: [UInt8]
  /// The user.
  var user: UserRow
  /// The user's role.
  var role: Role

  /// The user as the audit trail names it.
  var actor: Actor { .user(user.id) }

  /// Whether the role allows an act.
  func may(_ permission: Permission) -> Bool { role.allows(permission) }
}
