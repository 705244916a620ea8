import SocialModel

/// Rows of an account sharing an object: `object_id, account_id, content_id, timestamp_share`.
///
/// The object is listed in the layer that the options name. A content that shares several objects
/// stands in several rows: only a row that repeats both the content and the object is a duplicate.
final class CooRTweetMapping: RowMapping {
  static let version = 1
  private let object: Int
  private let account: Int
  private let content: Int
  private let time: Int
  private let options: IntakeOptions

  /// The mapping for a header; nil when a column is not there.
  init?(names: [String], options: IntakeOptions) {
    guard let object = names.firstIndex(of: "object_id"),
      let account = names.firstIndex(of: "account_id"),
      let content = names.firstIndex(of: "content_id"),
      let time = names.firstIndex(of: "timestamp_share")
    else { return nil }
    (self.object, self.account, self.content, self.time) = (object, account, content, time)
    self.options = options
  }

  func map(_ row: TableRow, into sink: PostSink) throws {
    guard let object = try row.text(object) else { throw RecordProblem.missing("object_id") }
    guard let account = try row.text(account) else { throw RecordProblem.missing("account_id") }
    guard let content = try row.text(content) else { throw RecordProblem.missing("content_id") }
    guard
      let time = try row.time(time, unit: options.unixUnit, field: "timestamp_share")
    else { throw RecordProblem.missing("timestamp_share") }
    let post = Post(
      platform: options.platform, id: content, account: Account(id: account), time: time,
      listedObjects: [ListedObject(layer: options.objectLayer, id: object)])
    try sink.accept(post, part: object)
  }
}
