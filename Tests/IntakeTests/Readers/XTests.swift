import SocialModel
import Testing

@testable import Intake

@Suite struct XTests {
  @Test func `a version 1.1 tweet with everything is mapped`() throws {
    let reading = try read(
      #"""
      {"created_at":"Tue Mar 22 07:58:12 +0000 2016","id":7,"id_str":"712","text":"cut off…",
       "source":"<a href=\"http://dlvr.it\" rel=\"nofollow\">dlvr.it &amp; co</a>","truncated":true,
       "in_reply_to_status_id_str":"700","lang":"fr",
       "user":{"id":5,"id_str":"55","screen_name":"ann","name":"Ann","description":"walks",
        "created_at":"Mon Nov 02 00:00:00 +0000 2015","followers_count":12},
       "extended_tweet":{"full_text":"lanterns &amp; drums #Parade https://t.co/1 @bob",
        "entities":{"hashtags":[{"text":"Parade"}],"urls":[{"url":"https://t.co/1",
         "expanded_url":"https://a.example/1"}],"user_mentions":[{"id_str":"66","screen_name":"bob"}]},
        "extended_entities":{"media":[{"type":"photo","media_url_https":"https://p.example/1.jpg"},
         {"type":"animated_gif","media_url_https":"https://p.example/2.jpg"}]}},
       "entities":{"hashtags":[],"urls":[],"user_mentions":[]}}
      """#)
    var post = try #require(reading.posts.first)
    post.location = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
    #expect(
      post
        == Post(
          platform: .x, id: "712",
          account: Account(
            id: "55", handle: "ann", name: "Ann", bio: "walks",
            created: Timestamp(seconds: 1_446_422_400), followers: 12),
          time: Timestamp(seconds: 1_458_633_492),
          text: "lanterns & drums #Parade https://t.co/1 @bob", language: "fr",
          client: "dlvr.it & co", urls: ["https://a.example/1"], hashtags: ["Parade"],
          mentions: ["66"], replyTo: "700",
          media: [
            Media(kind: .image, url: "https://p.example/1.jpg"),
            Media(kind: .video, url: "https://p.example/2.jpg"),
          ]))
  }

  @Test func `a retweet has the whole text and the entities of what it repeats`() throws {
    let post = try #require(
      read(
        #"""
        {"created_at":"Tue, 22 Mar 2016 07:58:12 +0000","id_str":"9","full_text":"RT @ann: lanterns and dru…",
         "user":{"id_str":"77"},"entities":{"hashtags":[],"urls":[],"user_mentions":[{"id_str":"55"}]},
         "retweeted_status":{"id_str":"8","full_text":"lanterns and drums #Parade","user":{"id_str":"55",
          "screen_name":"ann"},"entities":{"hashtags":[{"text":"Parade"}],"urls":[],
          "user_mentions":[{"id_str":"66"},{"id_str":"55"}]}}}
        """#
      ).posts.first)
    #expect(post.repostOf == "8" && post.repostedFrom == "55")
    #expect(post.text == "RT @ann: lanterns and drums #Parade")
    #expect(post.hashtags == ["Parade"] && post.mentions == ["55", "66"] && post.urls == [])
    #expect(post.time == Timestamp(seconds: 1_458_633_492))
  }

  @Test func `notices of the stream are skipped`() throws {
    let tweet = Samples.tweet(1, "Tue Mar 22 07:58:12 +0000 2016", "lantern")
    let reading = try read(tweet + "\n" + #"{"delete":{"status":{"id":7}}}"# + "\n" + tweet)
    #expect(reading.posts.count == 1)
    #expect(reading.summary?.skipped == 1 && reading.summary?.duplicates == 1)
  }

  static let page = #"""
    {"data":[
      {"id":"712","author_id":"55","created_at":"2016-03-22T07:58:12.000Z","lang":"fr","source":"dlvr.it",
       "text":"cut","note_tweet":{"text":"lanterns &amp; drums","entities":{"hashtags":[{"tag":"Parade"}],
       "urls":[{"url":"https://t.co/1","expanded_url":"https://s.example/1","unwound_url":"https://a.example/1"},
        {"url":"https://t.co/2","expanded_url":"https://x.example/photo/1","media_key":"3_1"}],
       "mentions":[{"username":"bob","id":"66"}]}},
       "attachments":{"media_keys":["3_1","7_1","9_9"]},
       "referenced_tweets":[{"type":"replied_to","id":"700"},{"type":"quoted","id":"8"}]},
      {"id":"713","author_id":"99","created_at":"2016-03-22T07:58:13.000Z","text":"RT @ann: lanterns and dru…",
       "entities":{"mentions":[{"username":"ann","id":"55"}]},
       "referenced_tweets":[{"type":"retweeted","id":"8"}]},
      {"id":"714","created_at":"2016-03-22T07:58:13.000Z","text":"no author"}],
     "includes":{"users":[{"id":"55","username":"ann","name":"Ann","description":"walks",
       "created_at":"2015-11-02T00:00:00.000Z","public_metrics":{"followers_count":12}}],
      "tweets":[{"id":"8","author_id":"55","text":"lanterns and drums #Parade",
       "entities":{"hashtags":[{"tag":"Parade"}]}}],
      "media":[{"media_key":"3_1","type":"photo","url":"https://p.example/1.jpg"},
       {"media_key":"7_1","type":"video","preview_image_url":"https://p.example/2.jpg"}]},
     "meta":{"result_count":3}}
    """#

  @Test func `a v2 page takes author, originals and media from its includes`() throws {
    let reading = try read(Self.page)
    #expect(reading.summary?.format == .xAPI2)
    #expect(reading.codes == [.missingField])
    #expect(reading.posts.count == 2)
    let (first, second) = (reading.posts[0], reading.posts[1])
    #expect(
      first.account
        == Account(
          id: "55", handle: "ann", name: "Ann", bio: "walks",
          created: Timestamp(seconds: 1_446_422_400), followers: 12))
    #expect(first.text == "lanterns & drums" && first.language == "fr")
    #expect(first.client == "dlvr.it" && first.time == Timestamp(seconds: 1_458_633_492))
    #expect(first.urls == ["https://a.example/1"] && first.hashtags == ["Parade"])
    #expect(first.mentions == ["66"] && first.replyTo == "700" && first.repostOf == nil)
    #expect(
      first.media == [
        Media(kind: .image, url: "https://p.example/1.jpg"),
        Media(kind: .video, url: "https://p.example/2.jpg"),
      ])
    #expect(second.account == Account(id: "99"))
    #expect(second.repostOf == "8" && second.repostedFrom == "55")
    #expect(second.text == "RT @ann: lanterns and drums #Parade")
    #expect(second.hashtags == ["Parade"] && second.mentions == ["55"])
  }

  @Test func `pages on lines, single posts, flattened ones and empty pages are read`() throws {
    let page = Self.page.replacing("\n", with: "")
    let flat =
      #"{"id":"1","author_id":"5","text":"walk","created_at":"2016-03-22T07:58:12Z","author":{"id":"5","#
      + #""username":"eve"},"referenced_tweets":[{"type":"retweeted","id":"4","text":"walk on","#
      + #""author":{"id":"3"}}]}"#
    let single =
      #"{"data":{"id":"2","author_id":"5","text":"b","created_at":"2016-03-22T07:58:12Z"}}"#
    let empty = #"{"meta":{"result_count":0}}"#
    let reading = try read([page, flat, single, empty].joined(separator: "\n"))
    #expect(reading.posts.map(\.id) == ["712", "713", "1", "2"])
    #expect(reading.posts[2].account.handle == "eve")
    #expect(reading.posts[2].repostOf == "4" && reading.posts[2].repostedFrom == "3")
    #expect(reading.summary?.skipped == 1)
  }

  @Test func `the posts of one page share their place`() throws {
    let input = IntakeInput(path: "page") {
      try ByteSource(name: "page", bytes: Array(Self.page.utf8))
    }
    let posts = try read(inputs: [input]).posts
    #expect(posts[0].location == posts[1].location)
    #expect(try Intake().posts(at: [posts[1].location], inputs: [input]) == posts)
  }
}
