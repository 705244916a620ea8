/// The counting sorts that turn columns into a table.
enum CountingSort {
  /// Where each id's entries begin when entries are grouped by id; the total at the end.
  static func starts(of ids: [Int32], idCount: Int) -> [Int32] {
    var starts = [Int32](repeating: 0, count: idCount + 1)
    starts.withUnsafeMutableBufferPointer { starts in
      for id in ids {
        precondition(id >= 0 && Int(id) < idCount, "an id is out of range")
        starts[Int(id) + 1] += 1
      }
      for id in 0..<idCount { starts[id + 1] += starts[id] }
    }
    return starts
  }

  /// The ids at which to cut so that each part holds about equally many entries.
  ///
  /// Returns `parts` ranges of ids, in order, some of them perhaps empty.
  static func balancedRanges(_ starts: [Int32], parts: Int) -> [Range<Int>] {
    let idCount = starts.count - 1
    let total = Int(starts[idCount])
    var cuts = [0]
    for part in 1..<max(parts, 1) {
      let goal = Int32(truncatingIfNeeded: total / parts * part)
      var low = cuts[part - 1]
      var high = idCount
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] < goal { low = middle + 1 } else { high = middle }
      }
      cuts.append(low)
    }
    cuts.append(idCount)
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// The positions of each account's actions, ascending, grouped by account.
  static func positionsByAccount(
    _ actions: [ActionTable.Action], accountStart: [Int32], threads: Int
  ) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: actions.count) { output, initialized in
      initialized = actions.count
      let target = SharedBuffer(output)
      let ranges = balancedRanges(accountStart, parts: threads)
      Parallel.forEach(ranges.count, threads: threads) { part in
        let range = ranges[part]
        var next = Array(accountStart[range])
        actions.withUnsafeBufferPointer { actions in
          next.withUnsafeMutableBufferPointer { next in
            for position in 0..<actions.count {
              let index = Int(actions[position].account) &- range.lowerBound
              guard index >= 0 && index < next.count else { continue }
              target.base[Int(next[index])] = Int32(truncatingIfNeeded: position)
              next[index] &+= 1
            }
          }
        }
      }
    }
  }

  /// Whether no two values are equal; values far above their number count as not unique.
  static func areUnique(_ values: [Int32]) -> Bool {
    guard let largest = values.max() else { return true }
    guard largest >= 0, Int(largest) < values.count * 4 + 1024, (values.min() ?? 0) >= 0 else {
      return false
    }
    var seen = [UInt64](repeating: 0, count: Int(largest) / 64 + 1)
    return seen.withUnsafeMutableBufferPointer { seen in
      for value in values {
        let bit = UInt64(1) << UInt64(value & 63)
        if seen[Int(value >> 6)] & bit != 0 { return false }
        seen[Int(value >> 6)] |= bit
      }
      return true
    }
  }
}
