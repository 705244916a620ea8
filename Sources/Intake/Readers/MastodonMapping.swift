import SocialModel

/// Statuses as a Mastodon server gives them, and as servers like it do.
///
/// Post ids are those of the server that was asked. An account's id is its address in the whole
/// network, `name@server`, so that the same account seen from two servers is one. A boost has the
/// text, tags and media of what it repeats.
final class MastodonMapping: JSONMapping {
  static let version = 1

  func map(_ record: JSONValue, into sink: PostSink) throws {
    try sink.accept(Self.post(record, platform: .mastodon))
  }

  static func post(_ status: JSONValue, platform: Platform) throws(RecordProblem) -> Post {
    guard let id = try status.identifier("id") else { throw .missing("id") }
    guard let time = try status.time("created_at") else { throw .missing("created_at") }
    guard let account = status["account"] else { throw .missing("account") }
    guard account.isObject else { throw .wrongType("account") }
    let original = status["reblog"]
    let content = original ?? status
    guard let html = try content.text("content") else { throw .missing("content") }
    return Post(
      platform: platform, id: id, account: try Self.account(account), time: time,
      text: Markup.text(html), language: content["language"]?.string,
      client: status["application"]?["name"]?.string, urls: urls(html),
      hashtags: content["tags"]?.elements.compactMap { $0["name"]?.string },
      mentions: content["mentions"]?.elements.compactMap(address),
      replyTo: status["in_reply_to_id"]?.identifier, repostOf: try original?.identifier("id"),
      repostedFrom: original?["account"].flatMap(address), media: media(content))
  }

  private static func account(_ account: JSONValue) throws(RecordProblem) -> Account {
    guard let address = address(account) else { throw .missing("account.acct") }
    return Account(
      id: address, handle: try account.text("acct"), name: try account.text("display_name"),
      bio: try account.text("note").map(Markup.text), created: try account.time("created_at"),
      followers: account.count("followers_count"))
  }

  /// `name@server`; the name alone where nothing says which server.
  private static func address(_ account: JSONValue) -> String? {
    guard let name = account["acct"]?.string, !name.isEmpty else { return nil }
    guard !name.contains("@"), let url = account["url"]?.string ?? account["uri"]?.string,
      let start = url.firstRange(of: "://")?.upperBound
    else { return name }
    let host = url[start...].prefix { $0 != "/" }
    return host.isEmpty ? name : "\(name)@\(host)"
  }

  private static func urls(_ html: String) -> [String] {
    Markup.links(html).filter {
      !$0.classes.contains("mention") && !$0.classes.contains("hashtag")
    }.map(\.address)
  }

  private static func media(_ status: JSONValue) -> [Media] {
    status["media_attachments"]?.elements.map { item in
      let kind: Media.Kind =
        switch item["type"]?.string {
        case "image"?: .image
        case "video"?, "gifv"?: .video
        default: .other
        }
      return Media(kind: kind, url: item["url"]?.string ?? item["remote_url"]?.string)
    } ?? []
  }
}
