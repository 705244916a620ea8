import Coordination
import Testing

@Suite("The co-action engine")
struct CoactionEngineTests {
  @Test("finds what comparing every pair of rows finds", arguments: 0..<60)
  func agreesWithOracle(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let count = Int.random(in: 0...150, using: &generator)
    let rows = randomRows(count, using: &generator)
    let window = Int64.random(in: 0...60, using: &generator)
    let table = ActionTable(rows)
    let engine = CoactionEngine(table, window: window)
    #expect(engine.rowPairs().sorted() == naiveCoactions(rows, window: window))
  }

  @Test("leaves out equal contents and pairs without a qualifying action", arguments: 0..<40)
  func obeysRule(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let rows = randomRows(120, contents: 12, using: &generator)
    let qualifies = rows.map { _ in Bool.random(using: &generator) }
    let table = ActionTable(rows)
    let rule = CoactionEngine.Rule(
      excludesSameContent: true, qualifies: table.rows.map { qualifies[Int($0)] })
    let engine = CoactionEngine(table, window: 25, rule: rule)
    let expected = naiveCoactions(
      rows, window: 25, excludesSameContent: true, qualifies: qualifies)
    #expect(engine.rowPairs().sorted() == expected)
  }

  @Test("visits rows in the order of accounts and records in the order of others and positions")
  func isOrdered() {
    var generator = SeededGenerator(7)
    let table = ActionTable(randomRows(3000, accounts: 300, span: 4000, using: &generator))
    let keys = CoactionEngine(table, window: 50).rows(makeState: { [[Int32]]() }) { keys, row in
      for record in row.records {
        keys.append([row.account, record.other, record.position, record.otherPosition])
      }
    }.flatMap { $0 }
    #expect(keys.count > 1000)
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test("finds the same on one thread and on several, whatever the capacity of a row")
  func isIndependentOfThreads() {
    var generator = SeededGenerator(11)
    let rows = randomRows(2000, accounts: 40, objects: 3, span: 3000, using: &generator)
    let one = CoactionEngine(ActionTable(rows, threads: 1), window: 30, threads: 1)
    let expected = one.rowPairs(threads: 1)
    #expect(!expected.isEmpty)
    for capacity in [1, 2, 7, 100, 1 << 20] {
      for threads in [1, 2, 5] {
        let engine = CoactionEngine(
          ActionTable(rows, threads: threads), window: 30, rowCapacity: capacity, threads: threads)
        #expect(engine.rowPairs(threads: threads) == expected)
      }
    }
  }

  @Test("splits no pair over visits unless it exceeds the capacity alone")
  func splitsOnlyLargePairs() {
    var generator = SeededGenerator(12)
    let rows = randomRows(600, accounts: 14, objects: 2, span: 300, using: &generator)
    let engine = CoactionEngine(ActionTable(rows), window: 20, rowCapacity: 117)
    let visits = engine.rows(makeState: { [(Int32, Int32, Int32, Int, Bool, Bool)]() }) {
      $0.append(
        (
          $1.account, $1.records[0].other, $1.records[$1.records.count - 1].other,
          $1.records.count, $1.continuesPair, $1.endsPair
        ))
    }.flatMap { $0 }
    #expect(visits.contains { $0.4 } && visits.contains { !$0.4 && $0.5 })
    #expect(visits.allSatisfy { $0.3 <= 117 })
    for (earlier, later) in zip(visits, visits.dropFirst()) {
      let samePair = earlier.0 == later.0 && earlier.2 == later.1
      #expect(later.4 == samePair)
      #expect(earlier.5 == !samePair)
    }
  }

  @Test("finds the same co-actions in shuffled rows")
  func ignoresInputOrder() {
    var generator = SeededGenerator(13)
    let rows = randomRows(400, using: &generator)
    let order = rows.indices.shuffled(using: &generator)
    let shuffled = CoactionEngine(ActionTable(order.map { rows[$0] }), window: 30).rowPairs()
    let back = shuffled.map {
      RowPair(a: $0.a, b: $0.b, rowA: Int32(order[Int($0.rowA)]), rowB: Int32(order[Int($0.rowB)]))
    }
    #expect(back.sorted() == CoactionEngine(ActionTable(rows), window: 30).rowPairs().sorted())
  }

  @Test("finds the same co-actions when accounts have other ids")
  func ignoresLabels() {
    var generator = SeededGenerator(14)
    let rows = randomRows(400, accounts: 30, using: &generator)
    let labels = Array(Int32(0)..<30).shuffled(using: &generator)
    let relabelled = rows.map { row in
      var row = row
      row.account = labels[Int(row.account)]
      return row
    }
    let rowSets = { (pairs: [RowPair]) in Set(pairs.map { Set([$0.rowA, $0.rowB]) }) }
    #expect(
      rowSets(CoactionEngine(ActionTable(relabelled), window: 30).rowPairs())
        == rowSets(CoactionEngine(ActionTable(rows), window: 30).rowPairs()))
  }

