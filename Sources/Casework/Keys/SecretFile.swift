import Glibc

/// Small text files that hold a key: written for the owner's eyes alone, and refused when others
/// may read them. The one place of this module that touches files.
public enum SecretFile {
  /// No key file is longer, in bytes.
  public static let longest = 4096

  /// Writes a file that does not exist yet.
  ///
  /// - Parameters:
  ///   - text: what it holds.
  ///   - path: where it lies.
  ///   - isPublic: whether others may read it (0644); the owner alone otherwise (0600).
  /// - Throws: ``CaseworkError`` with the code `keyFile`.
  public static func write(_ text: String, to path: String, isPublic: Bool = false) throws {
    let mode: mode_t = isPublic ? 0o644 : 0o600
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else {
      throw failure(path, errno == EEXIST ? "The file exists." : "It cannot be made: \(reason()).")
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw failure(path, "It cannot be written: \(reason()).")
    }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - isPublic: whether it holds nothing secret; a secret one that others may read is refused.
  /// - Throws: ``CaseworkError`` with the code `keyFile`.
  public static func read(_ path: String, isPublic: Bool = false) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, "It cannot be read: \(reason()).") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw failure(path, "It is no regular file.")
    }
    guard isPublic || status.st_mode & 0o077 == 0 else {
      throw CaseworkError(
        .keyFile, subject: path, message: "Others than its owner may read or write it.",
        hint: "Make it the owner's alone (chmod 600), and a new key if others could have read it.")
    }
    var buffer = [UInt8](repeating: 0, count: longest + 1)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw failure(path, "It cannot be read: \(reason()).") }
    guard count <= longest, let text = String(validating: buffer.prefix(count), as: UTF8.self)
    else { throw failure(path, "It is no key file.") }
    return text
  }

  private static func reason() -> String { String(cString: strerror(errno)) }

  private static func failure(_ path: String, _ message: String) -> CaseworkError {
    CaseworkError(.keyFile, subject: path, message: message)
  }
}
