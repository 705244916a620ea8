import CThreatData

/// Data files that are built into the program.
enum Resource {
  /// A file's bytes; they live as long as the program.
  static func bytes(_ name: String) -> UnsafeBufferPointer<UInt8> {
    let file = ctd_find(name)
    precondition(file.bytes != nil, "no resource \(name)")
    return UnsafeBufferPointer(start: file.bytes, count: file.length)
  }

  /// A file as text.
  static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }
}
