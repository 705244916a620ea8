import SocialModel

/// An item of a platform's own page, mapped by the names that such items commonly use.
///
/// Instagram: `pk`, `user`, `caption.text` or `edge_media_to_caption`, `taken_at` or
/// `taken_at_timestamp`. TikTok: `id`, `author`, `desc`, `createTime`, `textExtra`, `challenges`.
enum CommonItem {
  private static let ids: [StaticString] = ["id", "pk", "post_id", "rest_id", "code", "shortcode"]
  private static let texts: [StaticString] = [
    "text", "desc", "full_text", "body", "message", "description", "content", "title",
  ]
  private static let times: [StaticString] = [
    "created_at", "createTime", "taken_at", "taken_at_timestamp", "created_utc", "timestamp",
    "time", "published_at", "date",
  ]
  private static let accounts: [StaticString] = ["user", "author", "owner", "account", "from"]
  private static let accountIDs: [StaticString] = ["id", "pk", "uid", "user_id", "rest_id"]
  private static let handles: [StaticString] = [
    "username", "uniqueId", "screen_name", "unique_id", "handle", "acct", "name",
  ]
  private static let names: [StaticString] = ["full_name", "nickname", "display_name", "name"]

  static func post(
    _ item: JSONValue, platform: Platform, itemID: String?
  ) throws(RecordProblem) -> Post {
    let id = first(ids, of: item) { $0.identifier } ?? itemID
    guard let id else { throw RecordProblem(.unmappedItem, "The item has no id.") }
    guard let time = try time(item) else {
      throw RecordProblem(.unmappedItem, "The item has no time.")
    }
    let media = media(item)
    let text = text(item)
    guard text != nil || !media.isEmpty else {
      throw RecordProblem(.unmappedItem, "The item has neither a text nor media.")
    }
    return Post(
      platform: platform, id: id, account: try account(item), time: time, text: text,
      language: item["lang"]?.string ?? item["textLanguage"]?.string, hashtags: hashtags(item),
      media: media)
  }

  private static func first<Value>(
    _ keys: [StaticString], of item: JSONValue, _ read: (JSONValue) -> Value?
  ) -> Value? {
    for key in keys {
      if let value = item[key], let found = read(value) { return found }
    }
    return nil
  }

  private static func time(_ item: JSONValue) throws(RecordProblem) -> Timestamp? {
    for key in times {
      if let time = try item.time(key) { return time }
    }
    return nil
  }

  private static func text(_ item: JSONValue) -> String? {
    if let caption = item["caption"] { return caption["text"]?.string ?? caption.string }
    if let edge = item["edge_media_to_caption"]?["edges"]?.elements.first {
      return edge["node"]?["text"]?.string
    }
    return first(texts, of: item) { $0.string }
  }

  private static func account(_ item: JSONValue) throws(RecordProblem) -> Account {
    guard let value = first(accounts, of: item, { $0 }) else {
      throw RecordProblem(.unmappedItem, "The item has no account.")
    }
    if let id = value.identifier { return Account(id: id, handle: value.string) }
    let handle = first(handles, of: value) { $0.string }
    guard let id = first(accountIDs, of: value, { $0.identifier }) ?? handle else {
      throw RecordProblem(.unmappedItem, "The item's account has no id.")
    }
    return Account(
      id: id, handle: handle, name: first(names, of: value) { $0.string },
      bio: value["signature"]?.string ?? value["biography"]?.string)
  }

  private static func hashtags(_ item: JSONValue) -> [String]? {
    if let challenges = item["challenges"] {
      return challenges.elements.compactMap { $0["title"]?.string }
    }
    return item["textExtra"]?.elements.compactMap {
      $0["hashtagName"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  private static func media(_ item: JSONValue) -> [Media] {
    let parts = item["carousel_media"]?.elements ?? [item]
    return parts.compactMap { part in
      if let video = part["video_versions"] {
        return Media(kind: .video, url: video.elements.first?["url"]?.string)
      }
      if let address = part["video_url"]?.string { return Media(kind: .video, url: address) }
      if let video = part["video"], video.isObject {
        return Media(kind: .video, url: video["playAddr"]?.string)
      }
      if let image = part["image_versions2"]?["candidates"]?.elements.first {
        return Media(kind: .image, url: image["url"]?.string)
      }
      return part["display_url"]?.string.map { Media(kind: .image, url: $0) }
    }
  }
}
