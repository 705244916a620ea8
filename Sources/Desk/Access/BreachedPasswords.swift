import Casework
import Foundation

/// A list of passwords that were found in breaches, asked on the machine itself: no password and no part of a hash
/// leaves it.
///
/// The file has a line for each password, its SHA-1 as 40 upper-case hexadecimal digits in ascending order, with
/// anything after a colon, as Have I Been Pwned gives it out ("ordered by hash"). SHA-1 names an entry of that list
/// and protects nothing here. A look reads some dozens of blocks, whatever the size of the file.
///
/// Source: https://haveibeenpwned.com/Passwords; OWASP ASVS 5.0, 6.2.12.
public struct BreachedPasswords: Sendable {
  private let path: String
  private static let block = 4096
  private static let digits = 40

  /// A list in a file.
  ///
  /// - Throws: `CaseworkError` with the code `unreadable` when it cannot be read, `malformed` when its first
  ///   line does not begin with a SHA-1.
  public init(path: String) throws {
    self.path = path
    let file = try Self.open(path)
    defer { Self.close(file) }
    guard let first = try Self.line(in: file, from: 0, path), first.count >= Self.digits,
      first.prefix(Self.digits).allSatisfy(Self.isDigit)
    else { throw Self.error(.malformed, path, "Its first line does not begin with a SHA-1.") }
  }

  /// Whether a password is in the list.
  ///
  /// - Throws: `CaseworkError` with the code `unreadable`.
  public func contains(_ password: String) throws -> Bool {
    let wanted = try PasswordRules.breachName(of: password)
    let file = try Self.open(path)
    defer { Self.close(file) }
    var low: UInt64 = 0
    var high = try Self.size(of: file, path)
    // Between low and high some line begins that is the wanted one, if there is one.
    while low < high {
      let middle = low + (high - low) / 2
      let begin = try Self.lineBegin(in: file, after: middle, low: low, path)
      guard begin < high, let line = try Self.line(in: file, from: begin, path) else {
        high = middle
        continue
      }
      let found = Array(line.prefix(Self.digits))
      if found == wanted { return true }
      if found.lexicographicallyPrecedes(wanted) {
        low = begin + UInt64(line.count) + 1
      } else {
        high = middle
      }
    }
    return false
  }

  /// Where the first line begins that begins at or after an offset.
  private static func lineBegin(
    in file: FileHandle, after offset: UInt64, low: UInt64, _ path: String
  ) throws -> UInt64 {
    guard offset > low else { return low }
    let bytes = try read(file, from: offset - 1, path)
    guard let end = bytes.firstIndex(of: 0x0A) else { return .max }
    return offset + UInt64(end)
  }

  private static func line(
    in file: FileHandle, from offset: UInt64, _ path: String
  ) throws -> [UInt8]? {
    let bytes = try read(file, from: offset, path)
    let line = Array(bytes.prefix { $0 != 0x0A })
    return line.isEmpty ? nil : line
  }

  private static func read(
    _ file: FileHandle, from offset: UInt64, _ path: String
  ) throws -> [UInt8] {
    do {
      try file.seek(toOffset: offset)
      return try Array(file.read(upToCount: block) ?? Data())
    } catch { throw Self.error(.unreadable, path, "It cannot be read.") }
  }

  private static func size(of file: FileHandle, _ path: String) throws -> UInt64 {
    do { return try file.seekToEnd() } catch {
      throw Self.error(.unreadable, path, "It cannot be read.")
    }
  }

  private static func open(_ path: String) throws -> FileHandle {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw error(.unreadable, path, "It cannot be opened.")
    }
    return file
  }

  private static func close(_ file: FileHandle) {
    // The handle closes itself when it goes; a failure to close what was only read loses nothing.
    do { try file.close() } catch {}
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
  }

  private static func error(
    _ code: CaseworkError.Code, _ path: String, _ message: String
  ) -> CaseworkError {
    CaseworkError(code, subject: "list of breached passwords", message: message, hint: path)
  }
}
