import SocialModel

/// CSV or TSV whose columns are named by options or by usual names.
///
/// Required are an account, a time and at least one column of what posts carry. Rows without a column
/// of ids are named by their bytes, so that a repeated row is a repeated post. Lists in a
/// cell are separated by blanks or `|`, tags and mentions also by commas and semicolons.
final class ColumnMapping: RowMapping {
  static let version = 1

  /// The usual names of each field, the most telling first.
  private static let usualNames: [PostField: [String]] = [
    .id: ["id", "post_id", "tweet_id", "status_id", "message_id", "content_id"],
    .account: [
      "account", "account_id", "author_id", "user_id", "from_id", "author", "user", "username",
      "screen_name",
    ],
    .time: [
      "time", "timestamp", "created_at", "date", "datetime", "published_at", "timestamp_share",
    ],
    .text: ["text", "full_text", "message", "content", "body", "tweet", "caption"],
    .platform: ["platform", "source_platform"],
    .handle: ["handle", "username", "screen_name", "user_name"],
    .name: ["name", "display_name", "author_name"],
    .lang: ["lang", "language"],
    .client: ["client", "source"],
    .urls: ["urls", "links"],
    .hashtags: ["hashtags", "tags"],
    .mentions: ["mentions"],
    .replyTo: ["reply_to", "in_reply_to", "in_reply_to_id"],
    .repostOf: ["repost_of", "retweet_of", "reblog_of"],
    .object: ["object", "object_id"],
  ]
  private static let carried: [PostField] = [
    .text, .urls, .hashtags, .mentions, .replyTo, .repostOf, .object,
  ]

  private let columns: [PostField: Int]
  private let options: IntakeOptions
  private var platforms: [String: Platform] = [:]

  /// Whether a header with these names can be read at all.
  static func recognises(_ names: [String], options: IntakeOptions) -> Bool {
    let columns = indices(names, options: options)
    return columns[.account] != nil && columns[.time] != nil
      && carried.contains { columns[$0] != nil }
  }

  /// The mapping for a header.
  ///
  /// - Throws: ``IntakeError`` when a column that the options name is not there.
  init(names: [String], options: IntakeOptions, subject: String) throws {
    try Self.check(names, options: options, subject: subject)
    columns = Self.indices(names, options: options)
    self.options = options
  }

  /// Throws when a column that the options name is not in the header.
  static func check(_ names: [String], options: IntakeOptions, subject: String) throws {
    for field in PostField.allCases {
      guard let wanted = options.columns[field], !names.contains(wanted) else { continue }
      throw IntakeError(
        .missingColumn, subject: subject,
        message: "There is no column `\(wanted)`, which was named for `\(field.rawValue)`.",
        hint: "Columns are named as the first line spells them.")
    }
  }

  private static func indices(_ names: [String], options: IntakeOptions) -> [PostField: Int] {
    let lowered = names.map { $0.lowercased() }
    var columns: [PostField: Int] = [:]
    for field in PostField.allCases {
      if let wanted = options.columns[field] {
        columns[field] = names.firstIndex(of: wanted)
      } else {
        columns[field] = usualNames[field]?.lazy.compactMap(lowered.firstIndex).first
      }
    }
    return columns
  }

  func map(_ row: TableRow, into sink: PostSink) throws {
    let object = try row.text(columns[.object])
    try sink.accept(try post(row, object: object), part: object)
  }

  private func post(_ row: TableRow, object: String?) throws(RecordProblem) -> Post {
    guard let id = columns[.id] == nil ? rowName(row) : try row.text(columns[.id]) else {
      throw .missing("id")
    }
    guard let account = try row.text(columns[.account]) else { throw .missing("account") }
    guard let time = try row.time(columns[.time], unit: options.unixUnit, field: "time") else {
      throw .missing("time")
    }
    return Post(
      platform: try platform(row), id: id,
      account: Account(
        id: account, handle: try row.text(columns[.handle]), name: try row.text(columns[.name])),
      time: time, text: try row.text(columns[.text]), language: try row.text(columns[.lang]),
      client: try row.text(columns[.client]), urls: try list(row, .urls, " |\n\t"),
      hashtags: try list(row, .hashtags, " ,;|\n\t"),
      mentions: try list(row, .mentions, " ,;|\n\t"),
      replyTo: try row.text(columns[.replyTo]), repostOf: try row.text(columns[.repostOf]),
      listedObjects: object.map { [ListedObject(layer: options.objectLayer, id: $0)] } ?? [])
  }

  /// FNV-1a over the row: two of ten million different rows share a name with a chance of 3 in a
  /// million.
  private func rowName(_ row: TableRow) -> String {
    let hash = row.record.raw.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return "row-" + String(hash, radix: 16)
  }

  private func platform(_ row: TableRow) throws(RecordProblem) -> Platform {
    guard let name = try row.text(columns[.platform]) else { return options.platform }
    if let known = platforms[name] { return known }
    guard let platform = Platform(name) else { throw .wrongValue("platform") }
    platforms[name] = platform
    return platform
  }

  /// The items of a cell; nil where there is no such column.
  private func list(
    _ row: TableRow, _ field: PostField, _ separators: String
  ) throws(RecordProblem) -> [String]? {
    guard let column = columns[field] else { return nil }
    guard let cell = try row.text(column) else { return [] }
    let marks = Set("[]\"'#@")
    return cell.split { separators.contains($0) }.compactMap { item in
      let plain = item.drop { marks.contains($0) }
      let end = plain.lastIndex { !marks.contains($0) }
      return end.map { String(plain[...$0]) }
    }
  }
}
