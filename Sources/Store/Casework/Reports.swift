import GRDB
import SocialModel

/// Where a report stands.
public enum ReportState: String, Sendable, Hashable, CaseIterable {
  case open, upheld, rejected
}

/// A user's notice, to be taken.
public struct NewNotice: Hashable, Sendable {
  /// What it is about.
  public var subject: Subject
  /// Why, a word of the list in use.
  public var reason: String
  /// Who reports, as the platform names them.
  public var reporter: String
  /// The platform's id of the notice; the same one is taken once.
  public var externalID: String?
  /// When it was made.
  public var time: Timestamp
  /// The reporter's language.
  public var language: String?
  /// What the reporter wrote.
  public var text: String?
  /// Whether it waits behind others, since its reporter sends too many.
  public var isHeld = false
  /// Whether it comes from a trusted flagger.
  public var isTrusted = false

  /// A notice.
  public init(
    subject: Subject, reason: String, reporter: String, externalID: String? = nil,
    time: Timestamp, language: String? = nil, text: String? = nil
  ) {
    self.subject = subject
    self.reason = reason
    self.reporter = reporter
    self.externalID = externalID
    self.time = time
    self.language = language
    self.text = text
  }
}

/// The notices about one subject for one reason, in a list.
public struct ReportRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// What it is about.
  public var subject: String
  /// Why.
  public var reason: String
  /// Where it stands.
  public var state: ReportState
  /// How many reporters.
  public var notices: Int
  /// How many of these wait behind others, since their reporters send too many.
  public var held: Int
  /// The first notice.
  public var firstAt: Timestamp
  /// The last notice.
  public var lastAt: Timestamp
  /// When somebody first looked at it.
  public var firstViewedAt: Timestamp?
  /// When it was upheld or rejected.
  public var closedAt: Timestamp?
  /// The case that answers it.
  public var caseFile: Int64?

  init(_ row: Row) throws {
    id = row["id"]
    subject = row["subject"]
    reason = row["reason"]
    state = try StoredWord.read(row, "state")
    notices = row["notices"]
    held = row["held"]
    firstAt = Moment.of(row, "firstAt")
    lastAt = Moment.of(row, "lastAt")
    firstViewedAt = Moment.optional(row, "firstViewedAt")
    closedAt = Moment.optional(row, "closedAt")
    caseFile = row["caseFile"]
  }
}

/// What became of a notice.
public struct TakenNotice: Hashable, Sendable {
  /// The report that it is part of.
  public var report: Int64
  /// Whether it opened the report; false where it joined one or was there before.
  public var isNewReport: Bool
  /// Whether it was there before, by its id or by reporter, subject and reason.
  public var isDuplicate: Bool
}

/// How often a reporter was right.
public struct ReporterRecord: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// As the platform names them.
  public var name: String
  /// Notices taken.
  public var reports: Int
  /// Of these, upheld.
  public var upheld: Int
  /// Of these, rejected.
  public var rejected: Int

  init(_ row: Row) {
    id = row["id"]
    name = row["name"]
    reports = row["reports"]
    upheld = row["upheld"]
    rejected = row["rejected"]
  }
}

extension CaseStore {
  /// Takes notices, all or none: those about one subject for one reason are one report.
  ///
  /// - Returns: what became of each, in order.
  public func take(_ notices: [NewNotice], by actor: Actor) throws -> [TakenNotice] {
    guard !notices.isEmpty else { return [] }
    for notice in notices { try Checked.name(notice.reporter, "reporter") }
    return try write(by: actor, "report.taken") { db, entry in
      let taken = try notices.map { try Self.take($0, db) }
      entry.subject = taken.count == 1 ? "report:\(taken[0].report)" : "report"
      entry.details = [
        "notices": "\(taken.count)", "new": "\(taken.filter(\.isNewReport).count)",
        "duplicate": "\(taken.filter(\.isDuplicate).count)",
        "held": "\(notices.filter(\.isHeld).count)",
      ]
      return taken
    }
  }

