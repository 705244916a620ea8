import CSodium
import GRDB
import SocialModel

extension CaseStore {
  /// A setting of the team; nil where it was never set.
  public func setting(_ name: String) throws -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
  }

  /// Changes a setting of the team; the audit trail keeps the old and the new value.
  ///
  /// - Throws: ``StoreError`` with `refused` for the store's own settings, which begin with `audit.`.
  public func setSetting(_ name: String, to value: String, by actor: Actor) throws {
    guard !name.hasPrefix("audit.") else {
      throw StoreError.refused("setting \(name)", "The store keeps it for itself.")
    }
    try Checked.name(name, "setting")
    try write(by: actor, "setting.changed", on: "setting:\(name)") { db, entry in
      let old = try String.fetchOne(
        db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
      entry.details = ["from": Self.brief(old ?? ""), "to": Self.brief(value)]
      try db.execute(
        sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
    }
  }

  /// A value as an audit entry holds it: long ones as their SHA-256.
  private static func brief(_ value: String) -> String {
    guard value.utf8.count > 1024 else { return value }
    let bytes = Array(value.utf8)
    var hash = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
    let digits = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "sha256:\(digits)"
  }

  /// A user's own setting; nil where it was never set.
  public func setting(_ name: String, ofUser user: Int64) throws -> String? {
    try read { db in
      try String.fetchOne(
        db, sql: "SELECT value FROM userSetting WHERE user = ? AND name = ?",
        arguments: [user, name])
    }
  }

  /// Changes a user's own setting, such as how media are shown; no audit entry.
  public func setSetting(_ name: String, to value: String, ofUser user: Int64) throws {
    try Checked.name(name, "setting")
    try writeUnaudited { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO userSetting (user, name, value) VALUES (?, ?, ?)",
        arguments: [user, name, value])
    }
  }

  /// Adds to the time that a user spent with sensitive content on a day.
  ///
  /// - Parameters:
  ///   - day: days since 1970-01-01, as the user's clock counts them.
  /// - Returns: the seconds of that day so far.
  public func addExposure(ofUser user: Int64, seconds: Int, day: Int64) throws -> Int {
    guard (0...86_400).contains(seconds) else {
      throw StoreError(.badValue, subject: "exposure", message: "A day has 86,400 seconds.")
    }
    return try writeUnaudited { db in
      try Int.fetchOne(
        db,
        sql: """
          INSERT INTO exposure (user, day, seconds) VALUES (?, ?, ?)
          ON CONFLICT (user, day) DO UPDATE SET seconds = seconds + excluded.seconds
          RETURNING seconds
          """, arguments: [user, day, seconds]) ?? 0
    }
  }

  /// Seconds with sensitive content by day, in order; days without are left out.
  public func exposure(
    ofUser user: Int64, fromDay day: Int64
  ) throws -> [(day: Int64, seconds: Int)] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT day, seconds FROM exposure WHERE user = ? AND day >= ? ORDER BY day",
        arguments: [user, day]
      ).map { ($0["day"], $0["seconds"]) }
    }
  }

  /// Seconds with sensitive content of every user by day, in order; days without are left out.
  public func exposure(
    fromDay day: Int64
  ) throws -> [(user: Int64, day: Int64, seconds: Int)] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT user, day, seconds FROM exposure WHERE day >= ? ORDER BY user, day",
        arguments: [day]
      ).map { ($0["user"], $0["day"], $0["seconds"]) }
    }
  }
}
