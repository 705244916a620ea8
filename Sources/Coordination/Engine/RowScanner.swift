/// The table and the rule of an engine as bare memory, valid inside `withEngine` alone.
struct EngineMemory {
  let neighbours: Neighbours
  let accountStart: UnsafeBufferPointer<Int32>
  let accountPositions: UnsafeBufferPointer<Int32>
  /// Nil where contents need not be compared.
  let contents: UnsafePointer<Int32>?
  /// Nil where every action qualifies.
  let qualifies: UnsafePointer<Bool>?

  /// Calls `body` with an engine's memory.
  static func with<Result>(_ engine: CoactionEngine, _ body: (EngineMemory) -> Result) -> Result {
    let table = engine.table
    let comparesContents = engine.rule.excludesSameContent && !table.contentsAreUnique
    return table.actions.withUnsafeBufferPointer { actions in
      table.accountStart.withUnsafeBufferPointer { starts in
        table.accountPositions.withUnsafeBufferPointer { positions in
          table.contents.withUnsafeBufferPointer { contents in
            (engine.rule.qualifies ?? []).withUnsafeBufferPointer { qualifies in
              body(
                EngineMemory(
                  neighbours: Neighbours(actions: actions, window: UInt64(engine.window)),
                  accountStart: starts, accountPositions: positions,
                  contents: comparesContents ? contents.baseAddress : nil,
                  qualifies: engine.rule.qualifies == nil ? nil : qualifies.baseAddress))
            }
          }
        }
      }
    }
  }

  /// Whether the rule lets two actions of different accounts within the window count.
  @inline(__always)
  func allows(_ position: Int, _ other: Int) -> Bool {
    if let contents, contents[position] == contents[other] { return false }
    guard let qualifies else { return true }
    return qualifies[position] || qualifies[other]
  }

  /// The positions of an account.
  @inline(__always)
  func positions(of account: Int32) -> UnsafeBufferPointer<Int32> {
    let range = Int(accountStart[Int(account)])..<Int(accountStart[Int(account) + 1])
    return UnsafeBufferPointer(rebasing: accountPositions[range])
  }

  /// Calls `body` with every co-action of an account with a range of others, by position, then by
  /// the other's position, until it returns false.
  @inline(__always)
  func forEachCoaction(
    _ account: Int32, others: ClosedRange<Int32>, _ body: (CoactionRecord) -> Bool
  ) {
    let actions = neighbours.actions
    let (low, high) = (others.lowerBound, others.upperBound)
    for position in positions(of: account) {
      let time = actions[Int(position)].time
      for other in neighbours.range(of: Int(position)) {
        let action = actions[other]
        guard action.account >= low && action.account <= high, allows(Int(position), other)
        else { continue }
        let record = CoactionRecord(
          other: action.account, position: position,
          otherPosition: Int32(truncatingIfNeeded: other), lag: action.time &- time)
        guard body(record) else { return }
      }
    }
  }
}

/// Scans rows on one thread.
final class RowScanner {
  private let memory: EngineMemory
  private let capacity: Int
  private var records: RecordBuffer
  private var spare: RecordBuffer

  init(_ memory: EngineMemory, capacity: Int) {
    self.memory = memory
    self.capacity = capacity
    records = RecordBuffer()
    spare = RecordBuffer()
  }

  deinit {
    records.deallocate()
    spare.deallocate()
  }

  /// Visits the rows of a range of accounts in order.
  func scan(_ accounts: Range<Int32>, visit: (CoactionRow) -> Void) {
    for account in accounts {
      if collect(account, others: (account + 1)...Int32.max) {
        deliver(account, visit: visit)
      } else {
        scanLargeRow(account, visit: visit)
      }
    }
  }

  /// Gathers the co-actions of an account with a range of others; false when they exceed the
  /// capacity.
  private func collect(_ account: Int32, others: ClosedRange<Int32>) -> Bool {
    var fits = true
    var found = records
    found.count = 0
    memory.forEachCoaction(account, others: others) { record in
      fits = found.count < capacity
      if fits { found.append(record) }
      return fits
    }
    records = found
    return fits
  }

  private func deliver(_ account: Int32, visit: (CoactionRow) -> Void) {
    if records.count == 0 { return }
    RecordSort.sortByOther(&records, spare: &spare)
    visit(
      CoactionRow(
        account: account, records: records.elements, continuesPair: false, endsPair: true))
  }

  /// Visits a row above the capacity in slices of others, each scanned anew.
  private func scanLargeRow(_ account: Int32, visit: (CoactionRow) -> Void) {
    var counts: [Int32: Int] = [:]
    memory.forEachCoaction(account, others: (account + 1)...Int32.max) { record in
      counts[record.other, default: 0] += 1
      return true
    }
    for slice in slices(counts.sorted { $0.key < $1.key }) {
      if collect(account, others: slice) {
        deliver(account, visit: visit)
      } else {
        scanLargePair(account, other: slice.lowerBound, visit: visit)
      }
    }
  }

  /// Ranges of others with no more co-actions than the capacity, or of one other.
  private func slices(_ counts: [(key: Int32, value: Int)]) -> [ClosedRange<Int32>] {
    var slices: [ClosedRange<Int32>] = []
    var sum = 0
    for (other, count) in counts {
      if let last = slices.last, sum + count <= capacity {
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
  private func scanLargePair(_ account: Int32, other: Int32, visit: (CoactionRow) -> Void) {
    records.count = 0
    var continues = false
    func flush(ends: Bool) {
      visit(
        CoactionRow(
          account: account, records: records.elements, continuesPair: continues, endsPair: ends))
      continues = true
      records.count = 0
    }
    memory.forEachCoaction(account, others: other...other) { record in
      if records.count == capacity { flush(ends: false) }
      records.append(record)
      return true
    }
    flush(ends: true)
  }
}
