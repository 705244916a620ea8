import SocialModel

/// Items that Zeeschuimer captured while a person browsed, as it or 4CAT writes them.
///
/// The item is under `data` with `item_id`, `source_platform` and `timestamp_collected` beside it,
/// or, as 4CAT keeps it, the item itself with these under `__import_meta`. X items, Mastodon-like
/// ones, Instagram and TikTok are mapped by their own fields, other platforms by common names. An
/// item without an id, an account, a time or a text is rejected with the reason.
final class ZeeschuimerMapping: JSONMapping {
  static let version = 1

  func map(_ record: JSONValue, into sink: PostSink) throws {
    let meta = record["__import_meta"] ?? record
    let item = record["__import_meta"] == nil ? record["data"] : record
    guard let item else { throw RecordProblem.missing("data") }
    guard item.isObject else { throw RecordProblem.wrongType("data") }
    guard let source = try meta.text("source_platform") else {
      throw RecordProblem.missing("source_platform")
    }
    guard let platform = Self.platform(source) else {
      throw RecordProblem.wrongValue("source_platform")
    }
    let itemID = meta["item_id"]?.identifier
    try sink.accept(try Self.post(item, platform: platform, itemID: itemID))
  }

  private static func post(
    _ item: JSONValue, platform: Platform, itemID: String?
  ) throws(RecordProblem) -> Post {
    if platform == .x { return try XItem.post(item) }
    if item["account"]?["acct"] != nil && item["content"] != nil {
      return try MastodonMapping.post(item, platform: platform)
    }
    return try CommonItem.post(item, platform: platform, itemID: itemID)
  }

  /// `twitter.com` is x, `instagram.com` is instagram, `www.tiktok.com` is tiktok.
  private static func platform(_ source: String) -> Platform? {
    let labels = source.lowercased().split(separator: ".").filter { $0 != "www" }
    guard let name = labels.count > 1 ? labels[labels.count - 2] : labels.first else { return nil }
    return Platform(String(name))
  }
}
