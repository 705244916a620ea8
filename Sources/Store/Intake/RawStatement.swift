import GRDB
import GRDBSQLite

/// A prepared statement with values bound straight into it: no array, no box for each value.
///
/// For the intake of posts and for what reads a hundred thousand rows, where it is three to four times as fast.
struct RawStatement {
  private let handle: OpaquePointer
  private let db: Database

  init(_ db: Database, _ sql: String) throws {
    self.db = db
    handle = try db.cachedStatement(sql: sql).sqliteStatement
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// SQLite's "copy what I give you".
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  func bind(_ index: Int32, _ value: Int64?) {
    if let value {
      sqlite3_bind_int64(handle, index, value)
    } else {
      sqlite3_bind_null(handle, index)
    }
  }

  func bind(_ index: Int32, _ value: String?) {
    guard var value else {
      sqlite3_bind_null(handle, index)
      return
    }
    value.withUTF8 { bindText(index, UnsafeRawBufferPointer($0)) }
  }

  func bind(_ index: Int32, _ id: ExternalID?) {
    switch id {
    case .number(let number): sqlite3_bind_int64(handle, index, number)
    case .text(let text): bind(index, text)
    case nil: sqlite3_bind_null(handle, index)
    }
  }

  func bind(_ index: Int32, blob: [UInt8]) {
    _ = blob.withUnsafeBytes {
      sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), Self.transient)
    }
  }

  func bind(_ index: Int32, text: [UInt8]) { text.withUnsafeBytes { bindText(index, $0) } }

  private func bindText(_ index: Int32, _ bytes: UnsafeRawBufferPointer) {
    // An empty string has no address, which would bind NULL.
    guard let base = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_text(handle, index, "", 0, Self.transient)
      return
    }
    sqlite3_bind_text(
      handle, index, base.assumingMemoryBound(to: CChar.self), Int32(bytes.count), Self.transient)
  }

  /// Runs the statement to its end.
  func run() throws {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code) }
  }

  /// Runs the statement for at most one row; `body` reads its columns.
  func first<Value>(_ body: (OpaquePointer) -> Value) throws -> Value? {
    let code = sqlite3_step(handle)
    defer { sqlite3_reset(handle) }
    if code == SQLITE_ROW { return body(handle) }
    guard code == SQLITE_DONE else { throw failure(code) }
    return nil
  }

  /// Runs the statement to its end; `body` reads the columns of each row.
  func each(_ body: (OpaquePointer) throws -> Void) throws {
    defer { sqlite3_reset(handle) }
    while true {
      let code = sqlite3_step(handle)
      guard code == SQLITE_ROW else {
        guard code == SQLITE_DONE else { throw failure(code) }
        return
      }
      try body(handle)
    }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
  }
}

/// A column of the row that a raw statement stands on.
enum RawColumn {
  static func integer(_ row: OpaquePointer, _ index: Int32) -> Int64? {
    sqlite3_column_type(row, index) == SQLITE_NULL ? nil : sqlite3_column_int64(row, index)
  }

  static func text(_ row: OpaquePointer, _ index: Int32) -> String? {
    sqlite3_column_text(row, index).map { String(cString: $0) }
  }

  static func blob(_ row: OpaquePointer, _ index: Int32) -> [UInt8] {
    guard let base = sqlite3_column_blob(row, index) else { return [] }
    return Array(
      UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(row, index))))
  }
}
