import SocialModel

/// Responses of the X API v2, and tweets that `twarc2 flatten` took out of them.
///
/// A record is a page with `data` (one tweet or a list) and `includes`, or one flattened tweet with
/// its author in it. Author, referenced posts and media come from `includes`. The referenced posts
/// are context and make no posts of their own. Pages without `data` are skipped.
final class XAPI2Mapping: JSONMapping {
  static let version = 1

  func map(_ record: JSONValue, into sink: PostSink) throws {
    guard let data = record["data"] else {
      if record["text"] != nil || record["author_id"] != nil {
        return try sink.accept(post(record, Includes(nil)))
      }
      if record["meta"] != nil || record["errors"] != nil { return sink.skip() }
      throw RecordProblem.missing("data")
    }
    guard data.isObject || data.isArray else { throw RecordProblem.wrongType("data") }
    let includes = Includes(record["includes"])
    for tweet in data.isArray ? data.elements : [data] {
      let post: Post
      do throws(RecordProblem) {
        post = try self.post(tweet, includes)
      } catch {
        try sink.reject(error)
        continue
      }
      try sink.accept(post)
    }
  }

  private func post(_ tweet: JSONValue, _ includes: Includes) throws(RecordProblem) -> Post {
    guard tweet.isObject else { throw .wrongType("data") }
    guard let id = try tweet.identifier("id") else { throw .missing("id") }
    guard let time = try tweet.time("created_at") else { throw .missing("created_at") }
    let author = try account(tweet, includes)
    guard let text = try Self.text(tweet) else { throw .missing("text") }
    var post = Post(
      platform: .x, id: id, account: author, time: time, text: text,
      language: tweet["lang"]?.string, client: tweet["source"]?.string)
    addEntities(of: tweet, includes, to: &post)
    for reference in tweet["referenced_tweets"]?.elements ?? [] {
      try addReference(reference, includes, to: &post)
    }
    return post
  }

  private static func text(_ tweet: JSONValue) throws(RecordProblem) -> String? {
    if let text = try tweet["note_tweet"]?.text("text") { return TweetFields.unescaped(text) }
    return try tweet.text("text").map(TweetFields.unescaped)
  }

  private func account(
    _ tweet: JSONValue, _ includes: Includes
  ) throws(RecordProblem) -> Account {
    let inline = tweet["author"]
    guard let id = tweet["author_id"]?.identifier ?? inline?["id"]?.identifier else {
      throw tweet["author_id"] == nil ? .missing("author_id") : .wrongType("author_id")
    }
    guard let user = inline ?? includes.users[id] else { return Account(id: id) }
    return Account(
      id: id, handle: try user.text("username"), name: try user.text("name"),
      bio: try user.text("description"), created: try user.time("created_at"),
      followers: user["public_metrics"]?.count("followers_count"))
  }

  private func addEntities(of tweet: JSONValue, _ includes: Includes, to post: inout Post) {
    let entities = tweet["note_tweet"]?["entities"] ?? tweet["entities"]
    if let entities {
      post.hashtags = entities["hashtags"]?.elements.compactMap { $0["tag"]?.string } ?? []
      post.urls = Self.urls(entities)
      post.mentions =
        entities["mentions"]?.elements.compactMap {
          $0["id"]?.identifier ?? $0["username"]?.string
        } ?? []
    }
    let attachments = tweet["attachments"]
    let inline = attachments?["media"]?.elements
    let keyed = attachments?["media_keys"]?.elements.compactMap {
      $0.string.flatMap { includes.media[$0] }
    }
    post.media = (inline ?? keyed ?? []).map { item in
      Media(
        kind: TweetFields.kind(item["type"]?.string),
        url: item["url"]?.string ?? item["preview_image_url"]?.string)
    }
  }

  /// The links; those that stand for the post's own media are left out.
  private static func urls(_ entities: JSONValue) -> [String] {
    entities["urls"]?.elements.compactMap {
      guard $0["media_key"] == nil else { return nil }
      return $0["unwound_url"]?.string ?? $0["expanded_url"]?.string ?? $0["url"]?.string
    } ?? []
  }

  private func addReference(
    _ reference: JSONValue, _ includes: Includes, to post: inout Post
  ) throws(RecordProblem) {
    guard let id = try reference.identifier("id") else { throw .missing("referenced_tweets.id") }
    switch reference["type"]?.string {
    case "replied_to"?: post.replyTo = id
    case "quoted"?: post.quoteOf = id
    case "retweeted"?:
      post.repostOf = id
      let original = reference["text"] != nil ? reference : includes.tweets[id]
      if let original { try addOriginal(original, includes, to: &post) }
    default: break
    }
  }

  private func addOriginal(
    _ original: JSONValue, _ includes: Includes, to post: inout Post
  ) throws(RecordProblem) {
    let author = original["author_id"]?.identifier ?? original["author"]?["id"]?.identifier
    let user = original["author"] ?? author.flatMap { includes.users[$0] }
    let ownMentions = post.mentions
    post.repostedFrom = author
    post.text = TweetFields.repostText(
      own: post.text, original: try Self.text(original), handle: user?["username"]?.string)
    addEntities(of: original, includes, to: &post)
    post.mentions = TweetFields.joined(ownMentions, post.mentions)
  }

  /// What a page carries beside its tweets, by id.
  private struct Includes {
    var users: [String: JSONValue] = [:]
    var tweets: [String: JSONValue] = [:]
    var media: [String: JSONValue] = [:]

    init(_ includes: JSONValue?) {
      for user in includes?["users"]?.elements ?? [] {
        if let id = user["id"]?.identifier { users[id] = user }
      }
      for tweet in includes?["tweets"]?.elements ?? [] {
        if let id = tweet["id"]?.identifier { tweets[id] = tweet }
      }
      for item in includes?["media"]?.elements ?? [] {
        if let key = item["media_key"]?.string { media[key] = item }
      }
    }
  }
}
