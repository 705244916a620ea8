import CUnicode

/// The folded form of a tag, as the signals make it.
enum TagFolding {
  static func key(_ tag: String) -> String {
    var tag = tag
    return tag.withUTF8 { utf8 -> String in
      guard let base = utf8.baseAddress else { return "" }
      let input = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
      let needed = cun_fold_key(input, utf8.count, nil, 0)
      let bytes = [CChar](unsafeUninitializedCapacity: needed) { out, count in
        count = cun_fold_key(input, utf8.count, out.baseAddress, needed)
      }
      return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
