import GRDB
import SocialModel

/// Something that the team protects, as it is stored.
public struct AssetRow: Hashable, Sendable {
  /// The store's number; 0 for one that is not stored yet.
  public var id: Int64
  /// The team's identifier of it.
  public var key: String
  /// Its name.
  public var name: String
  /// What it is: `organisation`, `office`, `person`, `event` or `place`.
  public var kind: String
  /// Other names and spellings, in any script.
  public var variants: [String]
  /// Where it is.
  public var place: String?
  /// Whom to tell.
  public var contacts: [String]
  /// When it was last changed.
  public var changedAt: Timestamp

  /// An asset that is to be stored.
  public init(
    id: Int64 = 0, key: String, name: String, kind: String, variants: [String] = [],
    place: String? = nil, contacts: [String] = [], changedAt: Timestamp = Timestamp(seconds: 0)
  ) {
    self.id = id
    self.key = key
    self.name = name
    self.kind = kind
    self.variants = variants
    self.place = place
    self.contacts = contacts
    self.changedAt = changedAt
  }

  init(_ row: Row) throws {
    id = row["id"]
    key = row["key"]
    name = row["name"]
    kind = row["kind"]
    variants = try JSONText.decode(row["variants"], as: [String].self)
    place = row["place"]
    contacts = try JSONText.decode(row["contacts"], as: [String].self)
    changedAt = Moment.of(row, "changedAt")
  }
}

extension CaseStore {
  /// No team protects more.
  public static let mostAssets = 5000

  /// Every protected asset, by its identifier.
  public func assets() throws -> [AssetRow] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM asset ORDER BY key").map { try AssetRow($0) }
    }
  }

  /// A protected asset.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func asset(_ id: Int64) throws -> AssetRow {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT * FROM asset WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("asset", id) }
      return try AssetRow(row)
    }
  }

  /// Makes an asset, or changes the one with its number.
  ///
  /// - Returns: its number.
  /// - Throws: ``StoreError`` with `conflict` for an identifier that another one has, `notFound`, and
  ///   `badValue` when there are too many.
  public func saveAsset(_ asset: AssetRow, by actor: Actor) throws -> Int64 {
    let now = clock()
    return try write(by: actor, "asset.changed") { db, entry in
      let values: StatementArguments = [
        asset.key, asset.name, asset.kind, try JSONText.encode(asset.variants), asset.place,
        try JSONText.encode(asset.contacts), now.milliseconds,
      ]
      let id: Int64
      if asset.id == 0 {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM asset") ?? 0
        guard count < Self.mostAssets else {
          throw StoreError(
            .badValue, subject: "asset", message: "There are \(Self.mostAssets) assets already.")
        }
        try db.execute(
          sql: """
            INSERT INTO asset (key, name, kind, variants, place, contacts, changedAt)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, arguments: values)
        id = db.lastInsertedRowID
      } else {
        try db.execute(
          sql: """
            UPDATE asset SET key = ?, name = ?, kind = ?, variants = ?, place = ?, contacts = ?,
              changedAt = ? WHERE id = ?
            """, arguments: values + [asset.id])
        guard db.changesCount == 1 else { throw StoreError.missing("asset", asset.id) }
        id = asset.id
      }
      entry.subject = "asset:\(id)"
      entry.details = ["key": asset.key, "what": asset.id == 0 ? "made" : "changed"]
      return id
    }
  }

  /// Removes an asset.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func removeAsset(_ id: Int64, by actor: Actor) throws {
    try write(by: actor, "asset.changed", on: "asset:\(id)", details: ["what": "removed"]) {
      db, _ in
      try db.execute(sql: "DELETE FROM asset WHERE id = ?", arguments: [id])
      guard db.changesCount == 1 else { throw StoreError.missing("asset", id) }
    }
  }
}
