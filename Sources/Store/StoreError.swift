import GRDB

/// Why the store could not do what it was asked for.
///
/// The description names files, tables and ids, and never a text, a handle or an argument of SQL.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case notFound = "not-found"
    case fileMissing = "file-missing"
    case fileExists = "file-exists"
    case unreadable
    case openToOthers = "open-to-others"
    case notAStore = "not-a-store"
    case newerVersion = "newer-version"
    case olderVersion = "older-version"
    case damaged
    case busy
    case diskFull = "disk-full"
    case conflict
    case refused
    case badQuery = "bad-query"
    case badCursor = "bad-cursor"
    case badValue = "bad-value"
    case crowdedSecond = "crowded-second"
    case unforeseen
  }

  /// What went wrong.
  public var code: Code
  /// The file, the row or the query concerned.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String

  /// An error that concerns a file, a row or a query.
  public init(_ code: Code, subject: String, message: String, hint: String = "") {
    self.code = code
    self.subject = subject
    self.message = message
    self.hint = hint
  }

  /// The subject, the message and the hint.
  public var description: String {
    hint.isEmpty ? "\(subject): \(message)" : "\(subject): \(message) \(hint)"
  }
}

extension StoreError {
  /// What SQLite's result code means to a caller. Its message may name a table and never a value.
  init(_ error: DatabaseError, subject: String) {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, subject: subject, message: "Another program writes to the database.")
    case .SQLITE_CORRUPT:
      self.init(
        .damaged, subject: subject, message: "The database is damaged.",
        hint: "Restore a backup with `tocsin db restore`.")
    case .SQLITE_NOTADB:
      self.init(.notAStore, subject: subject, message: "The file is no database.")
    case .SQLITE_FULL:
      self.init(.diskFull, subject: subject, message: "The disk is full.")
    case .SQLITE_CONSTRAINT:
      self.init(
        .conflict, subject: subject,
        message: "A rule of the database forbids it (code \(error.extendedResultCode.rawValue)).")
    case .SQLITE_READONLY:
      self.init(
        .unreadable, subject: subject, message: "The database may not be written.",
        hint: "Its file and its folder must be its user's own, on a disk that takes writes.")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
      self.init(
        .unreadable, subject: subject,
        message: "The file cannot be read or written (code \(error.resultCode.rawValue)).")
    default:
      self.init(
        .unforeseen, subject: subject,
        message: "The database failed (code \(error.extendedResultCode.rawValue)).")
    }
  }

  /// That no row has the id.
  static func missing(_ what: String, _ id: Int64) -> StoreError {
    StoreError(.notFound, subject: "\(what) \(id)", message: "There is none.")
  }

  /// That the state of a row does not allow what was asked.
  static func refused(_ subject: String, _ message: String) -> StoreError {
    StoreError(.refused, subject: subject, message: message)
  }
}
