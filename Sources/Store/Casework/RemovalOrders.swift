import GRDB
import SocialModel

/// A removal order and its clocks, as it is stored.
public struct RemovalOrderRow: Hashable, Sendable {
  /// The store's number; 0 for one that is not stored yet.
  public var id: Int64
  /// The case that answers it.
  public var caseFile: Int64
  /// The Member State whose authority issued it.
  public var issuedBy: String
  /// When it was received.
  public var receivedAt: Timestamp
  /// When the authority was told that it could not be carried out as it was.
  public var objectedAt: Timestamp?
  /// When that was settled.
  public var clearedAt: Timestamp?
  /// When the content was removed or disabled.
  public var carriedOutAt: Timestamp?
  /// Until when an authority has asked to preserve.
  public var preserveUntil: Timestamp?
  /// Until when the content and what belongs to it are preserved, as `Casework`'s rule has it; where it is
  /// nil although the order was carried out, they are preserved for good.
  public var preservedUntil: Timestamp?

  /// An order.
  public init(id: Int64 = 0, caseFile: Int64, issuedBy: String, receivedAt: Timestamp) {
    self.id = id
    self.caseFile = caseFile
    self.issuedBy = issuedBy
    self.receivedAt = receivedAt
  }

  init(_ row: Row) {
    self.init(
      id: row["id"], caseFile: row["caseFile"], issuedBy: row["issuedBy"],
      receivedAt: Moment.of(row, "receivedAt"))
    objectedAt = Moment.optional(row, "objectedAt")
    clearedAt = Moment.optional(row, "clearedAt")
    carriedOutAt = Moment.optional(row, "carriedOutAt")
    preserveUntil = Moment.optional(row, "preserveUntil")
    preservedUntil = Moment.optional(row, "preservedUntil")
  }
}

extension CaseStore {
  /// Keeps an order or what changed of it, and sets when its case is due.
  ///
  /// - Parameter due: when the hour ends; nil while it does not run.
  /// - Returns: its number.
  public func save(
    removalOrder order: RemovalOrderRow, due: Timestamp?, by actor: Actor
  ) throws -> Int64 {
    try write(by: actor, "case.moved", on: "case:\(order.caseFile)") { db, entry in
      let id = try Int64.fetchOne(
        db,
        sql: """
          INSERT INTO removalOrder (caseFile, issuedBy, receivedAt, objectedAt, clearedAt,
            carriedOutAt, preserveUntil, preservedUntil) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (caseFile) DO UPDATE SET objectedAt = excluded.objectedAt,
            clearedAt = excluded.clearedAt, carriedOutAt = excluded.carriedOutAt,
            preserveUntil = excluded.preserveUntil, preservedUntil = excluded.preservedUntil
          RETURNING id
          """,
        arguments: [
          order.caseFile, order.issuedBy, order.receivedAt.milliseconds,
          order.objectedAt?.milliseconds, order.clearedAt?.milliseconds,
          order.carriedOutAt?.milliseconds, order.preserveUntil?.milliseconds,
          order.preservedUntil?.milliseconds,
        ])
      try db.execute(
        sql: "UPDATE caseFile SET dueAt = ? WHERE id = ?",
        arguments: [due?.milliseconds, order.caseFile])
      entry.details = [
        "removal-order": "\(id ?? 0)", "due": due?.description ?? "",
        "carried-out": order.carriedOutAt?.description ?? "",
      ]
      return id ?? 0
    }
  }

  /// The order that a case answers; nil where it answers none.
  public func removalOrder(ofCase id: Int64) throws -> RemovalOrderRow? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM removalOrder WHERE caseFile = ?", arguments: [id])
        .map { RemovalOrderRow($0) }
    }
  }

  /// The orders that were received in a time, in order.
  public func removalOrders(from: Timestamp, until: Timestamp) throws -> [RemovalOrderRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM removalOrder WHERE receivedAt >= ? AND receivedAt < ?
          ORDER BY receivedAt, id
          """, arguments: [from.milliseconds, until.milliseconds]
      ).map { RemovalOrderRow($0) }
    }
  }

  /// Orders, those received last first.
  public func removalOrders(
    after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<RemovalOrderRow> {
    let limit = PageLimit.checked(limit)
    let time = try cursor?.key(0, of: 2) ?? .max
    let id = try cursor?.key(1, of: 2) ?? .max
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM removalOrder WHERE (receivedAt, id) < (?, ?)
          ORDER BY receivedAt DESC, id DESC LIMIT ?
          """, arguments: [time, id, limit + 1])
      return Page(rows.map { RemovalOrderRow($0) }, limit: limit) {
        PageCursor($0.receivedAt.milliseconds, $0.id)
      }
    }
  }

  /// An order.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func removalOrder(_ id: Int64) throws -> RemovalOrderRow {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM removalOrder WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("removal order", id) }
      return RemovalOrderRow(row)
    }
  }
}
