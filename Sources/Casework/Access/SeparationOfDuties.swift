/// Acts that one person may not do after another act of their own, whatever their role.
///
/// Each rule answers with the reason for which it refuses, to be shown to the person; nil allows. They
/// come on top of the table of roles and never loosen it.
public enum SeparationOfDuties {
  /// An appeal is not decided by anybody who had a part in the decision.
  ///
  /// - Parameters:
  ///   - user: who wants to decide the appeal.
  ///   - decidedBy: who made the decision.
  ///   - reviewedAgainBy: who gave a second review of it.
  ///   - earlierAppealsBy: who decided earlier appeals against it.
  public static func appeal(
    _ user: String, decidedBy: String, reviewedAgainBy: [String] = [],
    earlierAppealsBy: [String] = []
  ) -> String? {
    if user == decidedBy { return "You made the decision that the appeal is against." }
    if reviewedAgainBy.contains(user) { return "You gave a second review of the decision." }
    if earlierAppealsBy.contains(user) { return "You decided an earlier appeal against it." }
    return nil
  }

  /// A second review is given by another person, who has not seen the first decision.
  ///
  /// - Parameters:
  ///   - user: who wants to review.
  ///   - decidedBy: who made the decision.
  ///   - reviewedAgainBy: who gave a second review of it already.
  ///   - sawDecision: whether the audit chain shows that the user has opened the decided case.
  public static func secondReview(
    _ user: String, decidedBy: String, reviewedAgainBy: [String] = [], sawDecision: Bool = false
  ) -> String? {
    if user == decidedBy { return "You made the decision; the second review is another person's." }
    if reviewedAgainBy.contains(user) { return "You have reviewed this decision already." }
    if sawDecision { return "You have seen how it was decided; the second review is blind." }
    return nil
  }

  /// A package is not released by who asked for it.
  public static func release(_ user: String, requestedBy: String) -> String? {
    user == requestedBy ? "You asked for this package; somebody else releases it." : nil
  }

  /// Nobody changes their own role or closes their own account.
  public static func userChange(_ user: String, of other: String) -> String? {
    user == other ? "Another administrator changes your role or closes your account." : nil
  }

  /// A purge is not run by who changed the retention rules last, within a day of it.
  public static func purge(_ user: String, rulesChangedBy: String, hoursSince: Double) -> String? {
    user == rulesChangedBy && hoursSince < 24
      ? "You changed the retention rules within the last day; somebody else purges, or you later."
      : nil
  }
}
