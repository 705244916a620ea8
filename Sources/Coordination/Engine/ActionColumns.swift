/// A caller's columns on their way into an `ActionTable`.
struct ActionColumns: Sendable {
  let objects: [Int32]
  let accounts: [Int32]
  let times: [Int64]
  let contents: [Int32]

  typealias Sorted = (actions: [ActionTable.Action], contents: [Int32], rows: [Int32])

  /// The columns in the order of object, time and input.
  ///
  /// Each thread owns a range of objects: it reads all rows, which is sequential and cheap, and
  /// writes only its own, which is neither.
  func sorted(objectStart: [Int32], threads: Int) -> Sorted {
    let count = objects.count
    var contents: [Int32] = []
    var rows: [Int32] = []
    let actions = [ActionTable.Action](unsafeUninitializedCapacity: count) { a, initialized in
      initialized = count
      contents = [Int32](unsafeUninitializedCapacity: count) { c, initialized in
        initialized = count
        rows = [Int32](unsafeUninitializedCapacity: count) { r, initialized in
          initialized = count
          let slots = ActionSlots(
            actions: SharedBuffer(a), contents: SharedBuffer(c), rows: SharedBuffer(r))
          let ranges = CountingSort.balancedRanges(objectStart, parts: threads)
          Parallel.forEach(ranges.count, threads: threads) { part in
            scatter(ranges[part], objectStart: objectStart, into: slots)
            for object in ranges[part] {
              slots.sortByTime(Int(objectStart[object])..<Int(objectStart[object + 1]))
            }
          }
        }
      }
    }
    return (actions, contents, rows)
  }

  private func scatter(_ range: Range<Int>, objectStart: [Int32], into slots: ActionSlots) {
    var next = Array(objectStart[range])
    next.withUnsafeMutableBufferPointer { next in
      for row in 0..<objects.count {
        let index = Int(objects[row]) &- range.lowerBound
        guard index >= 0 && index < next.count else { continue }
        let slot = Int(next[index])
        next[index] &+= 1
        slots.actions.base[slot] = ActionTable.Action(
          time: times[row], account: accounts[row], object: objects[row])
        slots.contents.base[slot] = contents[row]
        slots.rows.base[slot] = Int32(truncatingIfNeeded: row)
      }
    }
  }
}

/// The columns of a table while it is made; threads write disjoint ranges of it.
struct ActionSlots: Sendable {
  let actions: SharedBuffer<ActionTable.Action>
  let contents: SharedBuffer<Int32>
  let rows: SharedBuffer<Int32>

  /// Sorts a range that holds one object by time, equal times in the order in which they stand.
  func sortByTime(_ range: Range<Int>) {
    let isSorted = range.dropFirst().allSatisfy {
      actions.base[$0 - 1].time <= actions.base[$0].time
    }
    if isSorted { return }
    if range.count <= 24 { insertionSort(range) } else { indexSort(range) }
  }

  private func insertionSort(_ range: Range<Int>) {
    for i in range.dropFirst() {
      let action = actions.base[i]
      let content = contents.base[i]
      let row = rows.base[i]
      var j = i
      while j > range.lowerBound && actions.base[j - 1].time > action.time {
        actions.base[j] = actions.base[j - 1]
        contents.base[j] = contents.base[j - 1]
        rows.base[j] = rows.base[j - 1]
        j -= 1
      }
      actions.base[j] = action
      contents.base[j] = content
      rows.base[j] = row
    }
  }

  private func indexSort(_ range: Range<Int>) {
    var keys = range.map { (time: actions.base[$0].time, position: $0) }
    keys.sort { $0.time != $1.time ? $0.time < $1.time : $0.position < $1.position }
    let oldActions = range.map { actions.base[$0] }
    let oldContents = range.map { contents.base[$0] }
    let oldRows = range.map { rows.base[$0] }
    for (offset, key) in keys.enumerated() {
      let old = key.position - range.lowerBound
      actions.base[range.lowerBound + offset] = oldActions[old]
      contents.base[range.lowerBound + offset] = oldContents[old]
      rows.base[range.lowerBound + offset] = oldRows[old]
    }
  }
}
