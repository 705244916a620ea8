import Coordination
import SocialModel

/// One action as a row, for tests.
struct ActionRow: Equatable {
  var object: Int32
  var account: Int32
  var content: Int32
  var time: Int64
}

/// A co-action by the caller's rows: the row of the smaller account first.
struct RowPair: Hashable, Comparable {
  var a: Int32
  var b: Int32
  var rowA: Int32
  var rowB: Int32

  static func < (x: RowPair, y: RowPair) -> Bool {
    (x.a, x.b, x.rowA, x.rowB) < (y.a, y.b, y.rowA, y.rowB)
  }
}

/// The definition of a co-action, every pair of rows compared.
func naiveCoactions(
  _ rows: [ActionRow], window: Int64, excludesSameContent: Bool = false,
  qualifies: [Bool]? = nil
) -> [RowPair] {
  var pairs: [RowPair] = []
  for i in rows.indices {
    for j in rows.indices where rows[i].account < rows[j].account {
      let (x, y) = (rows[i], rows[j])
      guard x.object == y.object, x.time.distance128(to: y.time) <= Int128(window) else { continue }
      if excludesSameContent && x.content == y.content { continue }
      if let qualifies, !qualifies[i] && !qualifies[j] { continue }
      pairs.append(RowPair(a: x.account, b: y.account, rowA: Int32(i), rowB: Int32(j)))
    }
  }
  return pairs.sorted()
}

extension Int64 {
  /// The distance of two times without overflow.
  func distance128(to other: Int64) -> Int128 { (Int128(self) - Int128(other)).magnitude128 }
}

extension Int128 {
  fileprivate var magnitude128: Int128 { self < 0 ? -self : self }
}

extension ActionTable {
  /// A table of rows.
  init(_ rows: [ActionRow], accountCount: Int? = nil, threads: Int = 2) {
    self.init(
      accountCount: accountCount ?? Int(rows.map(\.account).max() ?? -1) + 1,
      objectCount: Int(rows.map(\.object).max() ?? -1) + 1, objects: rows.map(\.object),
      accounts: rows.map(\.account), times: rows.map(\.time), contents: rows.map(\.content),
      threads: threads)
  }
}

extension CoactionEngine {
  /// Every co-action by the caller's rows, in the order of the visits.
  func rowPairs(threads: Int = 2) -> [RowPair] {
    let table = self.table
    return rows(threads: threads, makeState: { [RowPair]() }) { pairs, row in
      for record in row.records {
        pairs.append(
          RowPair(
            a: row.account, b: record.other, rowA: table.rows[Int(record.position)],
            rowB: table.rows[Int(record.otherPosition)]))
      }
    }.flatMap { $0 }
  }
}

/// Seeded numbers: SplitMix64, whose few lines are the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Random rows: few objects and accounts, so that much falls together.
func randomRows(
  _ count: Int, accounts: Int32 = 9, objects: Int32 = 5, span: Int64 = 200,
  contents: Int32 = 40, using generator: inout SeededGenerator
) -> [ActionRow] {
  (0..<count).map { _ in
    ActionRow(
      object: .random(in: 0..<objects, using: &generator),
      account: .random(in: 0..<accounts, using: &generator),
      content: .random(in: 0..<contents, using: &generator),
      time: .random(in: 0..<span, using: &generator))
  }
}
