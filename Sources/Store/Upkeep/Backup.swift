import Foundation
import GRDB

extension CaseStore {
  /// Copies the database to a new file while others go on writing; the copy is of one moment and
  /// appears whole.
  ///
  /// - Parameter progress: is told the share that is copied.
  /// - Throws: ``StoreError`` with `fileExists` or `unreadable`.
  public func backUp(to target: String, progress: @escaping (Double) -> Void = { _ in }) throws {
    try StoreFile.refuseExisting(target)
    let partial = StoreFile.partial(target)
    try StoreFile.removeIfThere(partial)
    try StoreFile.prepare(partial, mustExist: false)
    do {
      try mapped {
        let copy = try DatabaseQueue(path: partial)
        try pool.backup(to: copy, pagesPerStep: 4096) { step in
          progress(Double(step.completedPageCount) / Double(max(step.totalPageCount, 1)))
        }
        try copy.close()
      }
      try StoreFile.settle(partial, as: target)
    } catch {
      try StoreFile.removeIfThere(partial)
      throw error
    }
  }

  /// Puts a backup in the place of a database that no program has open.
  ///
  /// The backup is checked before, and what was there is kept beside it under the name `FILE.replaced`.
  ///
  /// - Throws: ``StoreError`` with `fileMissing`, `notAStore`, `damaged`, `newerVersion`, `busy` when a
  ///   program has the database open, `fileExists` when an earlier replaced file is in the way.
  public static func restore(
    from backup: String, to path: String, sealer: AuditSealer = .lengthPrefixed
  ) throws {
    let partial = StoreFile.partial(path)
    try StoreFile.removeIfThere(partial)
    try StoreFile.copy(backup, to: partial)
    do {
      let store = try CaseStore(path: partial, mustExist: true, sealer: sealer)
      let faults = try store.check().faults
      try store.close()
      guard faults.isEmpty else {
        throw StoreError(
          .damaged, subject: backup,
          message: "The backup is damaged: \(faults.joined(separator: " "))")
      }
      if FileManager.default.fileExists(atPath: path) {
        try closeLog(of: path)
        try StoreFile.refuseExisting(path + ".replaced")
        try StoreFile.settle(path, as: path + ".replaced")
      }
      try StoreFile.settle(partial, as: path)
    } catch {
      try StoreFile.removeIfThere(partial)
      throw error
    }
  }

  /// Writes the log of a database into its file, which only works while nobody else has it open.
  private static func closeLog(of path: String) throws {
    do {
      var configuration = Configuration()
      configuration.busyMode = .immediateError
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // Leaving the write-ahead log needs the file for oneself.
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      }
      try queue.close()
    } catch let error as DatabaseError {
      // What cannot be read is set aside as it is: that is what backups are for.
      guard ![.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) else { return }
      throw StoreError(error, subject: path)
    }
  }
}

extension StoreFile {
  static func partial(_ target: String) -> String { target + ".partial" }

  static func refuseExisting(_ path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreError(.fileExists, subject: path, message: "There is a file of that name already.")
    }
  }

  static func removeIfThere(_ path: String) throws {
    for suffix in ["", "-wal", "-shm", "-journal"] where unlink(path + suffix) != 0 {
      guard errno == ENOENT else { throw failure(path, "cannot be removed") }
    }
  }

  static func copy(_ source: String, to target: String) throws {
    guard FileManager.default.fileExists(atPath: source) else {
      throw StoreError(.fileMissing, subject: source, message: "There is no such file.")
    }
    guard !FileManager.default.fileExists(atPath: source + "-wal") else {
      throw StoreError(
        .busy, subject: source, message: "It has a log beside it: it is a database in use.",
        hint: "Make a backup of it with `tocsin db backup`.")
    }
    do { try FileManager.default.copyItem(atPath: source, toPath: target) } catch {
      throw StoreError(.unreadable, subject: source, message: "The file cannot be copied.")
    }
    guard chmod(target, 0o600) == 0 else { throw failure(target, "cannot be kept to its owner") }
  }

  /// Writes a file through to the disk and gives it its name, with one rename.
  static func settle(_ partial: String, as target: String) throws {
    try sync(partial)
    guard rename(partial, target) == 0 else { throw failure(target, "cannot be named") }
    let folder = (target as NSString).deletingLastPathComponent
    try sync(folder.isEmpty ? "." : folder)
  }

  private static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "cannot be opened") }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path, "cannot be written to the disk") }
  }

  private static func failure(_ path: String, _ what: String) -> StoreError {
    StoreError(
      .unreadable, subject: path, message: "The file \(what): \(String(cString: strerror(errno))).")
  }
}
