import Foundation

/// Reads entries of banks from files whose format is recognised by content.
///
/// - CSV with a header, as `threatexchange dataset -P --csv` and its ThreatExchange query write it,
///   or as ``BankWriter`` does.
/// - JSON: one object a line or an array of objects, with the same names.
/// - Lines of a type, a blank and a hash, as `threatexchange`'s local files are; or of hashes alone
///   where the caller names their type.
public struct BankReader: Sendable {
  /// The type of hashes whose file does not name one.
  public var type: SignalType?
  /// The bank of entries whose file does not name one.
  public var bank: String
  /// Where entries come from whose file does not say; nil: the file's name.
  public var source: String?
  /// The severity of entries whose file does not say.
  public var severity: BankSeverity
  /// The largest file that is read, in bytes.
  public var mostBytes: Int64 = 2 << 30

  /// A reader.
  public init(
    bank: String, type: SignalType? = nil, source: String? = nil,
    severity: BankSeverity = .unknown
  ) {
    self.bank = bank
    self.type = type
    self.source = source
    self.severity = severity
  }

  /// The entries of a file; what is no entry goes to `rejected`.
  ///
  /// - Throws: ``BankError`` with the codes `unreadable`, `tooLarge`, `unknownFormat`.
  /// - Complexity: O(bytes) time and memory.
  public func read(path: String, rejected: (BankRejection) -> Void) throws -> [BankEntry] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return try read(bytes(of: path), name: name, rejected: rejected)
  }

  /// The entries in bytes; `name` stands in rejections and is the source where none is named.
  ///
  /// - Throws: ``BankError`` with the code `unknownFormat`.
  public func read(
    _ bytes: [UInt8], name: String, rejected: (BankRejection) -> Void
  ) throws -> [BankEntry] {
    let defaults = BankRecord.Defaults(
      type: type, bank: bank, source: source ?? name, severity: severity)
    var entries: [BankEntry] = []
    var number = 0
    try records(of: bytes, name: name) { record in
      number += 1
      let found = record?.entry(defaults) ?? .failure(.init(reason: "malformed-record"))
      switch found {
      case .success(let entry): entries.append(entry)
      case .failure(let refusal):
        rejected(BankRejection(file: name, record: number, reason: refusal.reason))
      }
    }
    return entries
  }

  private func bytes(of path: String) throws -> [UInt8] {
    do {
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
      guard (size as? NSNumber)?.int64Value ?? 0 <= mostBytes else {
        throw BankError(
          .tooLarge, subject: path, message: "The file has more than \(mostBytes) bytes.")
      }
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch let error as BankError {
      throw error
    } catch {
      throw BankError(.unreadable, subject: path, message: "The file cannot be read.")
    }
  }

  /// Gives each record, nil where it is none.
  private func records(
    of bytes: [UInt8], name: String, _ take: (BankRecord?) -> Void
  ) throws {
    let first = bytes.first { $0 > 0x20 && $0 < 0x80 }
    switch first {
    case nil: return
    case UInt8(ascii: "["): try JSONRecords.array(bytes, name: name, take)
    case UInt8(ascii: "{"): JSONRecords.lines(bytes, take)
    default:
      var table = CSVTable(bytes)
      let header = table.next() ?? []
      if header.contains("signal_str") || header.contains("indicator") {
        CSVRecords.read(table, header, take)
      } else {
        LineRecords.read(bytes, type: type, take)
      }
    }
  }
}

/// Records of a table with a header.
enum CSVRecords {
  static func read(_ table: CSVTable, _ header: [String], _ take: (BankRecord?) -> Void) {
    for row in table where row != [""] {
      guard row.count == header.count else {
        take(nil)
        continue
      }
      var record = BankRecord(fields: [:], tags: [])
      for (name, field) in zip(header, row) {
        if name == "tags" {
          record.tags = field.split(separator: " ").map(String.init)
        } else {
          record.fields[name] = field
        }
      }
      take(record)
    }
  }
}

/// Records of lines with a type, a blank and a hash.
enum LineRecords {
  static func read(_ bytes: [UInt8], type: SignalType?, _ take: (BankRecord?) -> Void) {
    for line in bytes.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        .trimmingCharacters(in: ["\r"])
      guard !text.isEmpty else { continue }
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      if parts.count == 2, type == nil || SignalType(rawValue: parts[0]) != nil {
        take(BankRecord(fields: ["signal_type": parts[0], "signal_str": parts[1]], tags: []))
      } else if type != nil {
        take(BankRecord(fields: ["signal_str": text], tags: []))
      } else {
        take(nil)
      }
    }
  }
}
