import Casework

/// A request for a package as a person writes it.
public struct EscalationForm: Hashable, Sendable {
  /// The posts, by the store's numbers.
  public var posts: [Int64]
  /// The offence that is suspected.
  public var offence: String
  /// Why it is suspected.
  public var suspicion: String
  /// What is needed to locate the accounts, a line each.
  public var locating: [String]
  /// The member states concerned; none where no state can be told.
  public var memberStates: [String]
  /// The authority that the package is meant for.
  public var authority: String
  /// Whether a statement may take the place of original bytes that cannot be had any more.
  public var takesStatements: Bool

  /// A request.
  public init(
    posts: [Int64], offence: String, suspicion: String, locating: [String], memberStates: [String],
    authority: String, takesStatements: Bool = false
  ) {
    self.posts = posts
    self.offence = offence
    self.suspicion = suspicion
    self.locating = locating
    self.memberStates = memberStates
    self.authority = authority
    self.takesStatements = takesStatements
  }

  /// Everything that is wrong with it, field by field.
  public var problems: [EscalationRules.Problem] {
    EscalationRules.problems(
      posts: Set(posts).count, suspicion: suspicion, locating: locating, notice: notice)
  }

  var notice: EscalationNotice {
    EscalationNotice(
      offence: offence, memberStates: memberStates.sorted(), authority: authority)
  }
}
