import GRDB
import SocialModel

/// A queue with how much is in it.
public struct QueueRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// Its name.
  public var name: String
  /// For how many minutes a claim on its cases holds.
  public var claimMinutes: Int
  /// Cases that await a decision.
  public var open: Int
  /// Those of them that somebody holds now.
  public var claimed: Int
  /// When the oldest of them was opened.
  public var oldest: Timestamp?
  /// The first moment at which one of them is due.
  public var due: Timestamp?
}

extension CaseStore {
  /// Makes a queue, or changes the claim time of the one of that name.
  ///
  /// - Throws: ``StoreError`` with `badValue` for an empty name or a claim outside 1 to 1,440 minutes.
  public func saveQueue(_ name: String, claimMinutes: Int = 30, by actor: Actor) throws -> Int64 {
    try Checked.name(name, "queue")
    guard (1...1440).contains(claimMinutes) else {
      throw StoreError(.badValue, subject: "queue", message: "A claim lasts 1 to 1,440 minutes.")
    }
    let now = clock()
    return try write(by: actor, "setting.changed", details: ["minutes": "\(claimMinutes)"]) {
      db, entry in
      let id = try Int64.fetchOne(
        db,
        sql: """
          INSERT INTO queue (name, claimMinutes, createdAt) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET claimMinutes = excluded.claimMinutes RETURNING id
          """, arguments: [name, claimMinutes, now.milliseconds])
      entry.subject = "queue:\(id ?? 0)"
      return id ?? 0
    }
  }

  /// All queues by name, with their counts.
  public func queues() throws -> [QueueRow] {
    let now = clock()
    return try read { db in
      try Row.fetchAll(db, sql: Self.queueCounts, arguments: [now.milliseconds]).map { row in
        QueueRow(
          id: row["id"], name: row["name"], claimMinutes: row["claimMinutes"], open: row["open"],
          claimed: row["claimed"], oldest: Moment.optional(row, "oldest"),
          due: Moment.optional(row, "due"))
      }
    }
  }

  /// The number and the name of every queue.
  public func queueNames() throws -> [(Int64, String)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT id, name FROM queue ORDER BY id").map { ($0[0], $0[1]) }
    }
  }

  static let queueCounts = """
    SELECT q.id, q.name, q.claimMinutes, count(f.id) AS open, count(l.caseFile) AS claimed,
      min(f.openedAt) AS oldest, min(f.dueAt) AS due
    FROM queue q LEFT JOIN caseFile f ON f.queue = q.id AND f.state = 'open'
    LEFT JOIN claim l ON l.caseFile = f.id AND l.expiresAt > ?
    GROUP BY q.id ORDER BY q.name
    """
}

/// Values from outside that would make rows of no use.
enum Checked {
  static func name(_ name: String, _ subject: String) throws {
    guard (1...200).contains(name.utf8.count) else {
      throw StoreError(.badValue, subject: subject, message: "A name has 1 to 200 bytes.")
    }
  }
}
