import Foundation
import Synchronization

/// Bytes on their way to a browser, kept in a file without a name, so that an export of any length takes little memory.
///
/// The file has no name from the moment it is open, can be read by nobody else and goes with its last user.
final class SpooledFile: Sendable {
  private let handle: Mutex<FileHandle>
  /// Bytes that one ``chunk(at:)`` has at most.
  static let chunkBytes = 256 << 10

  /// An empty file in the system's folder for temporary files.
  ///
  /// - Throws: ``ConsoleError`` with `busy` when it cannot be made.
  init() throws {
    var path = Array(
      (FileManager.default.temporaryDirectory.path + "/tocsin-export-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Self.failure }
    unlink(path)
    handle = Mutex(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
  }

  /// Adds bytes at the end.
  ///
  /// - Throws: ``ConsoleError`` with `busy` when the disk takes no more.
  func append(_ bytes: some Sequence<UInt8>) throws {
    try handle.withLock { handle in
      do {
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(bytes))
      } catch { throw Self.failure }
    }
  }

  /// The bytes from an offset on, none behind the end.
  ///
  /// - Throws: ``ConsoleError`` with `busy` when they cannot be read.
  func chunk(at offset: UInt64) throws -> [UInt8] {
    try handle.withLock { handle in
      do {
        try handle.seek(toOffset: offset)
        return try handle.read(upToCount: Self.chunkBytes).map { [UInt8]($0) } ?? []
      } catch { throw Self.failure }
    }
  }

  private static var failure: ConsoleError {
    ConsoleError(.busy, "The file cannot be made: the folder for temporary files takes no more.")
  }
}