  private static func take(_ notice: NewNotice, _ db: Database) throws -> TakenNotice {
    if let id = notice.externalID {
      let known = try Int64.fetchOne(
        db, sql: "SELECT report FROM reportNotice WHERE externalId = ?", arguments: [id])
      if let known { return TakenNotice(report: known, isNewReport: false, isDuplicate: true) }
    }
    let reporter = try reporter(notice, db)
    let subject = notice.subject.description
    let open = try Int64.fetchOne(
      db, sql: "SELECT id FROM report WHERE subject = ? AND reason = ? AND state = 'open'",
      arguments: [subject, notice.reason])
    let time = notice.time.milliseconds
    if open == nil {
      try db.execute(
        sql: """
          INSERT INTO report (id, subject, reason, notices, firstAt, lastAt)
          VALUES (\(Numbering.next("report")), ?, ?, 0, ?, ?)
          """, arguments: [subject, notice.reason, time, time])
    }
    let report = open ?? db.lastInsertedRowID
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO reportNotice (report, reporter, externalId, time, language, text,
          isHeld, isTrusted) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        report, reporter, notice.externalID, time, notice.language, notice.text, notice.isHeld,
        notice.isTrusted,
      ])
    guard db.changesCount == 1 else {
      return TakenNotice(report: report, isNewReport: false, isDuplicate: true)
    }
    try db.execute(
      sql: """
        UPDATE report SET notices = notices + 1, held = held + ?, firstAt = min(firstAt, ?),
          lastAt = max(lastAt, ?) WHERE id = ?
        """, arguments: [notice.isHeld, time, time, report])
    try db.execute(
      sql:
        "UPDATE reporter SET reports = reports + 1, lastReport = max(lastReport, ?) WHERE id = ?",
      arguments: [time, reporter])
    return TakenNotice(report: report, isNewReport: open == nil, isDuplicate: false)
  }

  private static func reporter(_ notice: NewNotice, _ db: Database) throws -> Int64 {
    let known = try Int64.fetchOne(
      db, sql: "SELECT id FROM reporter WHERE name = ?", arguments: [notice.reporter])
    if let known { return known }
    try db.execute(
      sql: "INSERT INTO reporter (name, firstReport, lastReport) VALUES (?, ?, ?)",
      arguments: [notice.reporter, notice.time.milliseconds, notice.time.milliseconds])
    return db.lastInsertedRowID
  }

  /// Reports in one state, those with the latest notice first.
  ///
  /// - Parameter areHeld: only those all of whose notices wait behind others, or only the rest; nil: both.
  public func reports(
    _ state: ReportState = .open, areHeld: Bool? = nil, after cursor: PageCursor? = nil,
    limit: Int = 50
  ) throws -> Page<ReportRow> {
    let limit = PageLimit.checked(limit)
    let time = try cursor?.key(0, of: 2) ?? .max
    let id = try cursor?.key(1, of: 2) ?? .max
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: Self.inbox(areHeld), arguments: [state.rawValue, time, id, limit + 1])
      return Page(try rows.map { try ReportRow($0) }, limit: limit) {
        PageCursor($0.lastAt.milliseconds, $0.id)
      }
    }
  }

  static let reportInbox = inbox(nil)

  private static func inbox(_ areHeld: Bool?) -> String {
    let held = areHeld.map { $0 ? "AND held = notices" : "AND held < notices" } ?? ""
    return """
      SELECT * FROM report WHERE state = ? AND (lastAt, id) < (?, ?) \(held)
      ORDER BY lastAt DESC, id DESC LIMIT ?
      """
  }

  /// Upholds or rejects a report that no case answers, which its reporters' records take up.
  ///
  /// - Throws: ``StoreError`` with `refused` when it is not open.
  public func closeReport(_ id: Int64, _ state: ReportState, by actor: Actor) throws {
    precondition(state != .open, "a report is closed as upheld or rejected")
    let now = clock()
    try write(by: actor, "report.closed", on: "report:\(id)", details: ["state": state.rawValue]) {
      db, _ in
      try db.execute(
        sql: "UPDATE report SET state = ?, closedAt = ? WHERE id = ? AND state = 'open'",
        arguments: [state.rawValue, now.milliseconds, id])
      guard db.changesCount == 1 else {
        throw StoreError.refused("report \(id)", "It is not open.")
      }
      try Self.count(state, 1, ofReport: id, db)
    }
  }

  static func closeReports(
    ofCase id: Int64, _ state: ReportState, _ now: Timestamp, _ db: Database
  ) throws {
    let reports = try Int64.fetchAll(
      db, sql: "SELECT id FROM report WHERE caseFile = ? AND state = 'open'", arguments: [id])
    for report in reports {
      try db.execute(
        sql: "UPDATE report SET state = ?, closedAt = ? WHERE id = ?",
        arguments: [state.rawValue, now.milliseconds, report])
      try count(state, 1, ofReport: report, db)
    }
  }

  /// A report stays closed where a later one about the same is open.
  static func reopenReports(ofCase id: Int64, _ db: Database) throws {
    let reports = try Row.fetchAll(
      db, sql: "SELECT id, state FROM report WHERE caseFile = ? AND state <> 'open'",
      arguments: [id])
    for row in reports {
      let report: Int64 = row["id"]
      try db.execute(
        sql: "UPDATE OR IGNORE report SET state = 'open', closedAt = NULL WHERE id = ?",
        arguments: [report])
      if db.changesCount == 1 {
        try count(try StoredWord.read(row, "state"), -1, ofReport: report, db)
      }
    }
  }

  private static func count(
    _ state: ReportState, _ step: Int, ofReport id: Int64, _ db: Database
  ) throws {
    let column = state == .upheld ? "upheld" : "rejected"
    try db.execute(
      sql: """
        UPDATE reporter SET \(column) = \(column) + ?
        WHERE id IN (SELECT reporter FROM reportNotice WHERE report = ?)
        """, arguments: [step, id])
  }
}
