import SocialModel

/// What the plain count says of a pair: how often two accounts acted together, and how far apart.
///
/// Takes 32 bytes.
public struct EdgeCount: Sendable, Hashable {
  /// The two accounts.
  public var pair: AccountPair
  /// Number of co-actions.
  public var coactions: Int
  /// Sum of the times between the two actions of each co-action, in the table's unit.
  public var lagSum: Int64
  /// Distinct contents of account a in the co-actions, or the older ones, as the counter has it.
  public var contentsA: Int32
  /// Distinct contents of account b in the co-actions, or the newer ones, as the counter has it.
  public var contentsB: Int32

  /// The counts of a pair.
  public init(pair: AccountPair, coactions: Int, lagSum: Int64, contentsA: Int32, contentsB: Int32)
  {
    self.pair = pair
    self.coactions = coactions
    self.lagSum = lagSum
    self.contentsA = contentsA
    self.contentsB = contentsB
  }
}

/// Counts the co-actions of pairs, row by row.
///
/// Holds scratch memory: keep one a thread.
///
/// - Precondition: the lags of one pair sum to less than 2^63; a window below 2^31 and fewer than
///   2^32 co-actions a pair make sure of it.
public struct EdgeCounter: Sendable {
  /// Which contents the two counts of an edge are about.
  public enum Sides: Sendable {
    /// Those of account a and of account b.
    case byAccount
    /// The older and the newer ones of each co-action, as CooRTweet 2.1.3 counts them; where times
    /// are equal, the action at the position with the smaller value here is the older one.
    case byAge(ties: [Int32])
  }

  private let contents: [Int32]
  private let sides: Sides
  private var first: [UInt32] = []
  private var second: [UInt32] = []
  private var distinctCount = DistinctCount()
  private var pending: Pending?

  private struct Pending: Sendable {
    var other: Int32 = -1
    var coactions = 0
    var lagSum: Int64 = 0
    var first: Set<Int32> = []
    var second: Set<Int32> = []
  }

  /// A counter of the co-actions in a table.
  public init(_ table: ActionTable, sides: Sides = .byAccount) {
    contents = table.contents
    self.sides = sides
  }

  /// Calls `body` once for each pair whose last co-action is in this visit.
  ///
  /// - Parameters:
  ///   - row: the visits of a range of accounts, in order.
  ///   - body: takes the counts and the pair's records; of a pair that came in several visits, the
  ///     last ones.
  public mutating func count(
    _ row: CoactionRow, _ body: (EdgeCount, UnsafeBufferPointer<CoactionRecord>) -> Void
  ) {
    if row.continuesPair || !row.endsPair {
      countPart(row, body)
      return
    }
    row.forEachPair { other, records in
      body(count(records, pair: AccountPair(row.account, other)), records)
    }
  }

  /// Calls `body` with the number of co-actions of each pair whose last one is in this visit.
  ///
  /// What `count` gives, without the rest.
  public mutating func weights(_ row: CoactionRow, _ body: (Int) -> Void) {
    if row.continuesPair || !row.endsPair {
      var sum = row.continuesPair ? pending ?? Pending() : Pending()
      sum.coactions += row.records.count
      pending = row.endsPair ? nil : sum
      if row.endsPair && sum.coactions > 0 { body(sum.coactions) }
      return
    }
    row.forEachPair { _, records in body(records.count) }
  }

  /// Counts records of one pair.
  public mutating func count(
    _ records: UnsafeBufferPointer<CoactionRecord>, pair: AccountPair
  ) -> EdgeCount {
    var edge = EdgeCount(
      pair: pair, coactions: records.count, lagSum: 0, contentsA: 1, contentsB: 1)
    for record in records { edge.lagSum += abs(record.lag) }
    if records.count == 1 { return edge }
    first.removeAll(keepingCapacity: true)
    second.removeAll(keepingCapacity: true)
    for record in records {
      let (one, two) = orderedContents(record)
      first.append(UInt32(bitPattern: one))
      second.append(UInt32(bitPattern: two))
    }
    edge.contentsA = distinctCount(&first)
    edge.contentsB = distinctCount(&second)
    return edge
  }

  /// The contents of a record on the first and the second side.
  @inline(__always)
  public func orderedContents(_ record: CoactionRecord) -> (first: Int32, second: Int32) {
    let own = contents[Int(record.position)]
    let other = contents[Int(record.otherPosition)]
    guard case .byAge(let ties) = sides else { return (own, other) }
    let ownIsOlder =
      record.lag != 0
      ? record.lag > 0 : ties[Int(record.position)] < ties[Int(record.otherPosition)]
    return ownIsOlder ? (own, other) : (other, own)
  }

  private mutating func countPart(
    _ row: CoactionRow, _ body: (EdgeCount, UnsafeBufferPointer<CoactionRecord>) -> Void
  ) {
    var sum = row.continuesPair ? pending ?? Pending() : Pending()
    for record in row.records {
      let (one, two) = orderedContents(record)
      sum.other = record.other
      sum.coactions += 1
      sum.lagSum += abs(record.lag)
      sum.first.insert(one)
      sum.second.insert(two)
    }
    pending = sum
    guard row.endsPair else { return }
    pending = nil
    // A caller may have left out all of the pair's records.
    if sum.coactions == 0 { return }
    let edge = EdgeCount(
      pair: AccountPair(row.account, sum.other), coactions: sum.coactions, lagSum: sum.lagSum,
      contentsA: Int32(sum.first.count), contentsB: Int32(sum.second.count))
    body(edge, row.records)
  }
}
