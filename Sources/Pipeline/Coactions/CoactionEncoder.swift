import Coordination
import SocialModel

/// Makes the rows of the output files from the rows of a range of accounts.
///
/// Gathers first and encodes at the end: names lie all over memory, and a loop over many of them
/// lets the waits for them overlap.
struct CoactionEncoder: Sendable {
  let edges = CSVBuffer()
  let fastEdges = CSVBuffer()
  let coactions = CSVBuffer()
  /// For statistics by account; empty where none are asked for.
  private(set) var accountEdges: [AccountEdge] = []
  private let network: CoactionNetwork
  private let thresholds: (full: Double, fast: Double)
  private var counter: EdgeCounter
  private var fastCounter: EdgeCounter
  private var records: [CoactionRecord] = []
  private var accounts: [Int32] = []
  private var fullCounts: [EdgeCount] = []
  private var fastCounts: [EdgeCount] = []
  private var objectLists: [[UInt8]] = []
  private var fastRecords: [CoactionRecord] = []

  init(_ network: CoactionNetwork, thresholds: (full: Double, fast: Double)) {
    self.network = network
    self.thresholds = thresholds
    counter = network.counter()
    fastCounter = network.counter()
  }

  /// Adds a row's co-actions and edges.
  mutating func add(_ row: CoactionRow) {
    if !network.options.edgesOnly {
      for record in row.records {
        records.append(record)
        accounts.append(row.account)
      }
      // A row of millions is not kept whole.
      if records.count >= 1 << 16 { encodeCoactions() }
    }
    let lists = network.options.listsObjects
    // Changed beside this value, not within it.
    var (counts, objects) = ([EdgeCount](), [[UInt8]]())
    swap(&counts, &fullCounts)
    swap(&objects, &objectLists)
    counter.count(row) { edge, records in
      counts.append(edge)
      if lists { objects.append(network.objectList(records)) }
    }
    swap(&counts, &fullCounts)
    swap(&objects, &objectLists)
    addFast(row)
  }

  private mutating func addFast(_ row: CoactionRow) {
    guard let filter = network.fast else { return }
    filter.filter(row, network, into: &fastRecords)
    var counts: [EdgeCount] = []
    swap(&counts, &fastCounts)
    fastRecords.withUnsafeBufferPointer { records in
      fastCounter.count(row.keeping(records)) { edge, _ in counts.append(edge) }
    }
    swap(&counts, &fastCounts)
  }

  /// Encodes what was added.
  mutating func encode() {
    encodeCoactions()
    EdgeEncoder(network: network, threshold: thresholds.full)
      .encode(fullCounts, objectLists: objectLists, into: edges)
    if network.fast != nil {
      FastEdgeEncoder(network: network, thresholds: thresholds)
        .encode(fullCounts, fastCounts, into: fastEdges)
    }
    if network.options.writesAccounts { accountEdges = fullCounts.map { AccountEdge($0) } }
    fullCounts = []
    fastCounts = []
    objectLists = []
  }

  private mutating func encodeCoactions() {
    CoactionRowEncoder(network: network).encode(records, accounts, into: coactions)
    records.removeAll(keepingCapacity: true)
    accounts.removeAll(keepingCapacity: true)
  }
}

/// Encodes the rows of `coactions.csv`.
private struct CoactionRowEncoder {
  static let group = 64
  let network: CoactionNetwork

  /// A co-action's names.
  private struct Names {
    var object: UnsafeRawBufferPointer
    var contents: (UnsafeRawBufferPointer, UnsafeRawBufferPointer)
    var accounts: (UnsafeRawBufferPointer, UnsafeRawBufferPointer)
  }

  func encode(_ records: [CoactionRecord], _ accounts: [Int32], into csv: CSVBuffer) {
    var csv = csv
    var names: [Names] = []
    for start in stride(from: 0, to: records.count, by: Self.group) {
      let range = start..<min(start + Self.group, records.count)
      names.removeAll(keepingCapacity: true)
      for index in range { names.append(self.names(records[index], accounts[index])) }
      for (record, names) in zip(records[range], names) {
        csv.field(names.object)
        csv.field(names.contents.0)
        csv.field(names.contents.1)
        csv.field(record.lag.magnitude)
        csv.field(names.accounts.0)
        csv.field(names.accounts.1)
        if let fast = network.fast { csv.field(fast.contains(record, network) ? 1 : 0) }
        csv.endRow()
      }
    }
  }

