import SocialModel
import Testing

@testable import Intake

@Suite struct TocsinTests {
  static let digest = String(repeating: "0f", count: 32)

  static let full = """
    {"platform":"X","id":"7120","account":{"id":"a1","handle":"h","name":"n \\"é\\"","bio":"b","created":\
    "2015-11-02T00:00:00Z","followers":12,"extra":{"id":"no"}},"time":"2016-03-22T07:58:12.123Z",\
    "text":"walk #Lantern\\n","lang":"fr","client":"dlvr.it","urls":["https://a.example/1"],"hashtags":\
    ["lantern","parade"],"mentions":["a2"],"reply_to":"7001","repost_of":"6990","reposted_from":77,"quote_of":"6989","media":[{"type":"image",\
    "path":"img/1.jpg","sha256":"\(digest.uppercased())","pdq":"\(digest)"},{"type":"video","url":"u"},\
    {"type":"gif"}],"unknown":[1,2]}
    """

  @Test func `every field is mapped`() throws {
    let reading = try read(Self.full)
    #expect(reading.rejections.isEmpty)
    let expected = Post(
      platform: .x, id: "7120",
      account: Account(
        id: "a1", handle: "h", name: "n \"é\"", bio: "b",
        created: Timestamp(seconds: 1_446_422_400), followers: 12),
      time: Timestamp(milliseconds: 1_458_633_492_123), text: "walk #Lantern\n", language: "fr",
      client: "dlvr.it", urls: ["https://a.example/1"], hashtags: ["lantern", "parade"],
      mentions: ["a2"], replyTo: "7001", repostOf: "6990", repostedFrom: "77",
      quoteOf: "6989",
      media: [
        Media(kind: .image, path: "img/1.jpg", sha256: Self.digest, pdq: Self.digest),
        Media(kind: .video, url: "u"), Media(kind: .other),
      ],
      location: RecordLocation(
        input: 0, offset: 0, length: Int32(Self.full.utf8.count), line: 1))
    #expect(reading.posts == [expected])
  }

  @Test func `null is as if it were not there, and lists that are not there are unknown`() throws {
    let post = try #require(
      read(
        #"{"platform":"x","id":1,"account":{"id":2,"handle":null,"followers":null},"time":1458633492,"#
          + #""media":[{"type":"image"}],"text":null,"urls":null,"hashtags":[],"lang":null}"#
      ).posts.first)
    #expect(post.id == "1" && post.account == Account(id: "2"))
    #expect(post.time == Timestamp(seconds: 1_458_633_492))
    #expect(post.text == nil && post.language == nil)
    #expect(post.urls == nil && post.hashtags == [] && post.mentions == nil)
  }

  @Test func `of a key that stands twice the last one counts`() throws {
    let post = try #require(
      read(
        #"{"id":"1","platform":"vk","account":{"id":"x","handle":"h"},"text":"a","text":"b","#
          + #""account":{"id":"y"},"time":1,"id":"2","urls":["a"],"urls":["b","c"]}"#
      ).posts.first)
    #expect(post.id == "2" && post.text == "b" && post.account == Account(id: "y"))
    #expect(post.urls == ["b", "c"])
  }

  @Test(arguments: [
    (#""time":1458633492"#, 1_458_633_492_000), (#""time":1458633492123"#, 1_458_633_492_123),
    (#""time":1458633492.5"#, 1_458_633_492_500), (#""time":"1458633492""#, 1_458_633_492_000),
    (#""time":0"#, 0), (#""time":-1"#, -1000), (#""time":4294967296"#, 4_294_967_296_000),
  ])
  func `bare numbers are times too`(field: String, milliseconds: Int64) throws {
    let reading = try read(
      #"{"platform":"x","id":"1","account":{"id":"a"},"text":"",\#(field)}"#)
    #expect(reading.posts.map(\.time.milliseconds) == [milliseconds])
  }

  @Test(arguments: [
    (#""lang":7"#, "lang"), (#""urls":"a""#, "urls"), (#""urls":[1]"#, "urls"),
    (#""hashtags":{}"#, "hashtags"), (#""media":{}"#, "media"), (#""media":[1]"#, "media"),
    (#""media":[{"path":1}]"#, "media"), (#""media":[{"sha256":"xyz"}]"#, "media.sha256"),
    (#""reply_to":1.5"#, "reply_to"), (#""account":[]"#, "account"),
    (#""account":{"id":"a","followers":-1}"#, "account.followers"),
    (#""account":{"id":"a","created":"then"}"#, "account.created"), (#""time":1e300"#, "time"),
    (#""platform":"""#, "platform"), (#""platform":"no such place""#, "platform"),
  ])
  func `a wrong value is named by its field`(field: String, name: String) throws {
    let good = Samples.tocsin(1, "2016-03-22T07:58:12Z", "lantern")
    let bad = good.dropLast() + "," + field + "}"
    let reading = try read(good + "\n" + bad)
    #expect(reading.rejections.count == 1)
    #expect(reading.rejections.first?.message.contains("`\(name)`") == true)
  }

  @Test func `numbers out of range and values that are no objects are rejected`() throws {
    let good = (1...5).map { Samples.tocsin($0, "2016-03-22T07:58:12Z", "lantern") }
    let bad = [
      #"{"platform":"x","id":123456789012345678901234567890}"#, "[]", "7", "nonsense",
    ]
    let reading = try read((good + bad).joined(separator: "\n"))
    #expect(reading.codes == [.badNumber, .notAnObject, .notAnObject, .invalidJSON])
    #expect(reading.rejections.map(\.line) == [6, 7, 8, 9])
  }
}
