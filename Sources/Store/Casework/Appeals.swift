import GRDB
import SocialModel

/// Where an appeal stands: `upheld` leaves the decision as it is, `reversed` undoes it.
public enum AppealState: String, Sendable, Hashable, CaseIterable {
  case open, upheld, reversed
}

/// An appeal with the decision that it is against.
public struct AppealRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// The decision.
  public var decision: DecisionRow
  /// Where it stands.
  public var state: AppealState
  /// When it came in.
  public var receivedAt: Timestamp
  /// What the person concerned says.
  public var text: String
  /// When somebody first looked at it.
  public var firstViewedAt: Timestamp?
  /// When it was decided.
  public var closedAt: Timestamp?
  /// Who decided it, by number.
  public var reviewer: Int64?
  /// What the person concerned is told.
  public var reasons: String?
  /// What it came to, more exactly than the state: a changed decision is reversed in part.
  public var outcome: String?
}

extension CaseStore {
  /// Takes an appeal against a decision; a decision has at most one.
  ///
  /// - Throws: ``StoreError`` with `conflict` when there is one, or no such decision.
  public func receiveAppeal(
    againstDecision id: Int64, text: String, by actor: Actor
  ) throws -> Int64 {
    let now = clock()
    return try write(by: actor, "appeal.received", on: "decision:\(id)") { db, entry in
      try db.execute(
        sql: """
          INSERT INTO appeal (id, decision, receivedAt, text)
          VALUES (\(Numbering.next("appeal")), ?, ?, ?)
          """,
        arguments: [id, now.milliseconds, text])
      entry.details = ["appeal": "\(db.lastInsertedRowID)"]
      return db.lastInsertedRowID
    }
  }

  /// Decides an appeal. Reversed, the decision is undone and its case opens again, unless a successor
  /// takes its place: then the case stays decided.
  ///
  /// - Parameters:
  ///   - outcome: what it came to, where the state does not say it exactly.
  ///   - successor: the decision that takes the place of a reversed one.
  /// - Returns: the successor's number.
  /// - Throws: ``StoreError`` with `notFound`, or `refused` when it is decided or the user is the
  ///   author of the decision.
  @discardableResult
  public func decideAppeal(
    _ id: Int64, reverse: Bool, outcome: String? = nil, reasons: String,
    successor: NewDecision? = nil, by user: Int64
  ) throws -> Int64? {
    let now = clock()
    return try write(by: .user(user), "appeal.decided") { db, entry in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT p.state, p.decision, d.author, d.undoneAt FROM appeal p
          JOIN decision d ON d.id = p.decision WHERE p.id = ?
          """, arguments: [id])
      guard let row else { throw StoreError.missing("appeal", id) }
      guard row["state"] as String == AppealState.open.rawValue else {
        throw StoreError.refused("appeal \(id)", "It is decided already.")
      }
      guard row["author"] as Int64 != user else {
        throw StoreError.refused("appeal \(id)", "Whoever decided does not decide the appeal.")
      }
      let state: AppealState = reverse ? .reversed : .upheld
      try db.execute(
        sql: """
          UPDATE appeal SET state = ?, closedAt = ?, reviewer = ?, reasons = ?, outcome = ?
          WHERE id = ?
          """,
        arguments: [state.rawValue, now.milliseconds, user, reasons, outcome, id])
      let decision: Int64 = row["decision"]
      entry.subject = "decision:\(decision)"
      entry.details = ["appeal": "\(id)", "outcome": outcome ?? state.rawValue]
      guard reverse, Moment.optional(row, "undoneAt") == nil else { return nil }
      let isReplaced = successor != nil
      let caseFile = try Self.undo(
        decision, why: "appeal \(id)", within: nil, keepsCase: isReplaced, user, now, db)
      guard var successor else { return nil }
      (successor.successorOf, successor.caseFile) = (decision, caseFile)
      return try decide([successor], user, now, db).first
    }
  }

  /// Appeals in one state, the oldest first.
  public func appeals(
    _ state: AppealState = .open, after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<AppealRow> {
    let limit = PageLimit.checked(limit)
    let above = try cursor.above()
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM appeal WHERE state = ? AND id > ? ORDER BY id LIMIT ?",
        arguments: [state.rawValue, above, limit + 1])
      return Page(try rows.map { try Self.appeal($0, db) }, limit: limit) { PageCursor($0.id) }
    }
  }

  /// An appeal.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func appeal(_ id: Int64) throws -> AppealRow {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM appeal WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("appeal", id) }
      return try Self.appeal(row, db)
    }
  }

  private static func appeal(_ row: Row, _ db: Database) throws -> AppealRow {
    let number: Int64 = row["decision"]
    guard let decision = try DecisionRow.fetch(db, "WHERE d.id = ?", [number]).first else {
      throw StoreError.missing("decision", number)
    }
    return AppealRow(
      id: row["id"], decision: decision, state: try StoredWord.read(row, "state"),
      receivedAt: Moment.of(row, "receivedAt"), text: row["text"],
      firstViewedAt: Moment.optional(row, "firstViewedAt"),
      closedAt: Moment.optional(row, "closedAt"), reviewer: row["reviewer"],
      reasons: row["reasons"], outcome: row["outcome"])
  }
}