  private func names(_ record: CoactionRecord, _ account: Int32) -> Names {
    let table = network.set.table
    let loaded = network.set.loaded
    let (own, other) = (Int(record.position), Int(record.otherPosition))
    let contents = (
      loaded.contentNames.bytes(table.contents[own]),
      loaded.contentNames.bytes(table.contents[other])
    )
    let accounts = (network.name(account), network.name(record.other))
    let isOlder = network.ownIsOlder(record)
    return Names(
      object: loaded.objectName(table.actions[own].object),
      contents: isOlder ? contents : (contents.1, contents.0),
      accounts: isOlder ? accounts : (accounts.1, accounts.0))
  }
}

/// Encodes the rows of `edges.csv`.
private struct EdgeEncoder {
  static let group = 64
  let network: CoactionNetwork
  let threshold: Double

  func encode(_ edges: [EdgeCount], objectLists: [[UInt8]], into csv: CSVBuffer) {
    var csv = csv
    var names: [(a: UnsafeRawBufferPointer, b: UnsafeRawBufferPointer)] = []
    for start in stride(from: 0, to: edges.count, by: Self.group) {
      let range = start..<min(start + Self.group, edges.count)
      names.removeAll(keepingCapacity: true)
      for edge in edges[range] {
        names.append((network.name(edge.pair.a), network.name(edge.pair.b)))
      }
      for index in range {
        let edge = edges[index]
        csv.field(names[index - start].a)
        csv.field(names[index - start].b)
        csv.field(edge.coactions)
        csv.field(edge.lagSum, over: Int64(edge.coactions))
        csv.field(edge.contentsA)
        csv.field(edge.contentsB)
        csv.field(symmetry: edge)
        csv.field(Double(edge.coactions) > threshold ? 1 : 0)
        if network.options.listsObjects {
          objectLists[index].withUnsafeBytes { csv.field($0) }
        }
        csv.endRow()
      }
    }
  }
}

/// Encodes the rows of `fast_edges.csv`.
private struct FastEdgeEncoder {
  let network: CoactionNetwork
  let thresholds: (full: Double, fast: Double)

  func encode(_ full: [EdgeCount], _ fast: [EdgeCount], into csv: CSVBuffer) {
    var csv = csv
    var rest = fast[...]
    for edge in full {
      let narrow = rest.first?.pair == edge.pair ? rest.popFirst() : nil
      encode(edge, narrow, into: &csv)
    }
  }

  private func encode(_ full: EdgeCount, _ fast: EdgeCount?, into csv: inout CSVBuffer) {
    csv.field(network.name(full.pair.a))
    csv.field(network.name(full.pair.b))
    let both = [full, fast]
    for edge in both { csv.optional(edge) { $0.field($1.coactions) } }
    for edge in both { csv.optional(edge) { $0.field($1.lagSum, over: Int64($1.coactions)) } }
    for edge in both {
      csv.optional(edge) { $0.field($1.contentsA) }
      csv.optional(edge) { $0.field($1.contentsB) }
    }
    for edge in both { csv.optional(edge) { $0.field(symmetry: $1) } }
    for (edge, threshold) in [(full, thresholds.full), (fast, thresholds.fast)] {
      csv.optional(edge) { $0.field(Double($1.coactions) > threshold ? 1 : 0) }
    }
    csv.endRow()
  }
}

extension CoactionNetwork {
  /// The names of the objects of some co-actions, each once, joined by commas.
  fileprivate func objectList(_ records: UnsafeBufferPointer<CoactionRecord>) -> [UInt8] {
    var objects = records.map { set.table.actions[Int($0.position)].object }
    objects.sort { (objectOrder[Int($0)], $0) < (objectOrder[Int($1)], $1) }
    var list: [UInt8] = []
    for (index, object) in objects.enumerated() where index == 0 || objects[index - 1] != object {
      if !list.isEmpty { list.append(UInt8(ascii: ",")) }
      list.append(contentsOf: set.loaded.objectName(object))
    }
    return list
  }
}

extension CSVBuffer {
  /// Appends how alike the two numbers of contents are: the smaller over the larger.
  fileprivate mutating func field(symmetry edge: EdgeCount) {
    field(
      Int64(min(edge.contentsA, edge.contentsB)), over: Int64(max(edge.contentsA, edge.contentsB)))
  }

  /// Appends a field of an edge, an empty one where there is no edge.
  fileprivate mutating func optional(
    _ edge: EdgeCount?, _ body: (inout CSVBuffer, EdgeCount) -> Void
  ) {
    if let edge { body(&self, edge) } else { empty() }
  }
}
