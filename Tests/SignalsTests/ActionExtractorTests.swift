import SocialModel
import Testing

@testable import Signals

@Suite struct ActionExtractorTests {
  private func actions(_ post: Post) -> [String] {
    var extractor = ActionExtractor()
    var found: [String] = []
    extractor.extract(from: post) { layer, key in
      found.append("\(layer.name) \(String(decoding: key, as: UTF8.self))")
    }
    return found
  }

  private func post(
    _ text: String?, urls: [String]? = nil, hashtags: [String]? = nil, mentions: [String]? = nil,
    replyTo: String? = nil, repostOf: String? = nil, media: [Media] = []
  ) -> Post {
    Post(
      platform: .x, id: "1", account: Account(id: "a"), time: Timestamp(seconds: 0), text: text,
      urls: urls, hashtags: hashtags, mentions: mentions, replyTo: replyTo, repostOf: repostOf,
      media: media)
  }

  @Test func `a post carries its tags, links, domains, text and mentions once each`() {
    let text =
      "The lanterns of the old harbour #Meridian #MERIDIAN @Keeper https://www.example.org/a?utm_x=1"
    #expect(
      actions(post(text)) == [
        "hashtag meridian", "url example.org/a", "domain example.org",
        "text the lanterns of the old harbour meridian meridian", "mention x:keeper",
      ])
  }

  @Test func `what the source lists is used instead of the text`() {
    let found = actions(
      post(
        "#one https://a.example/", urls: ["https://b.example/x"], hashtags: ["#Two"], mentions: []))
    #expect(found == ["hashtag two", "url b.example/x", "domain b.example"])
  }

  @Test func `a shortened link has no domain`() {
    #expect(actions(post("https://t.co/AbC")) == ["url t.co/AbC"])
  }

  @Test func `a repost carries the reposted post alone`() {
    #expect(actions(post("#tag https://a.example", repostOf: "77")) == ["repost x:77"])
    let written = actions(post("RT @Keeper: the lanterns are lit #tag https://t.co/a"))
    #expect(written.count == 1)
    #expect(written[0].hasPrefix("repost rt keeper the lanterns are lit"))
    #expect(actions(post("“@Keeper: the lanterns are lit”"))[0].hasPrefix("repost rt keeper"))
  }

  @Test func `a repost cut short equals another cut at the same place`() {
    let a = actions(post("RT @Keeper: the lanterns are lit along the har…"))
    #expect(a == actions(post("RT @keeper: The lanterns are lit along the h…")))
  }

  @Test func `replies are objects, and pictures and videos are handed on`() {
    let media = [
      Media(kind: .image, sha256: "AB"), Media(kind: .video, pdq: "cd"),
      Media(kind: .other, sha256: "ef"),
    ]
    #expect(actions(post(nil, replyTo: "9", media: media)) == ["reply x:9"])
    var extractor = ActionExtractor()
    func carried(_ post: Post) -> [Media] {
      var found: [Media] = []
      extractor.extract(from: post, media: { found.append($0) }, { _, _ in })
      return found
    }
    #expect(carried(post(nil, media: media)) == Array(media.prefix(2)))
    #expect(carried(post("an iron lantern", repostOf: "7", media: media)) == [])
    #expect(carried(post("RT @keeper: an iron lantern", media: media)) == [])
  }

  @Test func `a post without anything has no action`() {
    #expect(actions(post(nil)).isEmpty)
    #expect(actions(post("")).isEmpty)
  }
}
