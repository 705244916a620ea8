import Dispatch
import Foundation
import GRDB
import SocialModel

/// The database of posts, results and casework: one SQLite file.
///
/// ```swift
/// let store = try CaseStore(path: "tocsin.db")
/// let page = try await store.perform { try $0.alarms(limit: 50) }
/// ```
///
/// The connection that writes is private: what changes rows is a method that keeps the invariants
/// and, but for the intake of posts, writes its audit entry in the same transaction. Pages are read
/// from snapshots on connections of their own and never wait for a writer.
///
/// Methods block until done; call them from a server through ``perform(_:)``.
public final class CaseStore: Sendable {
  /// The file.
  public let path: String
  let pool: DatabasePool
  let sealer: AuditSealer
  /// Tells the time of what is recorded.
  public let clock: @Sendable () -> Timestamp
  let keys = SharedKeyCache()
  private let queue = DispatchQueue(label: "tocsin.store", attributes: .concurrent)

  /// Opens the database, creating it and bringing its schema up to date where needed.
  ///
  /// - Parameters:
  ///   - path: the file; its folder exists.
  ///   - mustExist: whether a missing file is an error.
  ///   - sealer: how audit entries are sealed; one database has one sealer for good.
  ///   - clock: tells the time of what is recorded.
  /// - Throws: ``StoreError`` with `fileMissing`, `openToOthers`, `notAStore`, `newerVersion`,
  ///   `unreadable`, `damaged` or `busy`.
  public init(
    path: String, mustExist: Bool = false, sealer: AuditSealer = .lengthPrefixed,
    clock: @escaping @Sendable () -> Timestamp = CaseStore.systemClock
  ) throws {
    try StoreFile.prepare(path, mustExist: mustExist)
    self.path = path
    self.sealer = sealer
    self.clock = clock
    do {
      pool = try DatabasePool(path: path, configuration: Self.configuration())
      // The pool's own default for write-ahead logs is NORMAL, which may lose what was acknowledged.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Schema.bringUp(pool, subject: path, sealer: sealer)
    } catch let error as DatabaseError {
      throw StoreError(error, subject: path)
    }
  }

  /// The machine's clock.
  public static let systemClock: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Runs blocking work of the store away from the caller's thread.
  public func perform<Value: Sendable>(
    _ work: @escaping @Sendable (CaseStore) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try work(self) }) }
    }
  }

  /// Writes what the log holds into the file and closes it; later calls fail.
  public func close() throws {
    try mapped { try pool.close() }
  }

  /// Closes the database and removes its file, which nobody else has open: for one that was just made and
  /// turned out not to be needed.
  ///
  /// - Throws: ``StoreError`` with `unreadable`.
  public func discard() throws {
    try close()
    try StoreFile.removeIfThere(path)
  }

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 8
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA mmap_size = 268435456; PRAGMA journal_size_limit = 268435456")
      // What INSERT OR REPLACE removes is uncounted as well.
      try db.execute(sql: "PRAGMA recursive_triggers = ON")
      // Pages that many batches change are written into the file once and not with each batch.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
    }
    return configuration
  }

  /// Reads from one snapshot.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    if let db = joined { return try mapped { try body(db) } }
    return try mapped { try pool.read(body) }
  }

  /// Changes rows without an audit entry: for the intake of posts alone.
  func writeUnaudited<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try transaction(body)
  }

  /// Turns what SQLite says into what a caller can act on.
  func mapped<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError {
      throw StoreError(error, subject: path)
    }
  }
}
