/// How the records of an input are laid out.
enum Layout {
  /// One a line.
  case lines
  /// JSON values over any number of lines, or elements of arrays.
  case elements
  /// A document that only its own reader can walk.
  case document
  /// Rows under a header.
  case table([String])
}

/// Tells formats apart by an input's beginning.
struct FormatRecognition {
  var format: InputFormat
  var layout: Layout

  /// How many bytes are looked at, and how many lines when the first ones are no records.
  private static let examined = 1 << 20
  private static let lines = 20

  /// Recognises what the window begins with, without consuming it; nil when it is none of the
  /// formats.
  static func recognise(_ window: ByteWindow, options: IntakeOptions) throws -> FormatRecognition? {
    window.fill(toHold: examined)
    let bytes = Array(UnsafeBufferPointer(start: window.first, count: min(window.count, examined)))
    let first = bytes.first { !TextCursor.isBlank($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      if let found = try document(bytes, isArray: first == UInt8(ascii: "[")) { return found }
    } else if let found = try table(bytes, options: options, name: window.name) {
      return found
    }
    return try line(bytes)
  }

  private static func document(_ bytes: [UInt8], isArray: Bool) throws -> FormatRecognition? {
    var probe = try KeyProbe(bytes)
    guard let format = format(keys: probe.firstRecord()) else { return nil }
    if format == .telegram { return FormatRecognition(format: format, layout: .document) }
    let isLine = !isArray && probe.recordIsLine
    return FormatRecognition(format: format, layout: isLine ? .lines : .elements)
  }

  /// Looks at the first lines, for files whose first record is damaged.
  private static func line(_ bytes: [UInt8]) throws -> FormatRecognition? {
    var rest = bytes[...]
    for _ in 0..<lines {
      let line = rest.prefix { $0 != 10 }
      rest = rest.dropFirst(line.count + 1)
      guard line.first == UInt8(ascii: "{") else { continue }
      var probe = try KeyProbe(Array(line))
      if let format = format(keys: probe.firstRecord()), format != .telegram {
        return FormatRecognition(format: format, layout: .lines)
      }
    }
    return nil
  }

  private static func table(
    _ bytes: [UInt8], options: IntakeOptions, name: String
  ) throws -> FormatRecognition? {
    let records = DelimitedRecords(
      try ByteSource(name: name, bytes: bytes), maxRecordBytes: options.maxRecordBytes)
    guard let names = try records.header() else { return nil }
    let format: InputFormat
    if !options.columns.isEmpty {
      // With one column in all this is no table, and the message is to say so.
      if names.count > 1 { try ColumnMapping.check(names, options: options, subject: name) }
      guard ColumnMapping.recognises(names, options: options) else { return nil }
      format = .delimited
    } else if CrowdTangleMapping(names: names) != nil {
      format = .crowdTangle
    } else if CooRTweetMapping(names: names, options: options) != nil {
      format = .cooRTweet
    } else if ColumnMapping.recognises(names, options: options) {
      format = .delimited
    } else {
      return nil
    }
    return FormatRecognition(format: format, layout: .table(names))
  }

  /// The format whose records have these keys.
  static func format(keys: Set<String>) -> InputFormat? {
    func has(_ wanted: String...) -> Bool { wanted.allSatisfy(keys.contains) }
    if has("messages[]") && (has("id") || has("type") || has("name")) || has("chats.list[]") {
      return .telegram
    }
    if has("source_platform") && has("data") || has("__import_meta") { return .zeeschuimer }
    if has("did") && (has("commit") || has("time_us")) { return .jetstream }
    if has("data") && (has("data.text") || has("data[].text") || has("data.id") || has("data[].id"))
      || has("meta.result_count") || has("author_id", "text")
    {
      return .xAPI2
    }
    if has("created_at", "user") && (has("id_str") || has("text") || has("full_text")) {
      return .tweet
    }
    if has("account", "content") && (has("created_at") || has("uri")) { return .mastodon }
    if has("platform") && (has("account") || has("time")) { return .tocsin }
    return nil
  }
}

/// Collects the keys of the first record of a document, as far as the bytes at hand go.
struct KeyProbe {
  private let bytes: [UInt8]
  private let walker: JSONWalker
  private var keys: Set<String> = []
  /// Whether the record stands on a line by itself.
  private(set) var recordIsLine = false

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let source = try ByteSource(name: "", bytes: bytes)
    let window = ByteWindow(source, capacity: bytes.count + 64)
    walker = JSONWalker(window, maxRecordBytes: max(bytes.count, 1))
  }

  /// `a` for a key, `a.b` for one inside, `a[]` where the value is a list, `a[].b` for its first
  /// element's.
  mutating func firstRecord() -> Set<String> {
    var start = walker.window.offset
    do throws(WalkProblem) {
      if walker.take(UInt8(ascii: "[")) {
        guard try walker.nextElement() else { return [] }
      }
      _ = walker.peek()
      start = walker.window.offset
      try collect("", depth: 2)
    } catch {
      // The record goes on behind the bytes at hand, or is broken: what was seen must do.
    }
    let end = Int(walker.window.offset)
    let record = bytes[Int(start)..<end]
    let rest = bytes[end...].first { $0 == 10 || !TextCursor.isBlank($0) }
    recordIsLine = !record.contains(10) && (rest == 10 || rest == nil)
    return keys
  }

  private mutating func collect(_ prefix: String, depth: Int) throws(WalkProblem) {
    if depth > 0 && walker.take(UInt8(ascii: "{")) {
      while let key = try walker.nextKey() {
        keys.insert(prefix + key)
        if walker.peek() == UInt8(ascii: "[") { keys.insert(prefix + key + "[]") }
        try collect(prefix + key + ".", depth: depth - 1)
      }
    } else if depth > 0 && walker.take(UInt8(ascii: "[")) {
      var isFirst = true
      while try walker.nextElement() {
        if isFirst {
          try collect(String(prefix.dropLast()) + "[].", depth: depth)
        } else {
          try walker.skipValue()
        }
        isFirst = false
      }
    } else {
      try walker.skipValue()
    }
  }
}
