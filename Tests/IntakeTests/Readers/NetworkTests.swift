import SocialModel
import Testing

@testable import Intake

@Suite struct MastodonTests {
  static let status = #"""
    {"id":"109","created_at":"2016-03-22T07:58:12.123Z","in_reply_to_id":"100","language":"fr",
     "uri":"https://meridian.example/users/ann/statuses/109","application":{"name":"Tusky"},
     "content":"<p>lanterns &amp; <b>drums</b><br/>at &#39;six&#x27; <a href=\"https://meridian.example/tags/parade\" class=\"mention hashtag\" rel=\"tag\">#<span>parade</span></a></p><p><span class=\"h-card\"><a href=\"https://other.example/@bob\" class=\"u-url mention\">@<span>bob</span></a></span> <a href=\"https://a.example/1?x=1&amp;y=2\"><span class=\"invisible\">https://</span><span>a.example/1?x=1&amp;y=2</span></a></p>",
     "reblog":null,"account":{"id":"5","acct":"ann","url":"https://meridian.example/@ann",
      "display_name":"Ann","note":"<p>walks</p>","created_at":"2015-11-02T00:00:00.000Z","followers_count":12},
     "media_attachments":[{"type":"image","url":"https://p.example/1.jpg"},{"type":"gifv","url":"https://p.example/2.mp4"}],
     "mentions":[{"acct":"bob@other.example","url":"https://other.example/@bob"}],"tags":[{"name":"parade"}]}
    """#

  @Test func `a status is mapped, its markup turned into text`() throws {
    let reading = try read(Self.status)
    var post = try #require(reading.posts.first)
    post.location = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
    #expect(
      post
        == Post(
          platform: .mastodon, id: "109",
          account: Account(
            id: "ann@meridian.example", handle: "ann", name: "Ann", bio: "walks",
            created: Timestamp(seconds: 1_446_422_400), followers: 12),
          time: Timestamp(milliseconds: 1_458_633_492_123),
          text: "lanterns & drums\nat 'six' #parade\n\n@bob https://a.example/1?x=1&y=2",
          language: "fr", client: "Tusky", urls: ["https://a.example/1?x=1&y=2"],
          hashtags: ["parade"], mentions: ["bob@other.example"], replyTo: "100",
          media: [
            Media(kind: .image, url: "https://p.example/1.jpg"),
            Media(kind: .video, url: "https://p.example/2.mp4"),
          ]))
  }

  @Test func `a boost has what it repeats`() throws {
    let boost =
      #"{"id":"110","created_at":"2016-03-22T07:59:00Z","content":"","account":{"acct":"eve@c.example"},"#
      + #""reblog":\#(Self.status.replacing("\n", with: ""))}"#
    let post = try #require(read(boost).posts.first)
    #expect(post.id == "110" && post.account.id == "eve@c.example")
    #expect(post.repostOf == "109" && post.repostedFrom == "ann@meridian.example")
    #expect(post.text?.hasPrefix("lanterns & drums") == true && post.hashtags == ["parade"])
  }
}

@Suite struct JetstreamTests {
  static func event(_ commit: String, time: Int64 = 1_458_633_492_123_456) -> String {
    #"{"did":"did:plc:ann","time_us":\#(time),"kind":"commit","commit":{\#(commit)}}"#
  }

  static let post = event(
    #""operation":"create","collection":"app.bsky.feed.post","rkey":"3k","record":{"text":"lanterns","#
      + #""createdAt":"2016-03-22T07:58:12Z","langs":["fr","en"],"tags":["drums"],"#
      + #""reply":{"root":{"uri":"at://r"},"parent":{"uri":"at://p"}},"#
      + #""facets":[{"features":[{"$type":"app.bsky.richtext.facet#link","uri":"https://a.example/1"}]},"#
      + #"{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"parade"}]},"#
      + #"{"features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:bob"}]}],"#
      + #""embed":{"$type":"app.bsky.embed.images","images":[{"alt":"","image":{"$type":"blob","#
      + #""ref":{"$link":"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"}}}]}}"#)

  @Test func `a post is mapped`() throws {
    var found = try #require(read(Self.post).posts.first)
    found.location = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
    #expect(
      found
        == Post(
          platform: .bluesky, id: "at://did:plc:ann/app.bsky.feed.post/3k",
          account: Account(id: "did:plc:ann"), time: Timestamp(seconds: 1_458_633_492),
          text: "lanterns", language: "fr", urls: ["https://a.example/1"],
          hashtags: ["parade", "drums"], mentions: ["did:plc:bob"], replyTo: "at://p",
          media: [
            Media(
              kind: .image,
              // The SHA-256 of no bytes at all, which this well-known identifier stands for.
              sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
          ]))
  }

  @Test func `a repost names what it repeats, everything else is skipped`() throws {
    let repost = Self.event(
      #""operation":"create","collection":"app.bsky.feed.repost","rkey":"9","record":{"#
        + #""subject":{"uri":"at://did:plc:bob/app.bsky.feed.post/1"},"createdAt":"2016-03-22T07:58:00Z"}"#
    )
    let others = [
      Self.event(#""operation":"delete","collection":"app.bsky.feed.post","rkey":"3k""#),
      Self.event(#""operation":"create","collection":"app.bsky.feed.like","rkey":"1","record":{}"#),
      #"{"did":"did:plc:ann","time_us":1,"kind":"identity","identity":{}}"#,
    ]
    let reading = try read(([repost] + others).joined(separator: "\n"))
    #expect(reading.summary?.skipped == 3 && reading.rejections.isEmpty)
    let post = try #require(reading.posts.first)
    #expect(post.repostOf == "at://did:plc:bob/app.bsky.feed.post/1")
    #expect(post.repostedFrom == "did:plc:bob" && post.text == nil)
  }

  @Test func `a time that the event was seen before is not believed`() throws {
    let early = Self.post.replacing("1458633492123456", with: "1458630000000000")
    #expect(try read(early).posts.first?.time == Timestamp(seconds: 1_458_630_000))
  }
}

@Suite struct ZeeschuimerTests {
  static func item(_ platform: String, _ data: String) -> String {
    #"{"nav_index":"1","item_id":"i9","source_platform":"\#(platform)","timestamp_collected":1458633999000,"#
      + #""data":\#(data)}"#
  }

  static let tweet = #"""
    {"rest_id":"712","core":{"user_results":{"result":{"rest_id":"55","core":{"screen_name":"ann","name":"Ann",
    "created_at":"Mon Nov 02 00:00:00 +0000 2015"},"legacy":{"description":"walks","followers_count":12}}}},
    "source":"<a href=\"x\">Twitter for iPhone</a>","legacy":{"id_str":"712","created_at":
    "Tue Mar 22 07:58:12 +0000 2016","full_text":"lanterns &amp; drums","lang":"fr","user_id_str":"55",
    "in_reply_to_status_id_str":"700","entities":{"hashtags":[{"text":"Parade"}],"urls":[{"expanded_url":
    "https://a.example/1"}],"user_mentions":[{"id_str":"66"}]},"extended_entities":{"media":[{"type":"video",
    "media_url_https":"https://p.example/1.jpg"}]}}}
    """#.replacing("\n", with: "")

  @Test func `an X item is mapped from its legacy part`() throws {
    var post = try #require(read(Self.item("twitter.com", Self.tweet)).posts.first)
    post.location = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
    #expect(
      post
        == Post(
          platform: .x, id: "712",
          account: Account(
            id: "55", handle: "ann", name: "Ann", bio: "walks",
            created: Timestamp(seconds: 1_446_422_400), followers: 12),
          time: Timestamp(seconds: 1_458_633_492), text: "lanterns & drums", language: "fr",
          client: "Twitter for iPhone", urls: ["https://a.example/1"], hashtags: ["Parade"],
          mentions: ["66"], replyTo: "700",
          media: [Media(kind: .video, url: "https://p.example/1.jpg")]))
  }

  @Test func `an X repost and a wrapped post are found`() throws {
    let repost =
      #"{"tweet":{"rest_id":"9","legacy":{"user_id_str":"77","created_at":"Tue Mar 22 07:58:12 +0000 2016","#
      + #""full_text":"RT @ann: lant…","retweeted_status_result":{"result":\#(Self.tweet)}}}}"#
    let post = try #require(read(Self.item("x.com", repost)).posts.first)
    #expect(post.platform == .x && post.id == "9" && post.account == Account(id: "77"))
    #expect(post.repostOf == "712" && post.repostedFrom == "55")
    #expect(post.text == "RT @ann: lanterns & drums" && post.hashtags == ["Parade"])
  }

  @Test func `Instagram, TikTok and Mastodon-like items are mapped by their own names`() throws {
    let instagram = Self.item(
      "instagram.com",
      #"{"pk":"31","code":"C1","taken_at":1458633492,"user":{"pk":5,"username":"ann","full_name":"Ann"},"#
        + #""caption":{"text":"lanterns #parade"},"carousel_media":[{"image_versions2":{"candidates":"#
        + #"[{"url":"https://p.example/1.jpg"}]}},{"video_versions":[{"url":"https://p.example/2.mp4"}]}]}"#
    )
    let tiktok = Self.item(
      "tiktok.com",
      #"{"id":"41","desc":"drums","createTime":"1458633493","author":{"id":"6","uniqueId":"bob","#
        + #""nickname":"Bob","signature":"drums"},"challenges":[{"title":"parade"}],"#
        + #""video":{"playAddr":"https://p.example/3.mp4"}}"#)
    let like = Self.item("gab.com", MastodonTests.status.replacing("\n", with: ""))
    let posts = try read([instagram, tiktok, like].joined(separator: "\n")).posts
    #expect(posts.map(\.platform.name) == ["instagram", "tiktok", "gab"])
    #expect(posts.map(\.id) == ["31", "41", "109"])
    #expect(posts[0].account == Account(id: "5", handle: "ann", name: "Ann"))
    #expect(posts[0].time == Timestamp(seconds: 1_458_633_492))
    #expect(posts[0].text == "lanterns #parade" && posts[0].hashtags == nil)
    #expect(
      posts[0].media == [
        Media(kind: .image, url: "https://p.example/1.jpg"),
        Media(kind: .video, url: "https://p.example/2.mp4"),
      ])
    #expect(posts[1].account == Account(id: "6", handle: "bob", name: "Bob", bio: "drums"))
    #expect(posts[1].hashtags == ["parade"] && posts[1].text == "drums")
    #expect(posts[1].media == [Media(kind: .video, url: "https://p.example/3.mp4")])
  }

  @Test func `4CAT's form is read, and an item that cannot be mapped says why`() throws {
    let kept =
      #"{"id":"1","user":{"id":"5"},"text":"a","created_at":1458633492,"#
      + #""__import_meta":{"item_id":"i1","source_platform":"linkedin.com"}}"#
    let bare = Self.item("linkedin.com", #"{"shape":"unknown"}"#)
    let reading = try read([kept, bare].joined(separator: "\n"))
    #expect(reading.posts.map(\.platform.name) == ["linkedin"])
    #expect(reading.codes == [.unmappedItem])
    #expect(reading.rejections.first?.message == "The item has no time.")
  }
}
