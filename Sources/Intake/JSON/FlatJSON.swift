import CSimdjson

/// JSON objects whose members are texts, whole numbers and booleans: what a program sends that has one flat
/// record to say, or several.
///
/// Stricter than the readers of posts: a key that stands there twice is refused and not guessed at, since two
/// programs that choose differently would see two records.
public enum FlatJSON {
  /// A member's value. A whole number is its digits, as ids are often written so; null is as if not there.
  public enum Value: Hashable, Sendable {
    case text(String)
    case flag(Bool)
  }

  /// Why something is no flat object; raw values are stable.
  public enum Problem: String, Error, Hashable, Sendable {
    case invalidJSON = "invalid-json"
    case invalidUTF8 = "invalid-utf8"
    case tooDeep = "too-deep"
    case tooLong = "record-too-long"
    case notAnObject = "not-an-object"
    case duplicateKey = "duplicate-key"
    case wrongType = "wrong-type"
  }

  /// An object's members, or why it is none.
  public typealias Record = Result<[String: Value], Problem>

  /// The objects of a document: one object, or a list of them.
  ///
  /// - Throws: ``Problem`` where the document as a whole is no JSON, or neither.
  public static func objects(_ bytes: [UInt8]) throws(Problem) -> [Record] {
    let parser = JSONParser()
    let padded = bytes + [UInt8](repeating: 0, count: ByteWindow.padding)
    return try padded.withUnsafeBufferPointer { buffer throws(Problem) in
      let root = try parse(parser, UnsafeBufferPointer(rebasing: buffer[..<bytes.count]))
      guard root.isArray else {
        return [object(root)]
      }
      return root.elements.map { (element: JSONValue) -> Record in object(element) }
    }
  }

  /// The object of each line, with the line's number; empty lines are passed over.
  public static func lines(_ bytes: [UInt8]) -> [(line: Int64, record: Record)] {
    let parser = JSONParser()
    var found: [(line: Int64, record: Record)] = []
    var number: Int64 = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let padded = line + [UInt8](repeating: 0, count: ByteWindow.padding)
      let record = padded.withUnsafeBufferPointer { buffer -> Record in
        do throws(Problem) {
          return object(try parse(parser, UnsafeBufferPointer(rebasing: buffer[..<line.count])))
        } catch { return .failure(error) }
      }
      found.append((number, record))
    }
    return found
  }

  private static func parse(
    _ parser: JSONParser, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(Problem) -> JSONValue {
    do throws(RecordProblem) { return try parser.parse(bytes) } catch {
      switch error.code {
      case .invalidUTF8: throw .invalidUTF8
      case .tooDeep: throw .tooDeep
      case .recordTooLong: throw .tooLong
      default: throw .invalidJSON
      }
    }
  }

  private static func object(_ value: JSONValue) -> Record {
    guard let members = value.members else { return .failure(.notAnObject) }
    var record: [String: Value] = [:]
    var seen: Set<String> = []
    for (key, value) in members {
      guard seen.insert(key).inserted else { return .failure(.duplicateKey) }
      if value.isNull { continue }
      if let text = value.string {
        record[key] = .text(text)
      } else if let number = value.integer {
        record[key] = .text(String(number))
      } else if let flag = value.flag {
        record[key] = .flag(flag)
      } else {
        return .failure(.wrongType)
      }
    }
    return .success(record)
  }
}

extension JSONValue {
  /// Whether it is null.
  var isNull: Bool { csj_kind_of(raw) == CSJ_NULL }

  /// A boolean; nil for anything else.
  var flag: Bool? {
    var value = false
    return csj_bool(raw, &value) ? value : nil
  }

  /// The members of an object in order, a key as often as it stands there; nil for anything else.
  var members: [(key: String, value: JSONValue)]? {
    guard isObject else { return nil }
    let count = csj_count(raw)
    var keys = [csj_text](repeating: csj_text(), count: count)
    var values = [csj_value](repeating: csj_value(), count: count)
    let filled = csj_members(raw, &keys, &values, count)
    return (0..<filled).map { (String(keys[$0]) ?? "", JSONValue(raw: values[$0])) }
  }
}
