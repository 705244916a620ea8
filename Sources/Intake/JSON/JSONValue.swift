import CSimdjson
import SocialModel

/// A parser that reuses its memory from record to record.
final class JSONParser {
  let handle: OpaquePointer

  init() { handle = csj_parser_new() }
  deinit { csj_parser_free(handle) }

  /// Parses one document; its values are valid until the parser parses again.
  ///
  /// ``ByteWindow/padding`` readable bytes must follow the document. Where an object has a key
  /// twice, the last one counts. A lone surrogate in an escape becomes U+FFFD.
  func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(RecordProblem) -> JSONValue {
    var root = csj_value()
    let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    let status = csj_parse(handle, start, bytes.count, &root)
    guard status == CSJ_OK else { throw RecordProblem(status) }
    return JSONValue(raw: root)
  }
}

/// A value in a parsed document. A `null` is treated as if it were not there.
struct JSONValue {
  let raw: csj_value

  private var kind: csj_kind { csj_kind_of(raw) }
  var isObject: Bool { kind == CSJ_OBJECT }
  var isArray: Bool { kind == CSJ_ARRAY }

  /// The member of an object; nil where it is missing or null, or where this is no object.
  subscript(key: StaticString) -> JSONValue? {
    var found = csj_value()
    let start = UnsafeRawPointer(key.utf8Start).assumingMemoryBound(to: CChar.self)
    guard csj_get(raw, start, key.utf8CodeUnitCount, &found), csj_kind_of(found) != CSJ_NULL else {
      return nil
    }
    return JSONValue(raw: found)
  }

  /// The text of a string; nil for anything else.
  var string: String? {
    guard kind == CSJ_STRING else { return nil }
    return String(csj_string(raw)) ?? ""
  }

  /// The bytes of a string, valid as long as the document; nil for anything else.
  var bytes: UnsafeBufferPointer<UInt8>? {
    guard kind == CSJ_STRING else { return nil }
    return UnsafeBufferPointer(csj_string(raw))
  }

  /// A string that is not empty, or an integer's digits.
  var identifier: String? {
    if let integer { return String(integer) }
    guard let string, !string.isEmpty else { return nil }
    return string
  }

  /// An integer that fits.
  var integer: Int64? {
    var value: Int64 = 0
    return csj_integer(raw, &value) ? value : nil
  }

  /// A number as a floating-point value.
  var double: Double? {
    var value = 0.0
    return csj_double(raw, &value) ? value : nil
  }

  /// The elements of an array; empty for anything else.
  var elements: [JSONValue] {
    guard isArray else { return [] }
    let count = csj_count(raw)
    let values = [csj_value](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = csj_elements(raw, buffer.baseAddress, count)
    }
    return values.map(JSONValue.init)
  }
}

extension JSONValue {
  /// The first of some string members that is there; nil where all are missing.
  func text(_ keys: StaticString...) throws(RecordProblem) -> String? {
    for key in keys {
      guard let value = self[key] else { continue }
      guard let string = value.string else { throw .wrongType(key) }
      return string
    }
    return nil
  }

  /// The first of some members that name something; nil where all are missing.
  func identifier(_ keys: StaticString...) throws(RecordProblem) -> String? {
    for key in keys {
      guard let value = self[key] else { continue }
      guard let identifier = value.identifier else {
        throw value.string == nil ? .wrongType(key) : .missing(key)
      }
      return identifier
    }
    return nil
  }

  /// The first of some members that are moments; nil where all are missing.
  func time(_ keys: StaticString...) throws(RecordProblem) -> Timestamp? {
    for key in keys {
      if let value = self[key] { return try value.time(named: key) }
    }
    return nil
  }

  /// This value as a moment.
  func time(named key: StaticString) throws(RecordProblem) -> Timestamp {
    let time: Timestamp?
    if let bytes {
      time = TimeText.timestamp(bytes)
    } else if let integer {
      time = TimeText.timestamp(unix: integer)
    } else if let double {
      time = TimeText.timestamp(unix: double)
    } else {
      throw .wrongType(key)
    }
    guard let time else { throw .wrongValue(key) }
    return time
  }

  /// The count of followers and the like; nil where it is missing, no integer or negative.
  func count(_ key: StaticString) -> Int? {
    guard let value = self[key]?.integer, value >= 0 else { return nil }
    return Int(value)
  }
}

extension UnsafeBufferPointer<UInt8> {
  init?(_ text: csj_text) {
    guard let start = text.bytes else { return nil }
    self.init(
      start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: text.length)
  }
}

extension String {
  /// The text of a view that the parser validated; nil where there is none.
  @inline(__always)
  init?(_ text: csj_text) {
    guard let bytes = UnsafeBufferPointer<UInt8>(text) else { return nil }
    self = String(decoding: bytes, as: UTF8.self)
  }
}
