/// One co-action as seen from the account whose row it is in.
public struct CoactionRecord: Sendable, Hashable {
  /// The other account.
  public let other: Int32
  /// The position in the table of the row's account's action.
  public let position: Int32
  /// The position in the table of the other account's action.
  public let otherPosition: Int32
  /// The time of the other account's action less that of the row's account; its magnitude is at
  /// most the window.
  public let lag: Int64
}

/// The co-actions of one account with accounts of larger ids.
///
/// Records are ordered by the other account, then by the two positions. They lie in memory that is
/// reused after the visit.
public struct CoactionRow {
  /// The account; it is smaller than `other` of every record.
  public let account: Int32
  /// The co-actions.
  public let records: UnsafeBufferPointer<CoactionRecord>
  /// Whether the first record belongs to the same pair as the last record of the previous visit.
  ///
  /// True only for pairs with more co-actions than the engine's row capacity. Any other pair is
  /// visited whole, though a row of many records may come in several visits.
  public let continuesPair: Bool
  /// Whether the last record is the last one of its pair; false where the next visit continues it.
  public let endsPair: Bool

  /// A row whose records are some of this row's, in the same order.
  public func keeping(_ records: UnsafeBufferPointer<CoactionRecord>) -> CoactionRow {
    CoactionRow(
      account: account, records: records, continuesPair: continuesPair, endsPair: endsPair)
  }

  /// Calls `body` once for each other account, in order, with the pair's co-actions.
  @inlinable
  public func forEachPair(
    _ body: (_ other: Int32, _ records: UnsafeBufferPointer<CoactionRecord>) -> Void
  ) {
    var start = 0
    while start < records.count {
      let other = records[start].other
      var end = start + 1
      while end < records.count && records[end].other == other { end += 1 }
      body(other, UnsafeBufferPointer(rebasing: records[start..<end]))
      start = end
    }
  }
}
