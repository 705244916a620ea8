import SocialModel

/// Tweets as version 1.1 of the interface gave them, and as twarc writes them.
///
/// The whole text comes from `extended_tweet.full_text`, `full_text` or `text`, in this order. For a
/// retweet, text, tags, links and media are the original's, which the platform does not cut off.
/// Notices of the stream (`delete`, `limit` ...) are skipped.
final class TweetMapping: JSONMapping {
  static let version = 1
  private static let notices: [StaticString] = [
    "delete", "limit", "scrub_geo", "status_withheld", "user_withheld", "disconnect", "warning",
  ]

  func map(_ record: JSONValue, into sink: PostSink) throws {
    if record["created_at"] == nil && Self.notices.contains(where: { record[$0] != nil }) {
      return sink.skip()
    }
    try sink.accept(Self.post(record))
  }

  static func post(_ tweet: JSONValue) throws(RecordProblem) -> Post {
    guard let id = try tweet.identifier("id_str", "id") else {
      throw .missing("id_str")
    }
    guard let time = try tweet.time("created_at") else { throw .missing("created_at") }
    guard let user = tweet["user"] else { throw .missing("user") }
    guard user.isObject else { throw .wrongType("user") }
    guard let accountID = try user.identifier("id_str", "id") else {
      throw .missing("user.id_str")
    }
    guard let text = try TweetFields.text(tweet) else { throw .missing("full_text") }
    var post = Post(
      platform: .x, id: id, account: try TweetFields.account(user, id: accountID), time: time,
      text: text, language: tweet["lang"]?.string,
      client: tweet["source"]?.string.map(Markup.text),
      replyTo: tweet["in_reply_to_status_id_str"]?.identifier
        ?? tweet["in_reply_to_status_id"]?.identifier,
      quoteOf: tweet["quoted_status_id_str"]?.identifier ?? tweet["quoted_status_id"]?.identifier)
    addEntities(of: tweet, to: &post)
    if let original = tweet["retweeted_status"] { try addOriginal(original, to: &post) }
    return post
  }

  private static func addEntities(of tweet: JSONValue, to post: inout Post) {
    let entities = TweetFields.entities(tweet)
    post.urls = TweetFields.urls(entities)
    post.hashtags = TweetFields.hashtags(entities)
    post.mentions = TweetFields.mentions(entities)
    post.media = TweetFields.media(tweet)
  }

  private static func addOriginal(
    _ original: JSONValue, to post: inout Post
  ) throws(RecordProblem) {
    let ownMentions = post.mentions
    post.repostOf = try original.identifier("id_str", "id")
    let user = original["user"]
    post.repostedFrom = user?["id_str"]?.identifier ?? user?["id"]?.identifier
    post.text = TweetFields.repostText(
      own: post.text, original: try TweetFields.text(original),
      handle: user?["screen_name"]?.string)
    addEntities(of: original, to: &post)
    post.mentions = TweetFields.joined(ownMentions, post.mentions)
  }
}
