import SocialModel

/// Commits of posts and reposts from Bluesky's Jetstream.
///
/// A post's id is its `at://` address. Its time is the record's `createdAt`, unless that lies after
/// the moment the event was seen (`time_us`): clients write `createdAt` as they please. Deletions,
/// other collections and events that are no commits are skipped.
final class JetstreamMapping: JSONMapping {
  static let version = 1

  func map(_ record: JSONValue, into sink: PostSink) throws {
    guard let did = try record.identifier("did") else { throw RecordProblem.missing("did") }
    guard let commit = record["commit"] else {
      guard record["kind"]?.string != "commit" else { throw RecordProblem.missing("commit") }
      return sink.skip()
    }
    guard commit.isObject else { throw RecordProblem.wrongType("commit") }
    guard let collection = try commit.text("collection") else {
      throw RecordProblem.missing("commit.collection")
    }
    let isPost = collection == "app.bsky.feed.post"
    guard isPost || collection == "app.bsky.feed.repost", commit["operation"]?.string != "delete"
    else { return sink.skip() }
    guard let key = try commit.text("rkey"), !key.isEmpty else {
      throw RecordProblem.missing("commit.rkey")
    }
    guard let body = commit["record"] else { throw RecordProblem.missing("commit.record") }
    guard body.isObject else { throw RecordProblem.wrongType("commit.record") }
    let post = Post(
      platform: .bluesky, id: "at://\(did)/\(collection)/\(key)", account: Account(id: did),
      time: try Self.time(record, body))
    try sink.accept(isPost ? Self.filled(post, body) : Self.repost(post, body))
  }

  private static func time(_ event: JSONValue, _ body: JSONValue) throws(RecordProblem) -> Timestamp
  {
    guard let micro = event["time_us"] else {
      guard let created = try body.time("createdAt") else { throw .missing("createdAt") }
      return created
    }
    guard let value = micro.integer else { throw .wrongType("time_us") }
    let seen = Timestamp(milliseconds: value / 1000)
    guard let created = try body.time("createdAt") else { return seen }
    return min(created, seen)
  }

  private static func repost(_ post: Post, _ body: JSONValue) throws(RecordProblem) -> Post {
    guard let original = try body["subject"]?.text("uri") else { throw .missing("subject.uri") }
    var post = post
    post.repostOf = original
    post.repostedFrom = author(of: original)
    return post
  }

  private static func filled(_ post: Post, _ body: JSONValue) throws(RecordProblem) -> Post {
    guard let text = try body.text("text") else { throw .missing("text") }
    var post = post
    post.text = text
    post.language = body["langs"]?.elements.first?.string
    post.replyTo = body["reply"]?["parent"]?["uri"]?.string
    let features = body["facets"]?.elements.flatMap { $0["features"]?.elements ?? [] } ?? []
    post.urls = features.compactMap { $0["uri"]?.string }
    post.hashtags =
      features.compactMap { $0["tag"]?.string }
      + (body["tags"]?.elements.compactMap(\.string) ?? [])
    post.mentions = features.compactMap { $0["did"]?.string }
    let embed = body["embed"]
    let quoted = embed?["record"]
    post.quoteOf = quoted?["uri"]?.string ?? quoted?["record"]?["uri"]?.string
    let media = embed?["media"] ?? embed
    if let card = media?["external"]?["uri"]?.string, !(post.urls ?? []).contains(card) {
      post.urls?.append(card)
    }
    post.media = (media?["images"]?.elements ?? []).map { image($0["image"], .image) }
    if let video = media?["video"] { post.media.append(image(video, .video)) }
    return post
  }

  private static func image(_ blob: JSONValue?, _ kind: Media.Kind) -> Media {
    let link = blob?["ref"]?["$link"]?.string ?? blob?["cid"]?.string
    return Media(kind: kind, sha256: link.flatMap(ContentID.sha256))
  }

  /// The account in `at://account/collection/key`.
  private static func author(of address: String) -> String? {
    guard address.hasPrefix("at://") else { return nil }
    let name = address.dropFirst(5).prefix { $0 != "/" }
    return name.isEmpty ? nil : String(name)
  }
}
