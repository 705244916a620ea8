import Foundation
import SocialModel

/// A harmless post that no one wrote, in every spelling that an input may have.
struct InventedPost: Hashable {
  var platform = Platform.x
  var id: String
  var account: String
  /// Milliseconds since 1970.
  var time: Int64
  var text: String
  var repostOf: String?
  var client: String?

  private var moment: String { Timestamp(milliseconds: time).description }
  /// The text as X shows it: a repost is marked.
  private var marked: String { repostOf == nil ? text : "RT @desk: \(text)" }

  /// Tocsin's own format.
  var tocsin: String {
    let isStatus = platform == .mastodon
    let author = isStatus ? ["id": account, "handle": account] : ["id": account]
    var fields: [String: Any] = [
      "platform": platform.name, "id": id, "account": author, "time": moment,
      "text": isStatus ? text : marked,
    ]
    fields["repost_of"] = repostOf
    fields["client"] = client
    return Self.json(fields)
  }

  /// A tweet as version 2 of X's interface gives it, flattened.
  var xAPI2: String {
    var fields: [String: Any] = [
      "id": id, "author_id": account, "created_at": moment, "text": Self.escaped(marked),
    ]
    if let repostOf { fields["referenced_tweets"] = [["type": "retweeted", "id": repostOf]] }
    fields["source"] = client
    return Self.json(fields)
  }

  /// A tweet as version 1.1 of X's interface gave it; times are whole seconds.
  var tweet: String {
    var fields: [String: Any] = [
      "id_str": id, "user": ["id_str": account], "created_at": classicMoment,
      "full_text": Self.escaped(marked),
    ]
    if let repostOf {
      fields["retweeted_status"] = [
        "id_str": repostOf, "user": ["id_str": "77", "screen_name": "desk"],
        "created_at": classicMoment, "full_text": Self.escaped(text),
      ]
    }
    fields["source"] = client.map { "<a href=\"https://example.org\">\($0)</a>" }
    return Self.json(fields)
  }

  /// A status as a Mastodon server gives it.
  var status: String {
    let author: [String: Any] = ["acct": account, "url": "https://example.org/@\(account)"]
    let html = Self.escaped(text).replacing(/https:\S+/) { "<a href=\"\($0.0)\">\($0.0)</a>" }
    var fields: [String: Any] = [
      "id": id, "account": author, "created_at": moment, "content": "<p>\(html)</p>",
    ]
    if let repostOf {
      fields["content"] = ""
      fields["reblog"] = [
        "id": repostOf, "account": author, "created_at": moment, "content": "<p>\(html)</p>",
      ]
    }
    return Self.json(fields)
  }

  private var classicMoment: String {
    let civil = Timestamp(milliseconds: time).civil
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let day = civil.day < 10 ? "0\(civil.day)" : "\(civil.day)"
    return "Wed \(months[civil.month - 1]) \(day) \(civil.clock) +0000 \(civil.year)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func json(_ fields: [String: Any]) -> String {
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: fields, options: [.sortedKeys, .withoutEscapingSlashes])
    else { preconditionFailure("texts and lists are valid JSON") }
    return String(decoding: data, as: UTF8.self)
  }
}
