import GRDB
import SocialModel

extension Purge {
  /// How many cases go in one transaction, whose entry lists their numbers.
  private static let caseBatch = 100

  /// Removes closed cases with all that belongs to them, and decisions outside of any case.
  mutating func cases(before limit: Timestamp, _ counts: inout PurgeCounts) throws {
    let now = limits.now
    let ids = try store.read { try PastCases($0, before: limit, now: now).cases.going }
    for start in stride(from: 0, to: ids.count, by: Self.caseBatch) {
      let batch = Array(ids[start..<min(start + Self.caseBatch, ids.count)])
      var (decisions, packages) = (0, 0)
      counts.cases += try remove("case", before: limit) { db, details in
        let past = try PastCases(db, before: limit, now: now, only: batch)
        details["cases"] = Self.list(past.cases.going)
        for id in past.cases.going {
          let removed = try Self.removeCase(id, db)
          decisions += removed.decisions
          packages += removed.packages
        }
        return past.cases.going.count
      }
      counts.decisions += decisions
      counts.packages += packages
    }
    counts.decisions += try decisionsAlone(before: limit)
  }

  private mutating func decisionsAlone(before limit: Timestamp) throws -> Int {
    let now = limits.now
    func going(_ db: Database) throws -> [Int64] {
      try PastCases(db, before: limit, now: now, only: []).decisions.going
    }
    guard try !store.read(going).isEmpty else { return 0 }
    return try remove("decision", before: limit) { db, details in
      let ids = try going(db)
      details["decisions"] = Self.list(ids)
      let list = try JSONText.encode(ids)
      try Self.removeAnswers("(SELECT value FROM json_each(?))", [list], db)
      try db.execute(
        sql: "DELETE FROM decision WHERE id IN (SELECT value FROM json_each(?))",
        arguments: [list])
      return ids.count
    }
  }

  private static func list(_ ids: [Int64]) -> String { ids.map(String.init).joined(separator: " ") }

  /// Removes a case; its reports stay for their own time.
  private static func removeCase(
    _ id: Int64, _ db: Database
  ) throws -> (decisions: Int, packages: Int) {
    let packages = "(SELECT id FROM escalation WHERE caseFile = ?)"
    for table in ["escalationDownload", "escalationPost", "escalationPackage"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE escalation IN \(packages)", arguments: [id])
    }
    try removeAnswers("(SELECT id FROM decision WHERE caseFile = ?)", [id], db)
    func remove(_ table: String) throws -> Int {
      try db.execute(sql: "DELETE FROM \(table) WHERE caseFile = ?", arguments: [id])
      return db.changesCount
    }
    let removed = (decisions: try remove("decision"), packages: try remove("escalation"))
    _ = try remove("removalOrder")
    try db.execute(sql: "UPDATE report SET caseFile = NULL WHERE caseFile = ?", arguments: [id])
    try db.execute(sql: "DELETE FROM caseFile WHERE id = ?", arguments: [id])
    return removed
  }

  /// Removes appeals against decisions and second reviews of them.
  private static func removeAnswers(
    _ decisions: String, _ arguments: StatementArguments, _ db: Database
  ) throws {
    for table in ["appeal", "secondReview"] {
      try db.execute(
        sql: "DELETE FROM \(table) WHERE decision IN \(decisions)", arguments: arguments)
    }
  }
}
