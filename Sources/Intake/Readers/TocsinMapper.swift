import CSimdjson
import SocialModel

/// Tocsin's own format, one post a line.
///
/// `platform`, `id`, `account.id`, `time` and one of `text` or `media` are required; a known field
/// of the wrong type rejects the record, unknown fields are passed over. Ids may be integers, times
/// RFC 3339 or a Unix time. This is the hot path: one call takes the record apart, no value of the
/// document is wrapped on the way.
final class TocsinMapper: RecordMapper {
  static let version = 1
  private let parser = JSONParser()
  private var lastName = ""
  private var lastPlatform = Platform.web

  func map(_ record: RawRecord, into sink: PostSink) throws {
    let post: Post
    do throws(RecordProblem) {
      post = try parse(record)
    } catch {
      return try sink.reject(error)
    }
    try sink.accept(consume post)
  }

  private func parse(_ record: RawRecord) throws(RecordProblem) -> Post {
    var fields = csj_post()
    let start = UnsafeRawPointer(record.bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    let status = csj_parse_post(parser.handle, start, record.bytes.count, &fields)
    if status == CSJ_WRONG_TYPE { throw Self.wrongType(fields.problem) }
    guard status == CSJ_OK else { throw RecordProblem(status) }
    guard fields.text.bytes != nil || fields.has_media else {
      throw RecordProblem(.missingField, "The fields `text` and `media` are both missing.")
    }
    guard let time = try Self.time(fields.time, "time") else { throw .missing("time") }
    return Post(
      platform: try platform(fields.platform), id: try Self.required(fields.id, "id"),
      account: try Self.account(fields), time: time, text: String(fields.text),
      language: String(fields.lang), client: String(fields.client), urls: Self.list(fields.urls),
      hashtags: Self.list(fields.hashtags), mentions: Self.list(fields.mentions),
      replyTo: String(fields.reply_to), repostOf: String(fields.repost_of),
      repostedFrom: String(fields.reposted_from), quoteOf: String(fields.quote_of),
      media: try Self.media(fields))
  }

  private static func account(_ fields: csj_post) throws(RecordProblem) -> Account {
    guard fields.has_account else { throw .missing("account") }
    return Account(
      id: try required(fields.account_id, "account.id"), handle: String(fields.handle),
      name: String(fields.name), bio: String(fields.bio),
      created: try time(fields.created, "account.created"),
      followers: fields.has_followers ? Int(fields.followers) : nil)
  }

  private func platform(_ text: csj_text) throws(RecordProblem) -> Platform {
    let name = try Self.required(text, "platform")
    if name == lastName { return lastPlatform }
    guard let platform = Platform(name) else { throw .wrongValue("platform") }
    lastName = name
    lastPlatform = platform
    return platform
  }

  private static func required(
    _ text: csj_text, _ field: StaticString
  ) throws(RecordProblem) -> String {
    guard let value = String(text), !value.isEmpty else { throw .missing(field) }
    return value
  }

  private static func time(
    _ time: csj_time, _ field: StaticString
  ) throws(RecordProblem) -> Timestamp? {
    let value: Timestamp?
    switch time.kind {
    case CSJ_TIME_TEXT:
      guard let bytes = UnsafeBufferPointer<UInt8>(time.text) else { return nil }
      value = TimeText.timestamp(bytes)
    case CSJ_TIME_INTEGER: value = TimeText.timestamp(unix: time.integer)
    case CSJ_TIME_REAL: value = TimeText.timestamp(unix: time.real)
    default: return nil
    }
    guard let value else { throw .wrongValue(field) }
    return value
  }

  private static func list(_ list: csj_list) -> [String]? {
    guard list.present else { return nil }
    let items = UnsafeBufferPointer(start: list.first, count: list.count)
    return items.map { String($0) ?? "" }
  }

  private static func media(_ fields: csj_post) throws(RecordProblem) -> [Media] {
    guard fields.media_count > 0 else { return [] }
    var media: [Media] = []
    for item in UnsafeBufferPointer(start: fields.media, count: fields.media_count) {
      media.append(
        Media(
          kind: String(item.type).flatMap(Media.Kind.init) ?? .other, path: String(item.path),
          url: String(item.url), sha256: try digest(item.sha256, "media.sha256"),
          pdq: try digest(item.pdq, "media.pdq")))
    }
    return media
  }

  /// 64 hexadecimal digits in lower case.
  private static func digest(
    _ text: csj_text, _ field: StaticString
  ) throws(RecordProblem) -> String? {
    guard let digits = String(text)?.lowercased() else { return nil }
    let isHexadecimal = digits.utf8.allSatisfy { $0 &- 48 < 10 || $0 &- 97 < 6 }
    guard digits.utf8.count == 64, isHexadecimal else { throw .wrongValue(field) }
    return digits
  }

  private static func wrongType(_ field: UnsafePointer<CChar>?) -> RecordProblem {
    let name = field.map { String(cString: $0) } ?? ""
    return RecordProblem(.wrongType, "The field `\(name)` is of the wrong type.")
  }
}
