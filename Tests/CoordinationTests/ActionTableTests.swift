import Coordination
import Testing

@Suite("A table of actions")
struct ActionTableTests {
  @Test("is sorted by object, time and input order", arguments: 0..<30)
  func isSorted(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let objects: Int32 = seed % 2 == 0 ? 3 : 60
    let rows = randomRows(300, objects: objects, span: 90, using: &generator)
    let table = ActionTable(rows, threads: Int(seed % 4))
    let order = rows.indices.sorted {
      (rows[$0].object, rows[$0].time, $0) < (rows[$1].object, rows[$1].time, $1)
    }
    #expect(table.rows == order.map { Int32($0) })
    #expect(table.contents == order.map { rows[$0].content })
    #expect(table.actions.map(\.account) == order.map { rows[$0].account })
    #expect(table.actions.map(\.time) == order.map { rows[$0].time })
    #expect(table.actions.map(\.object) == order.map { rows[$0].object })
  }

  @Test("finds the positions of accounts and objects")
  func findsPositions() {
    var generator = SeededGenerator(3)
    let table = ActionTable(randomRows(200, using: &generator), accountCount: 12)
    for account in Int32(0)..<12 {
      let expected = table.actions.indices.filter { table.actions[$0].account == account }
      #expect(table.positions(of: account).map { Int($0) } == expected)
    }
    for object in Int32(0)..<5 {
      let expected = table.actions.indices.filter { table.actions[$0].object == object }
      #expect(Array(table.positions(on: object)) == expected)
    }
  }

  @Test("knows whether contents are unique")
  func knowsUniqueContents() {
    let row = { (content: Int32) in ActionRow(object: 0, account: 0, content: content, time: 0) }
    #expect(ActionTable([]).contentsAreUnique)
    #expect(ActionTable([row(1), row(0), row(64)]).contentsAreUnique)
    #expect(!ActionTable([row(1), row(0), row(1)]).contentsAreUnique)
  }
}
