import GRDB

/// The steps from an empty file to the schema. A step's name is permanent; once released, a step is
/// never edited.
enum Schema {
  /// "Tocs", so that `file` and the store itself tell the database from others.
  static let applicationID: Int32 = 0x546F_6373

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    PostsMigration.register(in: &migrator)
    RunsMigration.register(in: &migrator)
    PeopleMigration.register(in: &migrator)
    CaseworkMigration.register(in: &migrator)
    DeskMigration.register(in: &migrator)
    ScaleMigration.register(in: &migrator)
    PackagesMigration.register(in: &migrator)
    JudgementMigration.register(in: &migrator)
    AssetsMigration.register(in: &migrator)
    ThreatsMigration.register(in: &migrator)
    RetentionMigration.register(in: &migrator)
    LikeTextsMigration.register(in: &migrator)
    FiguresMigration.register(in: &migrator)
    DecidedMigration.register(in: &migrator)
    return migrator
  }()

  /// Brings a database up to date.
  ///
  /// - Throws: ``StoreError`` with `notAStore` or `newerVersion`.
  static func bringUp(_ pool: DatabasePool, subject: String, sealer: AuditSealer) throws {
    try pool.write { db in
      let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      guard id == applicationID || (id == 0 && tables == 0) else {
        throw StoreError(
          .notAStore, subject: subject, message: "It is a database of another program.")
      }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      guard try !migrator.hasBeenSuperseded(db) else {
        throw StoreError(
          .newerVersion, subject: subject, message: "A newer version of Tocsin wrote the database.",
          hint: "Use that version or a newer one.")
      }
    }
    try migrator.migrate(pool)
    try pool.write { db in try agree(on: sealer, db, subject) }
  }

  /// Refuses a sealer under another name than the one that sealed the entries so far.
  private static func agree(on sealer: AuditSealer, _ db: Database, _ subject: String) throws {
    let key = "audit.sealer"
    let known = try String.fetchOne(
      db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [key])
    let hasEntries = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM audit)") ?? false
    guard known != sealer.name else { return }
    guard known == nil || !hasEntries else {
      throw StoreError(
        .refused, subject: subject, message: "Its audit trail is sealed in another way.")
    }
    try db.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
      arguments: [key, sealer.name])
  }
}
