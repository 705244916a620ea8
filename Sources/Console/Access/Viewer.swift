import Casework
import Desk
import SocialModel
import Store

/// The signed-in person behind a request.
struct Viewer: Sendable {
  /// The person as the desk knows it.
  var acting: Acting
  /// The name to sign in with.
  var name: String
  /// What the cookie holds. Never to be logged.
  var token: String
  /// The session's id, which forms' tokens are bound to.
  var session: String
  /// Whether a second factor was shown.
  var hasSecondFactor: Bool

  /// Who goes on with a session; nil for somebody who acts in another way.
  init?(_ resumed: Resumed, showing token: String) {
    guard case .session(let session) = resumed.acting.via else { return nil }
    acting = resumed.acting
    name = resumed.name
    self.token = token
    self.session = session
    hasSecondFactor = resumed.hasSecondFactor
  }

  /// The user's number.
  var id: Int64 { acting.user }

  /// The user's role.
  var role: Role { acting.role }

  /// The user as the audit trail names it.
  var actor: Actor { acting.actor }

  /// Whether the role allows an act.
  func may(_ permission: Permission) -> Bool { role.allows(permission) }
}
