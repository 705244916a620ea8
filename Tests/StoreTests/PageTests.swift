import SocialModel
import Testing

@testable import Store

@Suite("Pages and subjects")
struct PageTests {
  @Test("cursors survive a link")
  func survive() throws {
    for cursor in [PageCursor(1), PageCursor(-5, .max), PageCursor(.min, 0, 7)] {
      #expect(try PageCursor(text: cursor.text) == cursor)
    }
  }

  @Test(
    "cursors that are none are refused",
    arguments: ["", ".", "a", "1.", "1..2", "9223372036854775808", "1.2.3.4.5", "1 2", "١"])
  func refuse(text: String) {
    #expect(throws: StoreError.self) { try PageCursor(text: text) }
  }

  @Test("cursors of another list are refused")
  func refuseOthers() throws {
    let temporary = try TemporaryStore()
    #expect(throws: StoreError.self) { try temporary.store.alarms(after: PageCursor(1)) }
    #expect(throws: StoreError.self) {
      try temporary.store.search(SearchQuery(""), after: PageCursor(1, 2))
    }
  }

  @Test("subjects survive a text")
  func subjects() {
    let all: [Subject] = [
      .post(.x, "1:2"), .account(.vk, "a"), .hashtag("tag"), .hashtag("tag", on: .x),
      .candidate(review: 4),
    ]
    for subject in all { #expect(Subject(subject.description) == subject) }
  }

  @Test(
    "what is no subject is none",
    arguments: [
      "", "post", "post:x", "post::1", "post:x:", "user:x:1", "candidate:x:1", "candidate::a",
      "hashtag:!:a",
    ])
  func noSubjects(text: String) { #expect(Subject(text) == nil) }
}
