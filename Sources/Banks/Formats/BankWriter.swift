import Foundation

/// Formats in which banks are written.
public enum BankFormat: String, Sendable, CaseIterable {
  /// `signal_type,signal_str,collab,category,tags`, as `threatexchange dataset` writes it, and two
  /// columns more: `severity` and `source`.
  case csv
  /// One object a line with the same names.
  case json
  /// A type, a blank and a hash on each line, as `threatexchange`'s local files are. Bank,
  /// category, tags, severity and source are lost, and texts of several lines become one.
  case lines
}

/// Writes banks.
public enum BankWriter {
  /// The bytes of a bank, in its order.
  public static func bytes(of bank: Bank, as format: BankFormat) -> [UInt8] {
    var bytes: [UInt8] = []
    if format == .csv {
      bytes += "signal_type,signal_str,collab,category,tags,severity,source\n".utf8
    }
    for entry in bank.entries {
      switch format {
      case .csv: bytes += row(entry).utf8
      case .json: bytes += object(entry).utf8
      case .lines: bytes += "\(entry.type.rawValue) \(oneLine(entry.value))\n".utf8
      }
    }
    return bytes
  }

  private static func row(_ entry: BankEntry) -> String {
    [
      entry.type.rawValue, entry.value, entry.bank, entry.category.rawValue,
      entry.tags.joined(separator: " "), entry.severity.rawValue, entry.source,
    ].map(CSVTable.field).joined(separator: ",") + "\n"
  }

  private static func object(_ entry: BankEntry) -> String {
    let tags = entry.tags.map(quoted).joined(separator: ",")
    return "{\"signal_type\":\(quoted(entry.type.rawValue)),\"signal_str\":\(quoted(entry.value)),"
      + "\"collab\":\(quoted(entry.bank)),\"category\":\(quoted(entry.category.rawValue)),"
      + "\"tags\":[\(tags)],\"severity\":\(quoted(entry.severity.rawValue)),"
      + "\"source\":\(quoted(entry.source))}\n"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
