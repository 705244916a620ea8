/// Cuts the accounts into ranges with about equal work.
enum WorkRanges {
  /// Neighbours and actions in one range, unless one account alone has more.
  static let goal = 1 << 17

  /// Ranges of accounts, and the number of neighbours in all.
  static func make(
    _ table: ActionTable, window: Int64, threads: Int
  ) -> (ranges: [Range<Int32>], neighbours: Int) {
    let work = neighbourCounts(table, window: window, threads: threads)
    var ranges: [Range<Int32>] = []
    var start: Int32 = 0
    var sum = 0
    var total = 0
    for account in 0..<Int32(table.accountCount) {
      let own = work[Int(account)]
      let cost = own + Int(table.accountStart[Int(account) + 1] - table.accountStart[Int(account)])
      if sum > 0 && sum + cost > goal {
        ranges.append(start..<account)
        start = account
        sum = 0
      }
      sum += cost
      total += own
    }
    if sum > 0 { ranges.append(start..<Int32(table.accountCount)) }
    return (ranges, total)
  }

  /// For each account how many neighbours its actions have within the window.
  ///
  /// An upper bound of its records, and just what scanning its row costs.
  static func neighbourCounts(_ table: ActionTable, window: Int64, threads: Int) -> [Int] {
    // Each part has a count for every account: few parts, however many threads.
    let objects = CountingSort.balancedRanges(table.objectStart, parts: min(threads, 8))
    let parts = Parallel.map(0..<objects.count, threads: threads) { part in
      var counts = [Int](repeating: 0, count: table.accountCount)
      let range = objects[part]
      let first = Int(table.objectStart[range.lowerBound])
      let end = Int(table.objectStart[range.upperBound])
      table.actions.withUnsafeBufferPointer { actions in
        counts.withUnsafeMutableBufferPointer { counts in
          sweep(first..<end, actions, window: UInt64(window), into: counts)
        }
      }
      return counts
    }
    guard var sum = parts.first else { return [] }
    for part in parts.dropFirst() {
      for account in 0..<sum.count { sum[account] += part[account] }
    }
    return sum
  }

  private static func sweep(
    _ range: Range<Int>, _ actions: UnsafeBufferPointer<ActionTable.Action>, window: UInt64,
    into counts: UnsafeMutableBufferPointer<Int>
  ) {
    var low = range.lowerBound
    var high = range.lowerBound
    for position in range {
      let action = actions[position]
      while actions[low].object != action.object
        || UInt64(bitPattern: action.time &- actions[low].time) > window
      {
        low += 1
      }
      high = max(high, position + 1)
      while high < range.upperBound && actions[high].object == action.object
        && UInt64(bitPattern: actions[high].time &- action.time) <= window
      {
        high += 1
      }
      counts[Int(action.account)] += high - low - 1
    }
  }
}
