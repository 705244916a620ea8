import GRDB
import SocialModel

/// A sign-in that failed or succeeded, as throttling remembers it. Names that were typed are kept as keyed
/// digests: somebody may have typed a password there.
public struct SignInRow: Hashable, Sendable {
  /// A digest of the name that was typed.
  public var account: [UInt8]
  /// Where the request came from, as coarse as throttling needs it.
  public var source: [UInt8]
  /// When.
  public var time: Timestamp
  /// Whether it succeeded.
  public var isSuccess: Bool

  /// A sign-in.
  public init(account: [UInt8], source: [UInt8], time: Timestamp, isSuccess: Bool) {
    self.account = account
    self.source = source
    self.time = time
    self.isSuccess = isSuccess
  }
}

extension CaseStore {
  /// Keeps a sign-in for throttling after a restart; what is older than needed goes, and no more than
  /// 200,000 are kept.
  ///
  /// - Parameters:
  ///   - failures: from when on failures are needed.
  ///   - successes: from when on successes are.
  public func keepSignIn(
    _ row: SignInRow, failures: Timestamp, successes: Timestamp
  ) throws {
    try writeUnaudited { db in
      try db.execute(
        sql: "INSERT INTO signIn (account, source, time, isSuccess) VALUES (?, ?, ?, ?)",
        arguments: [
          Bytes.data(row.account), Bytes.data(row.source), row.time.milliseconds, row.isSuccess,
        ])
      try db.execute(
        sql: """
          DELETE FROM signIn WHERE time < ? OR (time < ? AND NOT isSuccess) OR id <= ?
          """,
        arguments: [
          successes.milliseconds, failures.milliseconds, db.lastInsertedRowID - 200_000,
        ])
    }
  }

  /// Hands out the sign-ins that are kept, in order.
  public func forEachSignIn(_ body: (SignInRow) -> Void) throws {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT * FROM signIn ORDER BY id")
      while let row = try rows.next() {
        body(
          SignInRow(
            account: Bytes.of(row, "account"), source: Bytes.of(row, "source"),
            time: Moment.of(row, "time"), isSuccess: row["isSuccess"]))
      }
    }
  }

  /// Puts a user's recovery codes in the place of those before, by their hashes.
  public func setRecoveryCodes(ofUser id: Int64, hashes: [[UInt8]], by actor: Actor) throws {
    try write(by: actor, "user.second-factor", on: "user:\(id)") { db, entry in
      entry.details = ["recovery-codes": "\(hashes.count)"]
      try db.execute(sql: "DELETE FROM recoveryCode WHERE user = ?", arguments: [id])
      for hash in hashes {
        try db.execute(
          sql: "INSERT INTO recoveryCode (user, hash) VALUES (?, ?)",
          arguments: [id, Bytes.data(hash)])
      }
    }
  }

  /// The hashes of the recovery codes that a user has left.
  public func recoveryCodes(ofUser id: Int64) throws -> [[UInt8]] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT hash FROM recoveryCode WHERE user = ? ORDER BY hash", arguments: [id]
      ).map { Bytes.of($0, "hash") }
    }
  }

  /// Uses up a recovery code.
  ///
  /// - Returns: false when it was used before.
  public func useRecoveryCode(ofUser id: Int64, hash: [UInt8]) throws -> Bool {
    try write(by: .user(id), "user.second-factor", on: "user:\(id)") { db, entry in
      try db.execute(
        sql: "DELETE FROM recoveryCode WHERE user = ? AND hash = ?",
        arguments: [id, Bytes.data(hash)])
      entry.details = ["recovery-code": db.changesCount == 1 ? "used" : "refused"]
      return db.changesCount == 1
    }
  }
}
