import GRDB
import SocialModel

/// What a reviewer looks at and a clock runs for.
public enum Viewed: Hashable, Sendable {
  /// A case, by number.
  case caseFile(Int64)
  /// A report, by number.
  case report(Int64)
  /// An appeal, by number.
  case appeal(Int64)
  /// A candidate's review, by number.
  case candidateReview(Int64)
  /// The assessment of a post, by the post's number.
  case assessment(post: Int64)

  var row: (table: String, key: String, id: Int64, subject: String) {
    switch self {
    case .caseFile(let id): ("caseFile", "id", id, "case:\(id)")
    case .report(let id): ("report", "id", id, "report:\(id)")
    case .appeal(let id): ("appeal", "id", id, "appeal:\(id)")
    case .candidateReview(let id): ("candidateReview", "id", id, "candidate::\(id)")
    case .assessment(let post): ("assessment", "post", post, "assessment:\(post)")
    }
  }
}

extension CaseStore {
  /// Records that somebody looked at something; the first look stops the clock of the first view.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func recordView(of viewed: Viewed, by actor: Actor) throws {
    let row = viewed.row
    let now = clock()
    try write(by: actor, "content.viewed", on: row.subject) { db, _ in
      try db.execute(
        sql: """
          UPDATE \(row.table) SET firstViewedAt = coalesce(firstViewedAt, ?) WHERE \(row.key) = ?
          """, arguments: [now.milliseconds, row.id])
      guard db.changesCount == 1 else {
        throw StoreError(.notFound, subject: row.subject, message: "There is none.")
      }
    }
  }
}
