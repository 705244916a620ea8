import SocialModel
import Testing

@testable import Intake

@Suite struct TableTests {
  private func placeless(_ posts: [Post]) -> [Post] {
    posts.map { post in
      var post = post
      post.location = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
      return post
    }
  }

  @Test func `CrowdTangle's Facebook export is mapped`() throws {
    let reading = try read(
      """
      Page Name,User Name,Facebook Id,Page Description,Page Created,Followers at Posting,Post Created,Type,URL,Message,Link,Final Link
      Port Meridian,portm,55,"Walks, drums",2015-11-02 00:00:00,12,2016-03-22 08:58:12 CET,Link,https://facebook.com/55/posts/1,"lanterns
      ""and"" drums",https://s.example/1,https://a.example/1
      Port Meridian,portm,55,,,,2016-03-22 03:58:13 EDT,Photo,https://facebook.com/55/posts/2,walk,https://www.facebook.com/photo/2,
      Port Meridian,portm,55,,,,2016-03-22 03:58:13 IST,Photo,https://facebook.com/55/posts/3,walk,,
      """)
    #expect(reading.summary?.format == .crowdTangle)
    #expect(reading.codes == [.wrongValue] && reading.rejections.first?.line == 5)
    #expect(
      placeless(reading.posts) == [
        Post(
          platform: .facebook, id: "https://facebook.com/55/posts/1",
          account: Account(
            id: "55", handle: "portm", name: "Port Meridian", bio: "Walks, drums",
            created: Timestamp(seconds: 1_446_422_400), followers: 12),
          time: Timestamp(seconds: 1_458_633_492), text: "lanterns\n\"and\" drums",
          urls: ["https://a.example/1"]),
        Post(
          platform: .facebook, id: "https://facebook.com/55/posts/2",
          account: Account(id: "55", handle: "portm", name: "Port Meridian"),
          time: Timestamp(seconds: 1_458_633_493), text: "walk", media: [Media(kind: .image)]),
      ])
  }

  @Test func `CrowdTangle's Instagram export is mapped`() throws {
    let reading = try read(
      """
      Account,User Name,Followers at Posting,Post Created,Type,URL,Link,Photo,Title,Description
      Ann,ann,12,2016-03-22 07:58:12 UTC,IGTV,https://instagram.com/p/C1/,https://instagram.com/p/C1/,https://p.example/1.jpg,,lanterns
      """)
    #expect(
      placeless(reading.posts) == [
        Post(
          platform: .instagram, id: "https://instagram.com/p/C1/",
          account: Account(id: "ann", handle: "ann", name: "Ann", followers: 12),
          time: Timestamp(seconds: 1_458_633_492), text: "lanterns",
          media: [Media(kind: .video, url: "https://p.example/1.jpg")])
      ])
  }

  @Test func `CooRTweet's rows list their object and differ by it`() throws {
    let table = """
      object_id,account_id,content_id,timestamp_share
      o1,a1,c1,1458633492
      o2,a1,c1,1458633492
      o1,a1,c1,1458633492
      "o,3",a2,c2,4294967296
      """
    var options = IntakeOptions(platform: .facebook, objectLayer: .url)
    let reading = try read(table, options: options)
    #expect(reading.summary?.format == .cooRTweet && reading.summary?.duplicates == 1)
    #expect(reading.posts.map(\.id) == ["c1", "c1", "c2"])
    #expect(
      placeless([reading.posts[2]]) == [
        Post(
          platform: .facebook, id: "c2", account: Account(id: "a2"),
          time: Timestamp(seconds: 4_294_967_296),
          listedObjects: [ListedObject(layer: .url, id: "o,3")])
      ])
    options.unixUnit = .milliseconds
    #expect(try read(table, options: options).posts[0].time.milliseconds == 1_458_633_492)
  }

  @Test func `a table with usual names is mapped`() throws {
    let reading = try read(
      """
      Tweet_ID;author_id;Created_At;Text;platform;username;display_name;lang;source;urls;hashtags;mentions;in_reply_to;retweet_of
      1;5;2016-03-22T08:58:12+01:00;lanterns, drums;Twitter;ann;Ann;fr;dlvr.it;https://a.example/1,2 https://a.example/3;#parade, drums;@bob eve;7;8
      2;5;2016-03-22 07:58:13;walk;;;;;;;['x', 'y'];;;
      """)
    #expect(
      placeless(reading.posts) == [
        Post(
          platform: .x, id: "1", account: Account(id: "5", handle: "ann", name: "Ann"),
          time: Timestamp(seconds: 1_458_633_492), text: "lanterns, drums", language: "fr",
          client: "dlvr.it", urls: ["https://a.example/1,2", "https://a.example/3"],
          hashtags: ["parade", "drums"], mentions: ["bob", "eve"], replyTo: "7", repostOf: "8"),
        Post(
          platform: .web, id: "2", account: Account(id: "5"),
          time: Timestamp(seconds: 1_458_633_493), text: "walk", urls: [], hashtags: ["x", "y"],
          mentions: []),
      ])
  }

  @Test func `columns are named by options, and one that is not there is an error`() throws {
    let table = "who,when,what,nr\nann,1458633492,lanterns,7\n"
    #expect(try read(table).error?.code == .unknownFormat)
    var options = IntakeOptions(
      columns: [.id: "nr", .account: "who", .time: "when", .text: "what"], platform: .forum)
    let post = try #require(read(table, options: options).posts.first)
    #expect(post.id == "7" && post.account.id == "ann" && post.text == "lanterns")
    #expect(post.platform == .forum && post.time == Timestamp(seconds: 1_458_633_492))
    options.columns[.lang] = "tongue"
    let error = try #require(read(table, options: options).error)
    #expect(error.code == .missingColumn && error.description.contains("tongue"))
  }

  @Test func `other texts are no table`() throws {
    for text in [
      "Dear diary, today we walked.\nThen we slept.\n", "a,b,c\n1,2,3\n", "%PDF-1.7\n\0",
    ] {
      #expect(try read(text).error?.code == .unknownFormat)
    }
    let utf16: [UInt8] = [0xFF, 0xFE] + "id,text".utf8.flatMap { [$0, 0] }
    #expect(try read(utf16).error?.description.contains("UTF-16") == true)
  }
}
