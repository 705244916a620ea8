import Coordination
import Testing

@Suite("The filter by participation")
struct ParticipationTests {
  @Test("agrees with its definition", arguments: 0..<30)
  func agreesWithOracle(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let rows = randomRows(60, accounts: 12, span: 700, contents: 50, using: &generator)
    let table = ActionTable(rows)
    let engine = CoactionEngine(
      table, window: 20, rule: CoactionEngine.Rule(excludesSameContent: true))
    let layer = Participation.Actions(
      accounts: rows.map(\.account)[...], contents: rows.map(\.content)[...],
      positions: 0..<table.count)
    let minimum = Int.random(in: 2...4, using: &generator)
    let flags = try #require(
      Participation.qualifying(engine, minimum: minimum, layers: [layer]))

    let pairs = naiveCoactions(rows, window: 20, excludesSameContent: true)
    let used = Set(pairs.flatMap { [rows[Int($0.rowA)].content, rows[Int($0.rowB)].content] })
    let counting = rows.filter { used.contains($0.content) }
    let active = Dictionary(grouping: counting, by: \.account).filter { $0.value.count >= minimum }
    let passing = Set(counting.filter { active[$0.account] != nil }.map(\.content))
    #expect(flags == table.contents.map { passing.contains($0) })
  }

  @Test("lets all pass at a minimum of one")
  func minimumOfOne() {
    let engine = CoactionEngine(ActionTable([]), window: 20)
    #expect(Participation.qualifying(engine, minimum: 1, layers: []) == nil)
  }
}
