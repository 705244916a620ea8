import Casework
import Store

/// Who acts: a user in a session, under an API token, or on the machine's terminal.
public struct Acting: Hashable, Sendable {
  /// How the user is known.
  public enum Via: Hashable, Sendable {
    /// By a session, by its id.
    case session(String)
    /// By an API token, by its number, with its scopes.
    case token(Int64, Set<APIScope>)
    /// By being on the machine: whoever can write the database's file.
    case terminal
  }

  /// The user's number; 0 on the terminal.
  public let user: Int64
  /// The role at sign-in. It is compared with the stored one at every act.
  public let role: Role
  /// How the user is known.
  public let via: Via

  /// A user who acts.
  public init(user: Int64, role: Role, via: Via) {
    self.user = user
    self.role = role
    self.via = via
  }

  /// Whoever works on the machine itself, where the file's permissions are the only guard: imports,
  /// exports, figures, purges and users, and no decision.
  public static let terminal = Acting(user: 0, role: .admin, via: .terminal)

  /// What the audit trail calls it.
  public var actor: Actor {
    switch via {
    case .session: .user(user)
    case .token(let id, _): .token(id)
    case .terminal: .system("terminal")
    }
  }

  /// What rules that tell people apart call the user.
  var name: String { "user:\(user)" }

  /// What may be done on the terminal.
  static let onTerminal: Set<Permission> = [
    .takeReports, .exportAudit, .exportStatements, .publishStatements, .exportTables,
    .viewFigures, .purge, .manageUsers, .changeSettings,
  ]

  /// Whether the role, and the token's scopes where there is one, allow an act.
  func allows(_ permission: Permission) -> Bool {
    switch via {
    case .session: role.allows(permission)
    case .token(_, let scopes):
      role.allows(permission) && scopes.contains { $0.permission == permission }
    case .terminal: Self.onTerminal.contains(permission)
    }
  }
}