  @Test(
    "finds the same co-actions when all clocks are shifted", arguments: [-1_000_000, 86_400_000])
  func ignoresShift(shift: Int64) {
    var generator = SeededGenerator(15)
    let rows = randomRows(400, using: &generator)
    let shifted = rows.map { row in
      var row = row
      row.time += shift
      return row
    }
    #expect(
      CoactionEngine(ActionTable(shifted), window: 30).rowPairs()
        == CoactionEngine(ActionTable(rows), window: 30).rowPairs())
  }

  @Test("never loses a co-action when the window widens")
  func growsWithWindow() {
    var generator = SeededGenerator(16)
    let table = ActionTable(randomRows(300, using: &generator))
    var last: Set<RowPair> = []
    for window in stride(from: Int64(0), through: 220, by: 20) {
      let pairs = Set(CoactionEngine(table, window: window).rowPairs())
      #expect(pairs.isSuperset(of: last))
      last = pairs
    }
  }

  @Test("includes both ends of the window")
  func includesEnds() {
    let rows = [0, 60, 121].enumerated().map { index, time in
      ActionRow(object: 0, account: Int32(index), content: Int32(index), time: Int64(time))
    }
    let pairs = CoactionEngine(ActionTable(rows), window: 60).rowPairs()
    #expect(pairs == [RowPair(a: 0, b: 1, rowA: 0, rowB: 1)])
  }

  @Test("handles no actions, one action and one account", arguments: [0, 1, 50])
  func handlesTrivialInput(count: Int) {
    let rows = (0..<count).map { ActionRow(object: 0, account: 0, content: 1, time: Int64($0)) }
    let engine = CoactionEngine(ActionTable(rows), window: 60)
    #expect(engine.rowPairs().isEmpty)
    #expect(engine.positionsWithCoaction() == [Bool](repeating: false, count: count))
  }

  @Test("does not overflow at the ends of time", arguments: [0, 1, 60, Int64.max])
  func handlesExtremeTimes(window: Int64) {
    let times = [Int64.min, Int64.min + 1, -1, 0, 1, Int64.max - 60, Int64.max - 1, Int64.max]
    let rows = (times + times).enumerated().map { index, time in
      ActionRow(object: 0, account: Int32(index), content: Int32(index), time: time)
    }
    let engine = CoactionEngine(ActionTable(rows), window: window)
    #expect(engine.rowPairs().sorted() == naiveCoactions(rows, window: window))
  }

  @Test("gives lags from the row's account to the other")
  func givesSignedLags() {
    let rows = [
      ActionRow(object: 0, account: 0, content: 0, time: 100),
      ActionRow(object: 0, account: 1, content: 1, time: 90),
      ActionRow(object: 0, account: 2, content: 2, time: 130),
    ]
    let lags = CoactionEngine(ActionTable(rows), window: 60).rows(makeState: { [Int64]() }) {
      $0 += $1.records.map(\.lag)
    }.flatMap { $0 }
    #expect(lags == [-10, 30, 40])
  }

  @Test("tells which actions take part in a co-action", arguments: 0..<20)
  func flagsPositions(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let rows = randomRows(90, accounts: 4, span: 600, contents: 20, using: &generator)
    let table = ActionTable(rows)
    let engine = CoactionEngine(
      table, window: 15, rule: CoactionEngine.Rule(excludesSameContent: true))
    let taking = Set(
      naiveCoactions(rows, window: 15, excludesSameContent: true).flatMap { [$0.rowA, $0.rowB] })
    #expect(engine.positionsWithCoaction() == table.rows.map { taking.contains($0) })
  }

  @Test("gives the neighbours of a position on its object")
  func givesNeighbours() {
    var generator = SeededGenerator(17)
    let table = ActionTable(randomRows(200, using: &generator))
    let engine = CoactionEngine(table, window: 12)
    for position in 0..<table.count {
      let own = table.actions[position]
      let expected = (0..<table.count).filter {
        table.actions[$0].object == own.object && abs(table.actions[$0].time - own.time) <= 12
      }
      #expect(Array(engine.neighbours(of: position)) == expected)
    }
  }

  @Test("stops when a consumer throws")
  func passesErrorsOn() {
    struct Stop: Error {}
    var generator = SeededGenerator(18)
    let engine = CoactionEngine(ActionTable(randomRows(200, using: &generator)), window: 12)
    #expect(throws: Stop.self) {
      try engine.forEachRow(makeState: { 0 }, visit: { $0 += $1.records.count }) { _ in
        throw Stop()
      }
    }
  }
}
