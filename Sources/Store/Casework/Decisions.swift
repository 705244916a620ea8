import GRDB
import SocialModel

extension CaseStore {
  /// Records decisions, all or none, each with an audit entry of its own.
  ///
  /// A decided case leaves its queue, its claim ends, and its reports are upheld or, on a decision
  /// without a ground, rejected, which their reporters' records take up.
  ///
  /// - Returns: their numbers, in order.
  /// - Throws: ``StoreError`` with `refused` when a case is closed or somebody else holds it,
  ///   `badValue` when a measure has no ground or reasons are missing, `conflict` for a `puid` that is
  ///   taken.
  public func decide(_ decisions: [NewDecision], by user: Int64) throws -> [Int64] {
    let now = clock()
    return try transaction { db in try decide(decisions, user, now, db) }
  }

  private static func check(_ decision: NewDecision) throws {
    guard decision.words.isEmpty || decision.ground != .none else {
      throw StoreError(.badValue, subject: "decision", message: "A measure needs a ground.")
    }
    guard !decision.reasons.isEmpty, !decision.puid.isEmpty else {
      throw StoreError(.badValue, subject: "decision", message: "Reasons or its id are missing.")
    }
  }

  func decide(
    _ decisions: [NewDecision], _ user: Int64, _ now: Timestamp, _ db: Database
  ) throws -> [Int64] {
    for decision in decisions { try Self.check(decision) }
    return try decisions.map { try decide($0, user, now, db) }
  }

  private func decide(
    _ new: NewDecision, _ user: Int64, _ now: Timestamp, _ db: Database
  ) throws -> Int64 {
    let ground = new.ground.columns
    if let id = new.caseFile {
      try Self.closeForDecision(id, user, now, isSuccessor: new.successorOf != nil, db)
    }
    try db.execute(
      sql: """
        INSERT INTO decision (id, caseFile, subject, groundKind, jurisdiction, clause, category, scope,
          visibilityMeasure, accountMeasure, reasons, facts, source, validUntil, language, puid,
          author, time, batch, measures, policyVersion, isFoundAutomatically, successorOf)
        VALUES (\(Numbering.next("decision")), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          ?, ?, ?)
        """,
      arguments: [
        new.caseFile, new.subject.description, ground.kind, ground.jurisdiction, ground.clause,
        new.category, new.scope, new.visibilityMeasure, new.accountMeasure, new.reasons, new.facts,
        new.source, new.validUntil?.milliseconds, new.language, new.puid, user, now.milliseconds,
        new.batch, new.measures.map { $0.joined(separator: " ") }, new.policyVersion,
        new.isFoundAutomatically, new.successorOf,
      ])
    let id = db.lastInsertedRowID
    if let caseFile = new.caseFile {
      let state: ReportState = new.ground == .none ? .rejected : .upheld
      try Self.closeReports(ofCase: caseFile, state, now, db)
    }
    let entry = AuditEntryInProgress(
      subject: new.caseFile.map { "case:\($0)" } ?? new.subject.description,
      details: [
        "decision": "\(id)", "subject": new.subject.description, "ground": ground.kind,
        "visibility": new.visibilityMeasure ?? "", "account": new.accountMeasure ?? "",
        "measures": new.words.joined(separator: " "),
        "successor-of": new.successorOf.map { "\($0)" } ?? "", "bulk": new.batch ?? "",
      ])
    try append(entry, by: .user(user), "decision.made", db)
    return id
  }

  /// A case may get several decisions: one a subject.
  private static func closeForDecision(
    _ id: Int64, _ user: Int64, _ now: Timestamp, isSuccessor: Bool, _ db: Database
  ) throws {
    let holder = try Int64.fetchOne(
      db, sql: "SELECT user FROM claim WHERE caseFile = ? AND expiresAt > ?",
      arguments: [id, now.milliseconds])
    guard holder == nil || holder == user || isSuccessor else {
      throw StoreError.refused("case \(id)", "Somebody else holds it.")
    }
    try db.execute(
      sql: """
        UPDATE caseFile SET state = 'decided', decidedAt = coalesce(decidedAt, ?)
        WHERE id = ? AND (? OR state IN ('open', 'decided'))
        """, arguments: [now.milliseconds, id, isSuccessor])
    guard db.changesCount == 1 else { throw StoreError.refused("case \(id)", "It is closed.") }
    try db.execute(sql: "DELETE FROM claim WHERE caseFile = ?", arguments: [id])
  }

