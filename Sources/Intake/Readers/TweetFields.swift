import SocialModel

/// The parts of a version 1.1 tweet that several formats share.
enum TweetFields {
  /// The whole text, however the tweet carries it; `&amp;` and the like are resolved.
  static func text(_ tweet: JSONValue) throws(RecordProblem) -> String? {
    if let text = try tweet["extended_tweet"]?.text("full_text") { return unescaped(text) }
    return try tweet.text("full_text", "text").map(unescaped)
  }

  /// A text with `&amp;`, `&lt;` and `&gt;` resolved, which the platform escapes.
  static func unescaped(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "&")) ? Markup.unescaped(text) : text
  }

  /// The entities that go with the whole text.
  static func entities(_ tweet: JSONValue) -> JSONValue? {
    tweet["extended_tweet"]?["entities"] ?? tweet["entities"]
  }

  static func hashtags(_ entities: JSONValue?) -> [String]? {
    entities?["hashtags"]?.elements.compactMap { $0["text"]?.string }
  }

  static func urls(_ entities: JSONValue?) -> [String]? {
    entities?["urls"]?.elements.compactMap {
      $0["expanded_url"]?.string ?? $0["url"]?.string
    }
  }

  static func mentions(_ entities: JSONValue?) -> [String]? {
    entities?["user_mentions"]?.elements.compactMap {
      $0["id_str"]?.identifier ?? $0["id"]?.identifier ?? $0["screen_name"]?.string
    }
  }

  static func media(_ tweet: JSONValue) -> [Media] {
    let extended = tweet["extended_tweet"]
    let list =
      extended?["extended_entities"]?["media"] ?? extended?["entities"]?["media"]
      ?? tweet["extended_entities"]?["media"] ?? tweet["entities"]?["media"]
    return list?.elements.map { item in
      Media(
        kind: kind(item["type"]?.string),
        url: item["media_url_https"]?.string ?? item["media_url"]?.string)
    } ?? []
  }

  /// What a tweet calls the sort of a file.
  static func kind(_ name: String?) -> Media.Kind {
    switch name {
    case "photo"?: .image
    case "video"?, "animated_gif"?: .video
    default: .other
    }
  }

  /// The account in a version 1.1 user object, or in the `legacy` part of a newer one.
  static func account(_ user: JSONValue, id: String) throws(RecordProblem) -> Account {
    Account(
      id: id, handle: try user.text("screen_name"), name: try user.text("name"),
      bio: try user.text("description"), created: try user.time("created_at"),
      followers: user.count("followers_count"))
  }

  /// The text of a repost: what it repeats, whole, after the words that mark it as a repost.
  ///
  /// Platforms cut the repost's own text off at its end, which would make copies look different.
  static func repostText(own: String?, original: String?, handle: String?) -> String? {
    guard let original, let own, own.hasPrefix("RT @") else { return own ?? original }
    let mark = own.prefix { $0 != ":" }
    return handle.map { "RT @\($0): \(original)" } ?? "\(mark): \(original)"
  }

  /// What a post mentions: the account it repeats first, then those that the original mentions.
  static func joined(_ first: [String]?, _ second: [String]?) -> [String]? {
    guard let first else { return second }
    guard let second else { return first }
    return first + second.filter { !first.contains($0) }
  }
}
