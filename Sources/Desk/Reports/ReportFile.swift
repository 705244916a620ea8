import Casework
import Intake
import SocialModel

/// Notices in a CSV or TSV file with a header, plain, gzip or zstd.
///
/// Columns, in any order: `kind` (`post`, `account` or `hashtag`), `platform`, `subject` (its id on the
/// platform, or the tag), `reason`, `reporter`, `time` are required; `id`, `language`, `trusted` (`true` for a
/// trusted flagger) and `text` are not. Others are passed over.
public final class ReportFile {
  /// Why a line was not taken; raw values are stable.
  public enum Rejection: String, Sendable, Hashable, CaseIterable {
    case columnCount = "column-count"
    case tooLong = "record-too-long"
    case unclosedQuote = "unclosed-quote"
    case invalidUTF8 = "invalid-utf8"
    case missingField = "missing-field"
    case wrongSubject = "wrong-subject"
    case unknownReason = "unknown-reason"
    case wrongTime = "wrong-time"
    case wrongType = "wrong-type"
    case invalidJSON = "invalid-json"
    case notAnObject = "not-an-object"
    case duplicateKey = "duplicate-key"
  }

  private let records: DelimitedRecords
  private let columns: [String: Int]

  static let required = ["kind", "platform", "subject", "reason", "reporter", "time"]

  /// Opens a file and reads its header.
  ///
  /// - Throws: `IntakeError` when it cannot be read; ``DeskError`` with the code `malformed` when a required
  ///   column is missing or stands there twice.
  public convenience init(path: String) throws {
    try self.init(ByteSource(path: path))
  }

  /// Reads bytes that were sent.
  ///
  /// - Throws: as for a file.
  public convenience init(name: String, bytes: [UInt8]) throws {
    try self.init(ByteSource(name: name, bytes: bytes))
  }

  private init(_ source: ByteSource) throws {
    records = DelimitedRecords(source, maxRecordBytes: 1 << 20)
    let names = try records.header() ?? []
    let missing = Self.required.filter { !names.contains($0) }
    guard missing.isEmpty, Set(names).count == names.count else {
      throw DeskError(
        .malformed, subject: source.name,
        message: missing.isEmpty
          ? "A column stands there twice."
          : "The columns \(missing.joined(separator: ", ")) are missing.",
        hint: "The first line names the columns.")
    }
    columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// The next notices, at most so many, and the lines that were not taken with why; nil at the end.
  ///
  /// - Throws: `IntakeError` where the file is damaged.
  public func next(
    _ limit: Int = 1000
  ) throws -> (notices: [Notice], rejections: [(line: Int64, reason: Rejection)])? {
    var notices: [Notice] = []
    var rejections: [(line: Int64, reason: Rejection)] = []
    while notices.count + rejections.count < limit, let event = try records.next() {
      switch event {
      case .defect(let defect):
        let reason: Rejection =
          switch defect.code {
          case .columnCount: .columnCount
          case .tooLong: .tooLong
          case .unclosedQuote: .unclosedQuote
          }
        rejections.append((defect.line, reason))
      case .record(let record):
        do throws(NoticeFields.Refusal) { notices.append(try notice(record)) } catch {
          rejections.append((record.line, error.reason))
        }
      }
    }
    return notices.isEmpty && rejections.isEmpty ? nil : (notices, rejections)
  }

  private func notice(_ record: DelimitedRecord) throws(NoticeFields.Refusal) -> Notice {
    var cells: [String: String] = [:]
    for (name, index) in columns {
      guard let text = record.string(index) else {
        throw NoticeFields.Refusal(reason: .invalidUTF8)
      }
      cells[name] = text
    }
    return try NoticeFields(cells, isTrusted: cells["trusted"] == "true").notice()
  }
}

/// The fields of a notice as files and programs send them.
struct NoticeFields {
  /// Why they are no notice.
  struct Refusal: Error { let reason: ReportFile.Rejection }

  private let fields: [String: String]
  private let isTrusted: Bool

  init(_ fields: [String: String], isTrusted: Bool) {
    self.fields = fields
    self.isTrusted = isTrusted
  }

  private func given(_ name: String) -> String? {
    fields[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The notice.
  func notice() throws(Refusal) -> Notice {
    guard let kind = given("kind"), let id = given("subject"), let word = given("reason"),
      let reporter = given("reporter"), let when = given("time"), reporter.utf8.count <= 200
    else { throw Refusal(reason: .missingField) }
    guard let kind = CaseSubject.Kind(rawValue: kind), kind != .candidate, id.utf8.count <= 512
    else { throw Refusal(reason: .wrongSubject) }
    let platform = given("platform").flatMap(Platform.init)
    guard platform != nil || kind == .hashtag && given("platform") == nil else {
      throw Refusal(reason: .wrongSubject)
    }
    guard let reason = ReportReason(rawValue: word) else {
      throw Refusal(reason: .unknownReason)
    }
    guard let time = Timestamp(text: when) else { throw Refusal(reason: .wrongTime) }
    let tag = kind == .hashtag && id.hasPrefix("#") ? String(id.dropFirst()) : id
    guard !tag.isEmpty else { throw Refusal(reason: .wrongSubject) }
    let report = Report(
      id: given("id").map { String($0.prefix(512)) } ?? "",
      subject: CaseSubject(kind, platform: platform, id: kind == .hashtag ? tag.lowercased() : tag),
      reason: reason, reporter: reporter, time: time, language: given("language"),
      isTrusted: isTrusted)
    return Notice(report, text: given("text").map { String($0.prefix(5000)) })
  }
}
