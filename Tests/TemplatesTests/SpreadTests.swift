import Testing

@testable import Templates

@Suite("The spread of a family")
struct SpreadTests {
  @Test("tells share buttons and headlines from accounts that share templates again and again")
  func tellsBoilerplate() {
    // Posts 0..<24: a share button; 24..<48: a headline; 48..<72 and 72..<96: the same accounts.
    let families = (0..<4).map { Array(($0 * 24)..<(($0 + 1) * 24)) }
    let posts = PostColumns(
      accounts: (0..<96).map { Int32($0 < 72 ? $0 : $0 - 24) },
      times: (0..<96).map { Int64($0 % 24) * 3_600_000 },
      links: (0..<96).map { Int32($0 < 24 ? $0 : $0 < 48 ? 500 : -1) })
    let found = FamilySpread.of(families, posts)
    #expect(found.map(\.kind) == [.shareButton, .headline, .none, .none])
    #expect(found[0].reason.contains("24 accounts, 0.0 %") && found[2].reason == "")
    #expect(found[2].relatedPairs == 1)
    #expect(FamilySpread.of(families, first: 2, posts) == Array(found.prefix(2)))
  }

  @Test("is none where accounts are few or all come at once")
  func isNone() {
    let posts = PostColumns(
      accounts: (0..<40).map { Int32($0) },
      times: (0..<40).map { $0 < 30 ? 100 : Int64($0) * 1000 },
      links: [Int32](repeating: -1, count: 40))
    let found = FamilySpread.of([Array(0..<30), Array(34..<38)], posts)
    #expect(found.map(\.kind) == [.none, .none])
  }
}
