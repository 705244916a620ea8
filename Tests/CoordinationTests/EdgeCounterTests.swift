import Coordination
import SocialModel
import Testing

@Suite("The count of an edge's co-actions")
struct EdgeCounterTests {
  private func edges(
    _ table: ActionTable, capacity: Int = 1 << 20, sides: EdgeCounter.Sides = .byAccount
  ) -> [EdgeCount] {
    let engine = CoactionEngine(table, window: 30, rowCapacity: capacity)
    return engine.rows(makeState: { ([EdgeCount](), EdgeCounter(table, sides: sides)) }) {
      state, row in
      var found: [EdgeCount] = []
      state.1.count(row) { edge, _ in found.append(edge) }
      state.0 += found
    }.flatMap(\.0)
  }

  @Test("agrees with a count by hand, whole or in parts", arguments: 0..<20)
  func agreesWithOracle(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let rows = randomRows(200, accounts: 5, contents: 25, using: &generator)
    var expected: [AccountPair: (pairs: Int, lags: Int64, a: Set<Int32>, b: Set<Int32>)] = [:]
    for pair in naiveCoactions(rows, window: 30) {
      let (x, y) = (rows[Int(pair.rowA)], rows[Int(pair.rowB)])
      var edge = expected[AccountPair(pair.a, pair.b)] ?? (0, 0, [], [])
      edge.pairs += 1
      edge.lags += abs(x.time - y.time)
      edge.a.insert(x.content)
      edge.b.insert(y.content)
      expected[AccountPair(pair.a, pair.b)] = edge
    }
    let counts = expected.sorted { $0.key < $1.key }.map {
      EdgeCount(
        pair: $0.key, coactions: $0.value.pairs, lagSum: $0.value.lags,
        contentsA: Int32($0.value.a.count), contentsB: Int32($0.value.b.count))
    }
    #expect(edges(ActionTable(rows)) == counts)
    #expect(edges(ActionTable(rows), capacity: 10) == counts)
  }

  @Test("agrees with a count by hand for pairs with many co-actions")
  func countsManyCoactions() {
    var generator = SeededGenerator(5)
    let rows = randomRows(
      500, accounts: 2, objects: 2, span: 400, contents: 700, using: &generator)
    let pairs = naiveCoactions(rows, window: 30)
    #expect(pairs.count > 1000)
    let table = ActionTable(rows)
    let expected = [pairs.map(\.rowA), pairs.map(\.rowB)].map { side in
      Int32(Set(side.map { rows[Int($0)].content }).count)
    }
    #expect(edges(table).map(\.coactions) == [pairs.count])
    #expect(edges(table).map(\.contentsA) == [expected[0]])
    #expect(edges(table).map(\.contentsB) == [expected[1]])
  }

  @Test("counts older and newer contents where asked")
  func countsByAge() {
    let rows = [
      ActionRow(object: 0, account: 0, content: 0, time: 0),
      ActionRow(object: 0, account: 1, content: 1, time: 10),
      ActionRow(object: 0, account: 1, content: 2, time: 20),
      ActionRow(object: 1, account: 1, content: 3, time: 500),
      ActionRow(object: 1, account: 0, content: 4, time: 500),
    ]
    let table = ActionTable(rows)
    let pair = AccountPair(0, 1)
    let expected = { (a: Int32, b: Int32) in
      [EdgeCount(pair: pair, coactions: 3, lagSum: 30, contentsA: a, contentsB: b)]
    }
    #expect(edges(table) == expected(2, 3))
    // Content 3 is the older one of the tie when account 1 comes first.
    #expect(edges(table, sides: .byAge(ties: table.actions.map(\.account))) == expected(2, 3))
    let reversed = table.actions.map { 1 - $0.account }
    #expect(edges(table, sides: .byAge(ties: reversed)) == expected(2, 3))
    let newer = ActionRow(object: 2, account: 0, content: 0, time: 900)
    let older = ActionRow(object: 2, account: 1, content: 1, time: 899)
    let more = ActionTable(rows + [newer, older])
    #expect(edges(more).map(\.contentsA) == [2])
    #expect(edges(more).map(\.contentsB) == [3])
    let aged = edges(more, sides: .byAge(ties: more.actions.map { 1 - $0.account }))
    #expect(aged.map(\.contentsA) == [3])
    #expect(aged.map(\.contentsB) == [4])
  }
}
