import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("The intake of posts")
struct StoreIntakeTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }

  init() throws { temporary = try TemporaryStore() }

  @Test("stores a batch once: the same batch again changes nothing")
  func isIdempotent() throws {
    let batch = (0..<500).map {
      Invented.post(
        "\(7000 + $0)", by: "a\($0 % 40)", at: 1_458_633_600 + Int64($0 % 90), tags: ["parade"])
    }
    let first = try store.store(posts: batch)
    #expect(first.new == 500)
    let before = try dump()
    let second = try store.store(posts: batch)
    #expect(
      second
        == {
          var c = IntakeCounts(); c.duplicate = 500; return c
        }())
    #expect(try dump() == before)
    #expect(try store.check().faults == [])
  }

  @Test("keeps ids as they were written, numbers or not")
  func keepsIDs() throws {
    let ids = [
      "7", "007", "-0", "+7", "9223372036854775807", "9223372036854775808", "abc", " 7", "٧",
    ]
    _ = try store.store(posts: ids.map { Invented.post($0) })
    for id in ids {
      let number = try #require(try store.postID(.x, id))
      #expect(try store.post(number).row.externalID == id)
    }
    #expect(try store.postID(.x, "8") == nil)
  }

  @Test("tells platforms apart")
  func tellsPlatformsApart() throws {
    _ = try store.store(posts: [Invented.post("1"), Invented.post("1", platform: .vk)])
    #expect(try store.postID(.x, "1") != store.postID(.vk, "1"))
  }

  @Test("keeps the earlier text of an edited post, and finds the new one alone")
  func keepsEdits() throws {
    _ = try store.store(posts: [Invented.post("1", "iron lantern", tags: ["old"])])
    let counts = try store.store(posts: [Invented.post("1", "paper lantern", tags: ["new"])])
    #expect(counts.updated == 1)
    let page = try store.post(try #require(try store.postID(.x, "1")))
    #expect(page.row.text == "paper lantern")
    #expect(page.edits.map(\.text) == ["iron lantern"])
    #expect(page.objects.map(\.key) == ["new"])
    #expect(try store.search(SearchQuery("iron")).items == [])
    #expect(try store.search(SearchQuery("paper")).items.count == 1)
    #expect(try store.search(SearchQuery(""), in: SearchFilter(hashtag: "OLD")).items == [])
    #expect(try store.search(SearchQuery(""), in: SearchFilter(hashtag: "#New")).items.count == 1)
    #expect(try store.check().faults == [])
  }

  @Test("takes what a later post says of its account, whatever the order of arrival")
  func keepsLatestProfile() throws {
    _ = try store.store(posts: [Invented.post("2", at: 200, handle: "late", bio: "lamp maker")])
    _ = try store.store(posts: [Invented.post("1", at: 100, handle: "early")])
    let id = try #require(try store.accountID(.x, "a1"))
    let page = try store.account(id)
    #expect(page.row.handle == "late")
    #expect(page.row.posts == 2)
    #expect(page.row.firstPost == Timestamp(seconds: 100))
    #expect(page.row.lastPost == Timestamp(seconds: 200))
    #expect(try store.searchAccounts(SearchQuery("lamp")).items.map(\.id) == [id])
    _ = try store.store(posts: [Invented.post("3", at: 300, bio: "baker")])
    #expect(try store.searchAccounts(SearchQuery("lamp")).items == [])
    #expect(try store.searchAccounts(SearchQuery("baker late")).items.map(\.id) == [id])
    #expect(try store.check().faults == [])
  }

  @Test(
    "orders posts by their seconds, whatever the order of arrival",
    arguments: [1, 2, 3] as [UInt64])
  func ordersByTime(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let posts = (0..<300).map { index in
      Invented.post("\(index)", at: Int64.random(in: -500...500, using: &generator))
    }
    for start in stride(from: 0, to: 300, by: 70) {
      _ = try store.store(posts: Array(posts[start..<min(start + 70, 300)]))
    }
    let account = try #require(try store.accountID(.x, "a1"))
    var times: [Timestamp] = []
    var cursor: PageCursor?
    repeat {
      let page = try store.posts(ofAccount: account, after: cursor, limit: 37)
      times += page.items.map(\.time)
      cursor = page.next
    } while cursor != nil
    #expect(times == posts.map(\.post.time).sorted(by: >), "seed \(seed)")
  }

  @Test("stores nothing of a batch that fails, and goes on with the next")
  func isAtomic() throws {
    let second: Int64 = 1_458_633_600
    _ = try store.store(posts: [Invented.post("0", at: second)])
    // The last id of the second is taken: the next post of it finds no room.
    try store.writeUnaudited { db in
      try db.execute(
        sql: "UPDATE post SET id = ? WHERE externalId = 0",
        arguments: [PostKey.end(ofSecond: second) - 1])
    }
    let batch = [
      Invented.post("1", by: "new", at: second - 1, tags: ["t"]), Invented.post("2", at: second),
    ]
    #expect { try store.store(posts: batch) } throws: {
      ($0 as? StoreError)?.code == .crowdedSecond
    }
    #expect(try store.postID(.x, "1") == nil)
    #expect(try store.accountID(.x, "new") == nil)
    #expect(try store.store(posts: [batch[0]]).new == 1)
    #expect(try store.search(SearchQuery(""), in: SearchFilter(hashtag: "t")).items.count == 1)
  }

  @Test("takes empty batches, posts without text, and times at the ends of the calendar")
  func takesExtremes() throws {
    #expect(try store.store(posts: []) == IntakeCounts())
    var posts = [Invented.post("1", nil), Invented.post("2", "")]
    for (index, ms) in [Int64.min, -1, 0, 1, Int64.max].enumerated() {
      var post = Invented.post("t\(index)")
      post.post.time = Timestamp(milliseconds: ms)
      posts.append(post)
    }
    #expect(try store.store(posts: posts).new == 7)
    let page = try store.search(SearchQuery(""))
    #expect(page.items.first?.time.milliseconds == .max)
    #expect(page.items.last?.time.milliseconds == .min)
  }

  @Test("takes no id for granted that another process has removed")
  func seesOthersRemovals() throws {
    let other = try temporary.reopened()
    let now = temporary.clock.read().milliseconds / 1000
    let old = now - 40 * 86_400
    _ = try store.store(posts: [Invented.post("1", by: "b1", at: old, tags: ["gone"])])
    try other.setRetention(of: .post, days: 30, by: .system("test"))
    #expect(try other.purge(by: .system("test")).posts == 1)
    // The ids of what was removed go to others.
    _ = try other.store(posts: [Invented.post("2", by: "b2", at: now, tags: ["other"])])
    _ = try store.store(posts: [Invented.post("3", by: "b1", at: now, tags: ["gone"])])
    let found = try store.search(SearchQuery(""), in: SearchFilter(hashtag: "gone"))
    #expect(found.items.map(\.externalID) == ["3"])
    #expect(found.items.map(\.account.externalID) == ["b1"])
    #expect(try store.check().faults == [])
  }

  /// Every row of every table, but for the search's own.
  private func dump() throws -> [String] {
    try store.read { db in
      try ["account", "post", "object", "action", "media", "postEdit", "postSearch_data"].flatMap {
        try Row.fetchAll(db, sql: "SELECT * FROM \($0)").map { "\($0)" }
      }
    }
  }
}
