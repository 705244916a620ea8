/// What a user is in a team. A user has one role.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// Sees the board and the figures, and no sensitive content.
  case viewer
  /// Reviews posts and accounts, and decides.
  case reviewer
  /// Leads reviewers: decides in bulk, on appeals and on releases, and sets shares and limits.
  case lead
  /// Reads everything that was done, and changes nothing.
  case auditor
  /// Keeps the program running: users, settings, tokens, purges. Decides nothing and sees no
  /// sensitive content.
  case admin

  /// Whether the role allows an act.
  public func allows(_ permission: Permission) -> Bool { permission.roles.contains(self) }

  /// Everything that the role allows, in the table's order.
  public var permissions: [Permission] { Permission.allCases.filter(allows) }
}
