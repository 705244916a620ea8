import Casework
import Intake

/// Notices as a program sends them: a JSON object, a list of objects, or an object a line.
///
/// The fields are the columns of a ``ReportFile``: `kind`, `platform`, `subject`, `reason`, `reporter` and `time`
/// are required but for the platform of a hashtag; `id`, `language`, `text` and `trusted`, a boolean, are not.
/// Others are passed over.
public struct ReportDocument: Sendable {
  /// The notices that can be taken.
  public var notices: [Notice] = []
  /// What cannot be, by its line, or by its place in the list from 1 on, with why.
  public var rejections: [(line: Int64, reason: ReportFile.Rejection)] = []

  /// Reads an object, or a list of them.
  ///
  /// - Throws: ``DeskError`` with `malformed` for what is no JSON or neither.
  public init(json bytes: [UInt8]) throws {
    do throws(FlatJSON.Problem) {
      for (place, record) in try FlatJSON.objects(bytes).enumerated() {
        add(record, at: Int64(place + 1))
      }
    } catch {
      throw DeskError(
        .malformed, subject: "notices",
        message: "The body is no JSON that is taken: \(error.rawValue).",
        hint: "Send an object or a list of objects.")
    }
  }

  /// Reads an object a line; a line that is none is rejected by itself.
  public init(lines bytes: [UInt8]) {
    for (line, record) in FlatJSON.lines(bytes) { add(record, at: line) }
  }

  private mutating func add(_ record: FlatJSON.Record, at line: Int64) {
    do throws(NoticeFields.Refusal) {
      notices.append(try Self.notice(record))
    } catch { rejections.append((line, error.reason)) }
  }

  private static func notice(_ record: FlatJSON.Record) throws(NoticeFields.Refusal) -> Notice {
    let members: [String: FlatJSON.Value]
    switch record {
    case .success(let found): members = found
    case .failure(let problem): throw NoticeFields.Refusal(reason: rejection(problem))
    }
    var fields: [String: String] = [:]
    var isTrusted = false
    for (name, value) in members {
      switch value {
      case .text(let text) where name != "trusted": fields[name] = text
      case .flag(let flag) where name == "trusted": isTrusted = flag
      default:
        // What is passed over may be of any type.
        guard !known.contains(name) else { throw NoticeFields.Refusal(reason: .wrongType) }
      }
    }
    return try NoticeFields(fields, isTrusted: isTrusted).notice()
  }

  private static let known: Set<String> =
    Set(ReportFile.required).union(["id", "language", "text", "trusted"])

  private static func rejection(_ problem: FlatJSON.Problem) -> ReportFile.Rejection {
    switch problem {
    case .invalidJSON, .tooDeep: .invalidJSON
    case .invalidUTF8: .invalidUTF8
    case .tooLong: .tooLong
    case .notAnObject: .notAnObject
    case .duplicateKey: .duplicateKey
    case .wrongType: .wrongType
    }
  }
}
