import GRDB
import SocialModel

extension CaseStore {
  /// Opens a case.
  ///
  /// - Returns: its number.
  /// - Throws: ``StoreError`` with `badValue` when it is about nothing, `conflict` when the queue or a
  ///   report is not there.
  public func openCase(_ new: NewCase, by actor: Actor) throws -> Int64 {
    guard !new.subjects.isEmpty else {
      throw StoreError(.badValue, subject: "case", message: "A case is about something.")
    }
    let now = clock()
    return try write(by: actor, "case.opened") { db, entry in
      try db.execute(
        sql: """
          INSERT INTO caseFile (id, queue, urgency, why, openedAt, dueAt, kind, language)
          VALUES (\(Numbering.next("caseFile")), ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          new.queue, new.urgency.score, try JSONText.encode(new.urgency.why), now.milliseconds,
          new.due?.milliseconds, new.kind, new.language,
        ])
      let id = db.lastInsertedRowID
      var seen = Set<Subject>()
      for subject in new.subjects where seen.insert(subject).inserted {
        try db.execute(
          sql: "INSERT INTO caseSubject (caseFile, position, subject) VALUES (?, ?, ?)",
          arguments: [id, seen.count - 1, subject.description])
      }
      for report in new.reports {
        try db.execute(
          sql: "UPDATE report SET caseFile = ? WHERE id = ? AND state = 'open'",
          arguments: [id, report])
        guard db.changesCount == 1 else { throw StoreError.missing("open report", report) }
      }
      entry.subject = "case:\(id)"
      entry.details = [
        "queue": "\(new.queue)", "kind": new.kind, "subjects": "\(seen.count)",
        "reports": "\(new.reports.count)",
      ]
      return id
    }
  }

  /// The cases of a queue in one state: the most urgent first, then the oldest.
  public func cases(
    inQueue queue: Int64, state: CaseState = .open, after cursor: PageCursor? = nil,
    limit: Int = 50
  ) throws -> Page<CaseRow> {
    let limit = PageLimit.checked(limit)
    let urgency = try cursor?.key(0, of: 2) ?? .max
    let id = try cursor?.key(1, of: 2) ?? .min
    let now = clock()
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: Self.queueCases,
        arguments: [
          now.milliseconds, queue, state.rawValue, urgency, urgency, id, limit + 1,
        ])
      return Page(try rows.map { try CaseRow($0) }, limit: limit) {
        PageCursor(Int64($0.urgency), $0.id)
      }
    }
  }

  static let queueCases = """
    SELECT \(CaseRow.columns) FROM \(CaseRow.tables)
    WHERE f.queue = ? AND f.state = ? AND f.urgency <= ? AND (f.urgency < ? OR f.id > ?)
    ORDER BY f.urgency DESC, f.id LIMIT ?
    """

  /// The open cases of a queue whose clock runs: the earlier end first, at most 200.
  public func casesWithClock(inQueue queue: Int64) throws -> [CaseRow] {
    let now = clock()
    return try read { db in
      try Row.fetchAll(db, sql: Self.clockCases, arguments: [now.milliseconds, queue])
        .map { try CaseRow($0) }
    }
  }

  static let clockCases = """
    SELECT \(CaseRow.columns) FROM \(CaseRow.tables)
    WHERE f.queue = ? AND f.state = 'open' AND f.dueAt IS NOT NULL
    ORDER BY f.dueAt, f.urgency DESC, f.id LIMIT 200
    """

  /// The cases about a subject, the latest first, at most 100.
  public func cases(about subject: Subject) throws -> [CaseRow] {
    let now = clock()
    return try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(CaseRow.columns) FROM caseSubject t CROSS JOIN \(CaseRow.tables)
          WHERE f.id = t.caseFile AND t.subject = ? ORDER BY f.id DESC LIMIT 100
          """, arguments: [now.milliseconds, subject.description]
      ).map { try CaseRow($0) }
    }
  }

  /// A case with its history.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func caseFile(_ id: Int64) throws -> CasePage {
    let now = clock()
    return try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT \(CaseRow.columns) FROM \(CaseRow.tables) WHERE f.id = ?",
        arguments: [now.milliseconds, id])
      guard let row else { throw StoreError.missing("case", id) }
      let notes = try Row.fetchAll(
        db, sql: "SELECT * FROM caseNote WHERE caseFile = ? ORDER BY id", arguments: [id])
      let reports = try Row.fetchAll(
        db, sql: "SELECT * FROM report WHERE caseFile = ? ORDER BY id", arguments: [id])
      return CasePage(
        row: try CaseRow(row),
        subjects: try String.fetchAll(
          db, sql: "SELECT subject FROM caseSubject WHERE caseFile = ? ORDER BY position",
          arguments: [id]),
        notes: notes.map { note in
          CasePage.Note(
            time: Moment.of(note, "time"), author: note["author"], text: note["text"])
        },
        decisions: try DecisionRow.fetch(db, "WHERE d.caseFile = ? ORDER BY d.id", [id]),
        reports: try reports.map { try ReportRow($0) },
        history: try AuditRow.fetch(
          db, "WHERE subject = ? ORDER BY sequence LIMIT 500", ["case:\(id)"]))
    }
  }

  /// Writes a note into a case.
  public func addNote(_ text: String, toCase id: Int64, by actor: Actor) throws {
    guard (1...20_000).contains(text.utf8.count) else {
      throw StoreError(.badValue, subject: "note", message: "A note has 1 to 20,000 bytes.")
    }
    let now = clock()
    try write(by: actor, "case.note", on: "case:\(id)") { db, _ in
      try db.execute(
        sql: "INSERT INTO caseNote (caseFile, time, author, text) VALUES (?, ?, ?, ?)",
        arguments: [id, now.milliseconds, actor.user, text])
    }
  }

  /// Moves an open case to another queue; a claim on it ends.
  public func moveCase(_ id: Int64, toQueue queue: Int64, by actor: Actor) throws {
    try write(by: actor, "case.moved", on: "case:\(id)", details: ["queue": "\(queue)"]) { db, _ in
      try db.execute(
        sql: "UPDATE caseFile SET queue = ? WHERE id = ? AND state = 'open'",
        arguments: [queue, id])
      guard db.changesCount == 1 else {
        throw StoreError.refused("case \(id)", "It is not open.")
      }
      try db.execute(sql: "DELETE FROM claim WHERE caseFile = ?", arguments: [id])
    }
  }

  /// Closes a case, decided or not, or opens it again.
  public func setCase(_ id: Int64, to state: CaseState, by actor: Actor) throws {
    let now = clock()
    try write(by: actor, "case.closed", on: "case:\(id)", details: ["state": state.rawValue]) {
      db, _ in
      try db.execute(
        sql: """
          UPDATE caseFile SET state = ?1, closedAt = CASE WHEN ?1 = 'closed' THEN ?2 ELSE NULL END
          WHERE id = ?3
          """, arguments: [state.rawValue, now.milliseconds, id])
      guard db.changesCount == 1 else { throw StoreError.missing("case", id) }
      try db.execute(sql: "DELETE FROM claim WHERE caseFile = ?", arguments: [id])
    }
  }
}
