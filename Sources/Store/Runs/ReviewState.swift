import GRDB
import SocialModel

/// What reviewers said of a candidate.
public enum ReviewState: String, Sendable, Hashable, CaseIterable {
  case open, campaign, dismissed
}

/// What reviewers did about an assessment.
public enum AssessmentState: String, Sendable, Hashable, CaseIterable {
  case open, handled, dismissed
}

extension CaseStore {
  /// Records what a reviewer says of a candidate; it may be changed later.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func setReview(
    _ review: Int64, to state: ReviewState, note: String?, by actor: Actor
  ) throws {
    let now = clock()
    try write(by: actor, "candidate.reviewed", on: "candidate::\(review)") { db, entry in
      entry.details = ["state": state.rawValue]
      try db.execute(
        sql: """
          UPDATE candidateReview SET state = ?1, note = ?2, reviewer = ?3,
            closedAt = CASE WHEN ?1 = 'open' THEN NULL ELSE ?4 END WHERE id = ?5
          """,
        arguments: [state.rawValue, note, actor.user, now.milliseconds, review])
      guard db.changesCount == 1 else { throw StoreError.missing("candidate review", review) }
    }
  }

  /// Records what a reviewer did about an assessment.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func setAssessment(
    ofPost post: Int64, to state: AssessmentState, by actor: Actor
  ) throws {
    let now = clock()
    try write(by: actor, "assessment.reviewed", on: "assessment:\(post)") { db, entry in
      entry.details = ["state": state.rawValue]
      try db.execute(
        sql: """
          UPDATE assessment SET state = ?1, reviewer = ?2,
            closedAt = CASE WHEN ?1 = 'open' THEN NULL ELSE ?3 END WHERE post = ?4
          """,
        arguments: [state.rawValue, actor.user, now.milliseconds, post])
      guard db.changesCount == 1 else { throw StoreError.missing("assessment of post", post) }
    }
  }
}