  /// Undoes a decision: it stays in the record, its case opens again, its reports too.
  ///
  /// - Parameter within: how long after the decision this is allowed, in seconds; nil for ever.
  /// - Throws: ``StoreError`` with `notFound`, or `refused` when it is undone or too old.
  public func undo(
    decision id: Int64, why: String, within seconds: Int64? = nil, by user: Int64
  ) throws {
    let now = clock()
    try write(by: .user(user), "decision.undone") { db, entry in
      let caseFile = try Self.undo(id, why: why, within: seconds, user, now, db)
      entry.subject = caseFile.map { "case:\($0)" } ?? "decision:\(id)"
      entry.details = ["decision": "\(id)"]
    }
  }

  static func undo(
    _ id: Int64, why: String, within seconds: Int64?, keepsCase: Bool = false, _ user: Int64,
    _ now: Timestamp, _ db: Database
  ) throws -> Int64? {
    let row = try Row.fetchOne(
      db, sql: "SELECT caseFile, time, undoneAt FROM decision WHERE id = ?", arguments: [id])
    guard let row else { throw StoreError.missing("decision", id) }
    guard Moment.optional(row, "undoneAt") == nil else {
      throw StoreError.refused("decision \(id)", "It is undone already.")
    }
    let age = now.milliseconds - Moment.of(row, "time").milliseconds
    guard seconds.map({ age <= $0 * 1000 }) ?? true else {
      throw StoreError.refused("decision \(id)", "The time in which it can be undone is over.")
    }
    try db.execute(
      sql: "UPDATE decision SET undoneAt = ?, undoneBy = ?, undoneWhy = ? WHERE id = ?",
      arguments: [now.milliseconds, user, why, id])
    let caseFile: Int64? = row["caseFile"]
    guard let caseFile else { return nil }
    let standing = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM decision WHERE caseFile = ? AND undoneAt IS NULL",
      arguments: [caseFile])
    guard standing == 0 else { return caseFile }
    if !keepsCase {
      try db.execute(
        sql: "UPDATE caseFile SET state = 'open', decidedAt = NULL WHERE id = ?",
        arguments: [caseFile])
    }
    try Self.reopenReports(ofCase: caseFile, db)
    return caseFile
  }

  /// Notes that statements of reasons of decisions were handed out: they are public from then on.
  ///
  /// - Returns: how many were not handed out before.
  public func markPublished(_ ids: [Int64], by actor: Actor) throws -> Int {
    let now = clock()
    return try write(by: actor, "export.made", on: "statements") { db, entry in
      var fresh = 0
      for id in ids {
        try db.execute(
          sql: "UPDATE decision SET publishedAt = ? WHERE id = ? AND publishedAt IS NULL",
          arguments: [now.milliseconds, id])
        fresh += db.changesCount
      }
      entry.details = ["statements": "\(ids.count)", "new": "\(fresh)"]
      return fresh
    }
  }

  /// A decision.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func decision(_ id: Int64) throws -> DecisionRow {
    try read { db in
      guard let row = try DecisionRow.fetch(db, "WHERE d.id = ?", [id]).first else {
        throw StoreError.missing("decision", id)
      }
      return row
    }
  }

  /// The decision of a published id; nil where there is none.
  public func decision(puid: String) throws -> DecisionRow? {
    try read { db in try DecisionRow.fetch(db, "WHERE d.puid = ?", [puid]).first }
  }

  /// Decisions, the latest first.
  ///
  /// - Parameters:
  ///   - author: only those of this user.
  ///   - subject: only those about this.
  ///   - batch: only those made at one go.
  public func decisions(
    author: Int64? = nil, about subject: Subject? = nil, batch: String? = nil,
    after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<DecisionRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    var conditions = ["d.id < ?"]
    var arguments: StatementArguments = [below]
    if let author {
      conditions.append("d.author = ?")
      arguments += [author]
    }
    if let subject {
      conditions.append("d.subject = ?")
      arguments += [subject.description]
    }
    if let batch {
      conditions.append("d.batch = ?")
      arguments += [batch]
    }
    arguments += [limit + 1]
    let rest = "WHERE \(conditions.joined(separator: " AND ")) ORDER BY d.id DESC LIMIT ?"
    return try read { db in
      Page(try DecisionRow.fetch(db, rest, arguments), limit: limit) { PageCursor($0.id) }
    }
  }
}
