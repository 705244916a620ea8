import SocialModel

/// One decision on many subjects, which becomes one record for each of them: each can be appealed
/// against, undone and reviewed again by itself.
public enum BulkDecision {
  /// No more subjects at a time.
  public static let most = 1000

  /// The records of a bulk, in the order of their subjects.
  ///
  /// - Parameters:
  ///   - template: what is decided; its id, case and subject are replaced.
  ///   - bulk: the bulk's id.
  ///   - subjects: each with its case. A subject that stands there twice is decided on once.
  ///   - id: makes the id of a record.
  /// - Throws: ``CaseworkError`` with the codes `incomplete` when the decision lacks something for one of
  ///   the subjects or there is none, and `tooMany`.
  public static func expand(
    _ template: Decision, bulk: String, subjects: [(caseID: String, subject: CaseSubject)],
    id: (Int) -> String
  ) throws -> [Decision] {
    var seen: Set<CaseSubject> = []
    let unique = subjects.filter { seen.insert($0.subject).inserted }
      .sorted { $0.subject < $1.subject }
    guard !unique.isEmpty else {
      throw CaseworkError(.incomplete, subject: "bulk \(bulk)", message: "It has no subject.")
    }
    guard unique.count <= most else {
      throw CaseworkError(
        .tooMany, subject: "bulk \(bulk)",
        message: "It has \(unique.count) subjects; \(most) are possible at a time.")
    }
    return try unique.enumerated().map { index, entry in
      var decision = template
      decision.id = id(index)
      (decision.caseID, decision.subject) = (entry.caseID, entry.subject)
      decision.bulk = bulk
      try DecisionRules.check(decision)
      return decision
    }
  }

  /// Which records of a bulk can be undone now, and why the others cannot.
  public static func undo(
    _ decisions: [(decision: Decision, since: UndoRule.Since)], by user: String, role: Role,
    now: Timestamp
  ) -> (undone: [Decision], refused: [(id: String, reason: CaseworkError)]) {
    var undone: [Decision] = []
    var refused: [(id: String, reason: CaseworkError)] = []
    for (decision, since) in decisions {
      do throws(CaseworkError) {
        try UndoRule.check(decision, by: user, role: role, since: since, now: now)
        undone.append(decision)
      } catch { refused.append((decision.id, error)) }
    }
    return (undone, refused)
  }
}
