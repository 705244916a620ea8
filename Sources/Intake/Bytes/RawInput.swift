#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The stored bytes of an input, before decompression.
protocol RawInput: AnyObject {
  /// Fills the front of the buffer and returns how many bytes it wrote; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// The bytes of a regular file.
final class FileInput: RawInput {
  private let name: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``IntakeError`` when the path leads nowhere, to something that is no regular file,
  ///   or to a file that may not be read.
  init(path: String) throws {
    name = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.openError(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = Self.openError(path, errno)
      close(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let folder = status.st_mode & S_IFMT == S_IFDIR
      throw IntakeError(
        .notAFile, subject: path,
        message: folder ? "This is a folder, not a file." : "This is no regular file.",
        hint: folder ? "Name the files in it." : "Save its content to a file first.")
    }
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard !buffer.isEmpty else { return 0 }
    while true {
      let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR {
        throw IntakeError(
          .unreadable, subject: name, message: "Reading failed: \(Self.reason(errno)).")
      }
    }
  }

  /// Moves to an offset in the file.
  func seek(to offset: Int64) throws {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
      throw IntakeError(
        .unreadable, subject: name, message: "Moving in the file failed: \(Self.reason(errno)).")
    }
  }

  private static func openError(_ path: String, _ number: Int32) -> IntakeError {
    switch number {
    case ENOENT, ENOTDIR:
      IntakeError(.fileNotFound, subject: path, message: "There is no such file.")
    case EACCES, EPERM:
      IntakeError(
        .unreadable, subject: path, message: "The file may not be read.",
        hint: "Check its permissions.")
    default:
      IntakeError(
        .unreadable, subject: path, message: "The file cannot be opened: \(reason(number)).")
    }
  }

  static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

/// Bytes that a function makes, for tests and for inputs that are no file.
final class GeneratedInput: RawInput {
  private let generate: (UnsafeMutableRawBufferPointer) throws -> Int

  init(_ generate: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.generate = generate
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { try generate(buffer) }
}

/// `read(2)`, which the methods of that name would hide.
private func systemRead(_ descriptor: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  read(descriptor, base, count)
}
