import CZip
import SocialModel

/// A file with its name.
public struct EvidenceFile: Hashable, Sendable {
  /// Its path in the package, of lower-case ASCII letters, digits and `._-/`, or the upper-case letters
  /// that conventional names have.
  public var name: String
  /// What it holds.
  public var bytes: [UInt8]

  /// A file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// ZIP archives of stored files: equal files and an equal time give equal bytes.
///
/// Nothing is compressed, so that no bomb can be packed, no byte depends on a compressor's version, and
/// an archive can be made again from its files to see whether every byte of it is as it was written.
/// Reading never touches a disk.
enum StoredArchive {
  /// No archive is longer, in bytes.
  static let longest = 256 << 20
  /// No archive has more files.
  static let mostFiles = 4096

  /// The archive of files, ordered by their names' bytes.
  ///
  /// - Parameter time: what every file's time says, in UTC to two seconds.
  /// - Throws: ``EvidenceError`` with the codes `tooLarge` and `library`.
  static func bytes(of files: [EvidenceFile], time: Timestamp) throws -> [UInt8] {
    let files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let size = files.reduce(0) { $0 + $1.bytes.count + 2 * $1.name.utf8.count + 200 }
    guard files.count <= mostFiles, size <= longest else {
      throw EvidenceError(
        .tooLarge, subject: "archive",
        message: "It would have more than \(mostFiles) files or \(longest) bytes.",
        hint: "Split the case.")
    }
    let places = files.map { Place($0) }
    defer { for place in places { place.free() } }
    let (clock, date) = msdos(time)
    var length = 0
    guard
      let made = czip_write(places.map(\.file), places.count, clock, date, &length)
    else {
      throw EvidenceError(.library, subject: "archive", message: "It cannot be made.")
    }
    defer { czip_free(made) }
    return Array(UnsafeBufferPointer(start: made, count: length))
  }

  /// Copies that stay where they are while libzip reads them.
  private struct Place {
    let file: czip_file
    private let name: UnsafeMutablePointer<CChar>
    private let bytes: UnsafeMutablePointer<UInt8>

    init(_ file: EvidenceFile) {
      name = .allocate(capacity: file.name.utf8.count + 1)
      name.initialize(repeating: 0, count: file.name.utf8.count + 1)
      for (index, byte) in file.name.utf8.enumerated() { name[index] = CChar(bitPattern: byte) }
      bytes = .allocate(capacity: max(1, file.bytes.count))
      let copy = bytes
      file.bytes.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { copy.initialize(from: start, count: source.count) }
      }
      self.file = czip_file(name: name, bytes: bytes, length: file.bytes.count)
    }

    func free() {
      name.deallocate()
      bytes.deallocate()
    }
  }

  /// The time and the date as MS-DOS has them; 1980 to 2107.
  private static func msdos(_ time: Timestamp) -> (UInt16, UInt16) {
    let c = time.civil
    let clock = c.hour << 11 | c.minute << 5 | c.second / 2
    let date = (min(max(c.year, 1980), 2107) - 1980) << 9 | c.month << 5 | c.day
    return (UInt16(clock), UInt16(date))
  }

  /// The files of an archive, in its order.
  ///
  /// - Throws: ``EvidenceError`` with the code `badArchive`, which says what is not taken.
  /// - Complexity: O(bytes).
  static func files(in bytes: [UInt8]) throws -> [EvidenceFile] {
    guard bytes.count <= longest else { throw bad("It is longer than \(longest) bytes.") }
    return try bytes.withUnsafeBufferPointer { buffer in
      var code: CInt = 0
      guard let start = buffer.baseAddress, let reader = czip_open(start, buffer.count, &code)
      else { throw bad("It is no ZIP archive, or not a whole one (libzip's error \(code)).") }
      defer { czip_close(reader) }
      return try files(reader, limit: buffer.count)
    }
  }

  private static func files(_ reader: OpaquePointer, limit: Int) throws -> [EvidenceFile] {
    let count = czip_count(reader)
    guard count <= mostFiles else {
      throw bad("It has \(count) entries; a package has at most \(mostFiles).")
    }
    var files: [EvidenceFile] = []
    var names: Set<String> = []
    var total = 0
    for index in 0..<UInt64(max(0, count)) {
      let (name, size) = try entry(reader, index)
      guard names.insert(name).inserted else {
        throw bad("Its entry \(index + 1) has the name of another.")
      }
      total += size
      // Entries that share bytes could make a small file a large one.
      guard total <= limit else { throw bad("Its entries overlap: they are longer than the file.") }
      var bytes = [UInt8](repeating: 0, count: size)
      guard czip_read(reader, index, &bytes, size) == 0 else {
        throw bad("Its entry \(index + 1) cannot be read.")
      }
      files.append(EvidenceFile(name: name, bytes: bytes))
    }
    return files
  }

  private static func entry(_ reader: OpaquePointer, _ index: UInt64) throws -> (String, Int) {
    var entry = czip_entry()
    let number = index + 1
    guard czip_stat(reader, index, &entry) == 0, let name = String(validatingCString: entry.name)
    else { throw bad("Its entry \(number) cannot be read.") }
    guard entry.encryption == 0 else { throw bad("Its entry \(number) is encrypted.") }
    guard entry.is_link == 0 else { throw bad("Its entry \(number) is a link or no regular file.") }
    guard entry.method == 0, entry.size == entry.stored_size else {
      throw bad("Its entry \(number) is compressed; the files of a package are stored as they are.")
    }
    guard isName(name) else {
      throw bad("Its entry \(number) has a name that no file of a package has.")
    }
    guard let size = Int(exactly: entry.size), size <= longest else {
      throw bad("Its entry \(number) is too long.")
    }
    return (name, size)
  }

  /// Whether a name is a relative path of plain characters that leads nowhere else.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return (1...255).contains(name.utf8.count)
      && parts.allSatisfy { part in
        part.first != "." && part.wholeMatch(of: /[A-Za-z0-9._-]+/) != nil
      }
  }

  private static func bad(_ message: String) -> EvidenceError {
    EvidenceError(.badArchive, subject: "archive", message: message)
  }
}
