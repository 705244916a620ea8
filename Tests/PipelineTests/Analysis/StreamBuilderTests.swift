import Coordination
import Pipeline
import SocialModel
import Testing

@Suite("Posts become columns")
struct StreamBuilderTests {
  private func post(
    _ id: String, _ account: String, _ time: Int64, _ text: String = "#parade",
    platform: Platform = .x, handle: String? = nil, client: String? = nil
  ) -> Post {
    var post = Post(
      platform: platform, id: id, account: Account(id: account, handle: handle),
      time: Timestamp(milliseconds: time), text: text, client: client)
    post.location = RecordLocation(input: 0, offset: time, length: 1, line: 1)
    return post
  }

  private func build(_ posts: [Post], layers: [Layer] = [.hashtag]) -> StreamData {
    let builder = StreamBuilder(layers: layers)
    builder.add(posts)
    return builder.finish()
  }

  @Test("with accounts in the order of platform and id, by bytes")
  func ordersAccounts() {
    let data = build([
      post("1", "b", 1), post("2", "é", 2), post("3", "a", 3, platform: .telegram),
      post("4", "B", 4), post("5", "b", 5),
    ])
    #expect(data.accounts.map(\.platform) == [.telegram, .x, .x, .x])
    #expect(data.accounts.map(\.id) == ["a", "B", "b", "é"])
    #expect(data.columns.postAccounts == [2, 3, 0, 1, 2])
    #expect(data.columns.postTimes == [1, 2, 3, 4, 5])
    #expect(data.locations.map(\.offset) == [1, 2, 3, 4, 5])
    #expect(data.columns.accountCount == 4)
  }

  @Test("with the unit of the times of each account in each input")
  func knowsUnits() {
    var posts = [
      post("1", "a", 60_000), post("2", "a", 180_000), post("3", "b", 60_000),
      post("4", "b", 61_234), post("5", "a", 62_000), post("6", "a", 63_000),
    ]
    for index in 4..<6 { posts[index].location.input = 1 }
    #expect(
      build(posts).columns.postUnits
        == [.minute, .minute, .millisecond, .millisecond, .second, .second])
  }

  @Test("with one account for the same id on two platforms twice")
  func keepsPlatformsApart() {
    let data = build([post("1", "a", 1), post("2", "a", 2, platform: .vk)])
    #expect(data.accounts.count == 2)
  }

  @Test("with the handle of the latest post, whatever the order")
  func takesTheLatestHandle() {
    let posts = [
      post("1", "a", 5, handle: "new"), post("2", "a", 1, handle: "old"), post("3", "a", 9),
      post("4", "b", 3, handle: "y"), post("5", "b", 3, handle: "x"),
    ]
    for order in [posts, posts.reversed()] {
      #expect(build(order).accounts.map(\.handle) == ["new", "x"])
    }
  }

  @Test("with the actions of the layers that are asked for")
  func keepsLayers() throws {
    let posts = [post("1", "a", 7, "#Parade #quay https://news.example/a"), post("2", "b", 5)]
    let tags = build(posts)
    #expect(Array(tags.columns.tables.keys) == [.hashtag])
    let table = try #require(tags.columns.tables[.hashtag])
    #expect(table.count == 3 && table.objectCount == 2)
    #expect((0..<2).map { tags.label(.hashtag, $0) }.sorted() == ["parade", "quay"])
    #expect(tags.label(.url, 0) == "")
    let both = build(posts, layers: [.hashtag, .url])
    #expect(both.columns.tables[.url]?.count == 1)
    #expect(build(posts, layers: []).columns.tables.isEmpty)
    let positions = table.positions(on: 0)
    #expect(positions.map { table.actions[$0].time } == [5, 7])
    #expect(positions.map { table.contents[$0] } == [1, 0])
  }

  @Test("with programs that feed or schedule posts marked")
  func marksFeeds() {
    let clients = ["dlvr.it", "IFTTT", "Hootsuite Inc.", "Web App", "", "Buffer", nil]
    let data = build(clients.enumerated().map { post("\($0)", "a", 1, client: $1) })
    #expect(data.columns.postIsFed == [true, true, true, false, false, true, false])
  }

  @Test("with each post's program and site, but for shortened links and platforms")
  func keepsProgramsAndSites() {
    let links = ["https://news.example/a", "https://t.co/x", "https://twitter.com/a/status/1", ""]
    let data = build(
      links.enumerated().map { post("\($0)", "a", 1, $1, client: $0 == 2 ? nil : "Web") }
        + [post("9", "b", 2, "https://x.com/a/status/2 https://news.example/b", client: "App")])
    let sites = data.columns.postSites
    #expect(sites.map { $0 >= 0 } == [true, false, false, false, true] && sites[0] == sites[4])
    #expect(data.columns.postPrograms == [0, 0, -1, 0, 1])
  }

  @Test("and none become empty columns")
  func buildsNothing() {
    let data = build([])
    #expect(data.accounts.isEmpty && data.columns.tables.isEmpty && data.locations.isEmpty)
  }
}
