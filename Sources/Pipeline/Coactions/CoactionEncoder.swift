import Coordination
import SocialModel

/// Makes the rows of the output files from the rows of a range of accounts.
struct CoactionEncoder: Sendable {
  var edges = CSVBuffer()
  var fastEdges = CSVBuffer()
  var coactions = CSVBuffer()
  /// For statistics by account; empty where none are asked for.
  var accountEdges: [AccountEdge] = []
  private let network: CoactionNetwork
  private let thresholds: (full: Double, fast: Double)
  private var counter: EdgeCounter
  private var fastCounter: EdgeCounter
  private var fastRecords: [CoactionRecord] = []
  private var objects: [Int32] = []

  init(_ network: CoactionNetwork, thresholds: (full: Double, fast: Double)) {
    self.network = network
    self.thresholds = thresholds
    counter = network.counter()
    fastCounter = network.counter()
  }

  /// Adds a row's co-actions and edges.
  mutating func add(_ row: CoactionRow) {
    if !network.options.edgesOnly { addCoactions(row) }
    var fast = fastCounts(row)[...]
    // A counter of one's own while this value is changed.
    var counter = self.counter
    counter.count(row) { edge, records in
      addEdge(edge, records)
      guard network.fast != nil else { return }
      let narrow = fast.first?.pair == edge.pair ? fast.popFirst() : nil
      addFastEdge(edge, narrow)
    }
    self.counter = counter
  }

  private mutating func fastCounts(_ row: CoactionRow) -> [EdgeCount] {
    guard let filter = network.fast else { return [] }
    filter.filter(row, network, into: &fastRecords)
    var counts: [EdgeCount] = []
    fastRecords.withUnsafeBufferPointer { records in
      fastCounter.count(row.keeping(records)) { edge, _ in counts.append(edge) }
    }
    return counts
  }

  private mutating func addCoactions(_ row: CoactionRow) {
    let table = network.set.table
    let loaded = network.set.loaded
    for record in row.records {
      let isOrdered = network.ownIsOlder(record)
      let older = Int(isOrdered ? record.position : record.otherPosition)
      let newer = Int(isOrdered ? record.otherPosition : record.position)
      coactions.field(loaded.objectName(table.actions[older].object))
      coactions.field(loaded.contentNames.bytes(table.contents[older]))
      coactions.field(loaded.contentNames.bytes(table.contents[newer]))
      coactions.field(record.lag.magnitude)
      coactions.field(network.name(table.actions[older].account))
      coactions.field(network.name(table.actions[newer].account))
      if let fast = network.fast { coactions.field(fast.contains(record, network) ? 1 : 0) }
      coactions.endRow()
    }
  }

  private mutating func addEdge(
    _ edge: EdgeCount, _ records: UnsafeBufferPointer<CoactionRecord>
  ) {
    edges.field(network.name(edge.pair.a))
    edges.field(network.name(edge.pair.b))
    edges.field(edge.coactions)
    edges.field(edge.lagSum, over: Int64(edge.coactions))
    edges.field(edge.contentsA)
    edges.field(edge.contentsB)
    edges.field(symmetry: edge)
    edges.field(Double(edge.coactions) > thresholds.full ? 1 : 0)
    if network.options.listsObjects { addObjects(records) }
    edges.endRow()
    if network.options.writesAccounts { accountEdges.append(AccountEdge(edge)) }
  }

  private mutating func addObjects(_ records: UnsafeBufferPointer<CoactionRecord>) {
    let table = network.set.table
    objects.removeAll(keepingCapacity: true)
    for record in records { objects.append(table.actions[Int(record.position)].object) }
    objects.sort {
      (network.objectOrder[Int($0)], $0) < (network.objectOrder[Int($1)], $1)
    }
    var list: [UInt8] = []
    for (index, object) in objects.enumerated() where index == 0 || objects[index - 1] != object {
      if !list.isEmpty { list.append(UInt8(ascii: ",")) }
      list.append(contentsOf: network.set.loaded.objectName(object))
    }
    list.withUnsafeBytes { edges.field($0) }
  }

  private mutating func addFastEdge(_ full: EdgeCount, _ fast: EdgeCount?) {
    fastEdges.field(network.name(full.pair.a))
    fastEdges.field(network.name(full.pair.b))
    let both = [full, fast]
    for edge in both { fastEdges.optional(edge) { $0.field($1.coactions) } }
    for edge in both {
      fastEdges.optional(edge) { $0.field($1.lagSum, over: Int64($1.coactions)) }
    }
    for edge in both {
      fastEdges.optional(edge) { $0.field($1.contentsA) }
      fastEdges.optional(edge) { $0.field($1.contentsB) }
    }
    for edge in both { fastEdges.optional(edge) { $0.field(symmetry: $1) } }
    for (edge, threshold) in [(full, thresholds.full), (fast, thresholds.fast)] {
      fastEdges.optional(edge) { $0.field(Double($1.coactions) > threshold ? 1 : 0) }
    }
    fastEdges.endRow()
  }
}

extension CSVBuffer {
  /// Appends how alike the two numbers of contents are: the smaller over the larger.
  mutating func field(symmetry edge: EdgeCount) {
    field(
      Int64(min(edge.contentsA, edge.contentsB)), over: Int64(max(edge.contentsA, edge.contentsB)))
  }

  /// Appends a field of an edge, an empty one where there is no edge.
  mutating func optional(_ edge: EdgeCount?, _ body: (inout CSVBuffer, EdgeCount) -> Void) {
    if let edge { body(&self, edge) } else { empty() }
  }
}
