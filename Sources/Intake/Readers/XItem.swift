import SocialModel

/// A tweet as X's own pages load it: version 1.1 fields under `legacy`, the account under `core`.
enum XItem {
  static func post(_ item: JSONValue) throws(RecordProblem) -> Post {
    // Some tweets come wrapped with notes on who may see them.
    let tweet = item["tweet"] ?? item
    guard let legacy = tweet["legacy"] else { return try TweetMapping.post(item) }
    guard let id = tweet["rest_id"]?.identifier ?? legacy["id_str"]?.identifier else {
      throw .missing("rest_id")
    }
    guard let time = try legacy.time("created_at") else { throw .missing("legacy.created_at") }
    guard let text = try text(tweet) else { throw .missing("legacy.full_text") }
    var post = Post(
      platform: .x, id: id, account: try account(tweet), time: time, text: text,
      language: legacy["lang"]?.string, client: tweet["source"]?.string.map(Markup.text),
      replyTo: legacy["in_reply_to_status_id_str"]?.identifier)
    addEntities(of: tweet, to: &post)
    if let result = legacy["retweeted_status_result"]?["result"] {
      try addOriginal(result["tweet"] ?? result, to: &post)
    }
    return post
  }

  private static func text(_ tweet: JSONValue) throws(RecordProblem) -> String? {
    let long = tweet["note_tweet"]?["note_tweet_results"]?["result"]?["text"]?.string
    if let long { return TweetFields.unescaped(long) }
    guard let legacy = tweet["legacy"] else { return nil }
    return try TweetFields.text(legacy)
  }

  private static func user(_ tweet: JSONValue) -> JSONValue? {
    tweet["core"]?["user_results"]?["result"] ?? tweet["user"]
  }

  private static func account(_ tweet: JSONValue) throws(RecordProblem) -> Account {
    let user = user(tweet)
    guard let id = user?["rest_id"]?.identifier ?? tweet["legacy"]?["user_id_str"]?.identifier
    else { throw .missing("core.user_results.result.rest_id") }
    guard let user else { return Account(id: id) }
    var account = try TweetFields.account(user["legacy"] ?? user, id: id)
    // Newer pages moved these out of `legacy`.
    if let core = user["core"] {
      if let handle = try core.text("screen_name") { account.handle = handle }
      if let name = try core.text("name") { account.name = name }
      if let created = try core.time("created_at") { account.created = created }
    }
    return account
  }

  private static func addEntities(of tweet: JSONValue, to post: inout Post) {
    let note = tweet["note_tweet"]?["note_tweet_results"]?["result"]?["entity_set"]
    let entities = note ?? tweet["legacy"]?["entities"]
    post.urls = TweetFields.urls(entities)
    post.hashtags = TweetFields.hashtags(entities)
    post.mentions = TweetFields.mentions(entities)
    post.media = tweet["legacy"].map(TweetFields.media) ?? []
  }

  private static func addOriginal(
    _ original: JSONValue, to post: inout Post
  ) throws(RecordProblem) {
    guard original["legacy"] != nil else { throw .missing("retweeted_status_result.legacy") }
    let ownMentions = post.mentions
    let author = try account(original)
    post.repostOf = try original.identifier("rest_id")
    post.repostedFrom = author.id
    post.text = TweetFields.repostText(
      own: post.text, original: try text(original), handle: author.handle)
    addEntities(of: original, to: &post)
    post.mentions = TweetFields.joined(ownMentions, post.mentions)
  }
}
