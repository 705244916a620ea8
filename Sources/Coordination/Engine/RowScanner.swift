/// Scans rows on one thread.
struct RowScanner {
  private let engine: CoactionEngine
  private var records: [CoactionRecord] = []
  private var spare: [CoactionRecord] = []

  init(_ engine: CoactionEngine) {
    self.engine = engine
  }

  /// Visits the rows of a range of accounts in order.
  mutating func scan(_ accounts: Range<Int32>, visit: (CoactionRow) -> Void) {
    for account in accounts {
      let positions = engine.table.positions(of: account)
      if positions.isEmpty { continue }
      records.removeAll(keepingCapacity: true)
      if collect(account, positions, others: (account + 1)...Int32.max) {
        deliver(account, visit: visit)
      } else {
        scanLargeRow(account, positions, visit: visit)
      }
    }
  }

  /// Appends the co-actions of an account with a range of others; false when they exceed the
  /// capacity.
  private mutating func collect(
    _ account: Int32, _ positions: ArraySlice<Int32>, others: ClosedRange<Int32>
  ) -> Bool {
    let capacity = engine.rowCapacity
    var fits = true
    forEachCoaction(account, positions, others: others) { record in
      if records.count == capacity {
        fits = false
        return false
      }
      records.append(record)
      return true
    }
    return fits
  }

  /// Calls `body` with every co-action of an account with a range of others, by position, then by
  /// the other's position, until it returns false.
  @inline(__always)
  private func forEachCoaction(
    _ account: Int32, _ positions: ArraySlice<Int32>, others: ClosedRange<Int32>,
    _ body: (CoactionRecord) -> Bool
  ) {
    engine.table.actions.withUnsafeBufferPointer { actions in
      let neighbours = Neighbours(actions: actions, window: UInt64(engine.window))
      let (low, high) = (others.lowerBound, others.upperBound)
      for position in positions {
        let time = actions[Int(position)].time
        for other in neighbours.range(of: Int(position)) {
          let action = actions[other]
          guard action.account >= low && action.account <= high,
            engine.allows(Int(position), other)
          else { continue }
          let record = CoactionRecord(
            other: action.account, position: position, otherPosition: Int32(other),
            lag: action.time &- time)
          guard body(record) else { return }
        }
      }
    }
  }

  private mutating func deliver(_ account: Int32, visit: (CoactionRow) -> Void) {
    if records.isEmpty { return }
    RecordSort.sortByOther(&records, spare: &spare)
    records.withUnsafeBufferPointer {
      visit(CoactionRow(account: account, records: $0, continuesPair: false, endsPair: true))
    }
  }

  /// Visits a row above the capacity in slices of others, each scanned anew.
  private mutating func scanLargeRow(
    _ account: Int32, _ positions: ArraySlice<Int32>, visit: (CoactionRow) -> Void
  ) {
    var counts: [Int32: Int] = [:]
    forEachCoaction(account, positions, others: (account + 1)...Int32.max) { record in
      counts[record.other, default: 0] += 1
      return true
    }
    for slice in slices(counts.sorted { $0.key < $1.key }) {
      records.removeAll(keepingCapacity: true)
      if collect(account, positions, others: slice) {
        deliver(account, visit: visit)
      } else {
        scanLargePair(account, positions, other: slice.lowerBound, visit: visit)
      }
    }
  }

  /// Ranges of others with no more co-actions than the capacity, or of one other.
  private func slices(_ counts: [(key: Int32, value: Int)]) -> [ClosedRange<Int32>] {
    var slices: [ClosedRange<Int32>] = []
    var sum = 0
    for (other, count) in counts {
      if let last = slices.last, sum + count <= engine.rowCapacity {
        slices[slices.count - 1] = last.lowerBound...other
        sum += count
      } else {
        slices.append(other...other)
        sum = count
      }
    }
    return slices
  }

  /// Visits a pair above the capacity in several parts.
  private mutating func scanLargePair(
    _ account: Int32, _ positions: ArraySlice<Int32>, other: Int32, visit: (CoactionRow) -> Void
  ) {
    let capacity = engine.rowCapacity
    var part: [CoactionRecord] = []
    part.reserveCapacity(capacity)
    var continues = false
    func flush(ends: Bool) {
      part.withUnsafeBufferPointer {
        visit(
          CoactionRow(account: account, records: $0, continuesPair: continues, endsPair: ends))
      }
      continues = true
      part.removeAll(keepingCapacity: true)
    }
    forEachCoaction(account, positions, others: other...other) { record in
      if part.count == capacity { flush(ends: false) }
      part.append(record)
      return true
    }
    flush(ends: true)
  }
}
