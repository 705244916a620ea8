import Foundation

/// A new file that is written from front to back.
public final class OutputFile {
  private static let bufferSize = 256 << 10
  private let subject: String
  private var descriptor: CInt
  private var buffer: [UInt8] = []

  /// Creates a file, or empties one.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - subject: what errors call it.
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  public init(path: String, subject: String) throws {
    self.subject = subject
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw Self.failure(errno, subject: subject, doing: "be created") }
  }

  deinit { abandon() }

  /// Appends bytes.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    if bytes.count + buffer.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize {
      try writeNow(bytes)
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  /// Appends bytes.
  ///
  /// - Throws: as ``write(_:)-(UnsafeRawBufferPointer)``.
  public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  /// Appends a text in UTF-8.
  ///
  /// - Throws: as ``write(_:)-(UnsafeRawBufferPointer)``.
  public func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes what is pending and closes the file; does nothing when it is closed.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  public func close() throws {
    if descriptor < 0 { return }
    try flush()
    let closed = Foundation.close(descriptor) == 0
    let problem = errno
    descriptor = -1
    // Some file systems report that there is no room only now.
    if !closed { throw Self.failure(problem, subject: subject, doing: "be written") }
  }

  /// Closes the file as it is.
  func abandon() {
    if descriptor < 0 { return }
    _ = Foundation.close(descriptor)
    descriptor = -1
  }

  private func flush() throws {
    try buffer.withUnsafeBytes { try writeNow($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeNow(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw Self.failure(errno, subject: subject, doing: "be written")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// The error for a system call's error number.
  static func failure(_ number: CInt, subject: String, doing what: String) -> PipelineError {
    if number == ENOSPC || number == EDQUOT || number == EFBIG {
      return PipelineError(
        .diskFull, subject: subject, message: "It cannot \(what), there is no room on the disk.",
        hint: "Nothing was kept; make room or name a folder on another disk.")
    }
    let reason = String(cString: strerror(number))
    return PipelineError(
      .outputUnwritable, subject: subject, message: "It cannot \(what): \(reason).",
      hint: "Check that the folder it is to be in exists and may be written to.")
  }
}
