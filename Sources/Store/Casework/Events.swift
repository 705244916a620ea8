import GRDB
import SocialModel

/// A real-world occurrence around which posts are analysed.
public struct EventRow: Hashable, Sendable {
  /// The store's number; 0 for one that is not stored yet.
  public var id: Int64
  /// Its name.
  public var name: String
  /// When it began.
  public var start: Timestamp
  /// Where.
  public var place: String?
  /// Its tags without `#`.
  public var tags: [String]
  /// What the team knows of it.
  public var note: String?

  /// An event.
  public init(
    id: Int64 = 0, name: String, start: Timestamp, place: String? = nil, tags: [String] = [],
    note: String? = nil
  ) {
    self.id = id
    self.name = name
    self.start = start
    self.place = place
    self.tags = tags
    self.note = note
  }

  init(_ row: Row) throws {
    self.init(
      id: row["id"], name: row["name"], start: Moment.of(row, "start"), place: row["place"],
      tags: try JSONText.decode(row["tags"], as: [String].self), note: row["note"])
  }
}

extension CaseStore {
  /// Stores an event, or what changed of it.
  ///
  /// - Returns: its number.
  /// - Throws: ``StoreError`` with `badValue` for an empty name, `notFound` for an unknown number.
  public func save(event: EventRow, by actor: Actor) throws -> Int64 {
    try Checked.name(event.name, "event")
    let now = clock()
    return try write(by: actor, "event.changed") { db, entry in
      var id = event.id
      let values: StatementArguments = [
        event.name, event.start.milliseconds, event.place, try JSONText.encode(event.tags),
        event.note,
      ]
      if id == 0 {
        try db.execute(
          sql: """
            INSERT INTO event (name, start, place, tags, note, createdAt) VALUES (?, ?, ?, ?, ?, ?)
            """, arguments: values + [now.milliseconds])
        id = db.lastInsertedRowID
      } else {
        try db.execute(
          sql: "UPDATE event SET name = ?, start = ?, place = ?, tags = ?, note = ? WHERE id = ?",
          arguments: values + [id])
        guard db.changesCount == 1 else { throw StoreError.missing("event", id) }
      }
      entry.subject = "event:\(id)"
      return id
    }
  }

  /// Events, those that began last first.
  public func events(after cursor: PageCursor? = nil, limit: Int = 50) throws -> Page<EventRow> {
    let limit = PageLimit.checked(limit)
    let start = try cursor?.key(0, of: 2) ?? .max
    let id = try cursor?.key(1, of: 2) ?? .max
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM event WHERE (start, id) < (?, ?) ORDER BY start DESC, id DESC LIMIT ?
          """, arguments: [start, id, limit + 1])
      return Page(try rows.map { try EventRow($0) }, limit: limit) {
        PageCursor($0.start.milliseconds, $0.id)
      }
    }
  }

  /// An event.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func event(_ id: Int64) throws -> EventRow {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM event WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("event", id) }
      return try EventRow(row)
    }
  }
}
