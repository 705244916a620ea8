/// A file's decompressed bytes from front to back, in bounded memory.
///
/// Plain, gzip and zstd are told apart by the file's first bytes, not its name. Compressed data that
/// are cut off or damaged yield everything that could be read before ``IntakeError`` with the code
/// `damagedCompression` is thrown.
public final class ByteSource {
  /// How the bytes are stored.
  public let compression: Compression
  /// What errors call the input: the path, or the name given.
  public let name: String

  private static let storedCapacity = 256 << 10
  private let input: any RawInput
  private let decoder: (any Decoder)?
  private let stored: UnsafeMutableRawBufferPointer
  private var pending: UnsafeRawBufferPointer
  private var inputEnded = false
  private var failure: IntakeError?

  /// Opens a regular file.
  ///
  /// - Throws: ``IntakeError`` with the codes `fileNotFound`, `notAFile` or `unreadable`.
  public convenience init(path: String) throws {
    try self.init(name: path, input: FileInput(path: path))
  }

  /// Reads what a function makes; it fills the front of a buffer and returns the count, 0 at the end.
  ///
  /// - Throws: what the function throws for the first bytes.
  public convenience init(
    name: String, generator: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    try self.init(name: name, input: GeneratedInput(generator))
  }

  /// Reads bytes that are in memory.
  ///
  /// - Throws: nothing in practice.
  public convenience init(name: String, bytes: [UInt8]) throws {
    var position = 0
    try self.init(name: name) { buffer in
      let count = min(buffer.count, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return count
    }
  }

  init(name: String, input: any RawInput) throws {
    self.name = name
    self.input = input
    stored = .allocate(byteCount: Self.storedCapacity, alignment: 16)
    var count = 0
    do {
      while count < 4 {
        let more = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: stored[count...]))
        if more == 0 { break }
        count += more
      }
    } catch {
      stored.deallocate()
      throw error
    }
    pending = UnsafeRawBufferPointer(rebasing: stored[..<count])
    compression = Compression(recognising: pending)
    switch compression {
    case .none: decoder = nil
    case .gzip: decoder = GzipDecoder()
    case .zstd: decoder = ZstdDecoder()
    }
  }

  deinit { stored.deallocate() }

  /// Fills the front of the buffer with the next bytes and returns how many they are; 0 at the end.
  ///
  /// - Throws: ``IntakeError`` with the codes `damagedCompression` or `unreadable`, once all bytes
  ///   before the damage were delivered, and on every call after that.
  /// - Complexity: O(bytes); memory 256 KiB and the decompressor's window.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if let failure { throw failure }
    guard !buffer.isEmpty else { return 0 }
    guard let decoder else { return try readPlain(into: buffer) }
    while true {
      if pending.isEmpty && !inputEnded {
        let count = try input.read(into: stored)
        pending = UnsafeRawBufferPointer(rebasing: stored[..<count])
        inputEnded = count == 0
      }
      do {
        let count = try decoder.decode(&pending, atEnd: inputEnded, into: buffer)
        if count > 0 || (inputEnded && pending.isEmpty) { return count }
      } catch {
        let error = IntakeError(
          .damagedCompression, subject: name, message: "The compressed data \(error.reason).",
          hint: "What comes before was read.")
        failure = error
        throw error
      }
    }
  }

  /// Whether ``seek(to:)`` works: the source is a plain file.
  var canSeek: Bool { compression == .none && input is FileInput }

  /// Goes on at an offset.
  func seek(to offset: Int64) throws {
    guard let file = input as? FileInput, compression == .none else {
      preconditionFailure("only a plain file can be read from anywhere")
    }
    try file.seek(to: offset)
    pending = UnsafeRawBufferPointer(rebasing: stored[..<0])
  }

  private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard pending.isEmpty else {
      let count = min(pending.count, buffer.count)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: pending[..<count]))
      pending = UnsafeRawBufferPointer(rebasing: pending[count...])
      return count
    }
    return try input.read(into: buffer)
  }
}
