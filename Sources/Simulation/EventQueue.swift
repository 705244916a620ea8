/// What waits to happen, taken out in the order of time; equal times in the order they were put in.
///
/// A binary heap of small keys; the values stay in their slots, so that moving keys around touches
/// no reference counts.
struct EventQueue<Value> {
  private struct Key {
    var time: Int64
    var sequence: UInt64
    var slot: Int32

    func precedes(_ other: Key) -> Bool {
      time != other.time ? time < other.time : sequence < other.sequence
    }
  }

  private var heap: [Key] = []
  private var values: [Value?] = []
  private var free: [Int32] = []
  private var sequence: UInt64 = 0

  var count: Int { heap.count }
  var firstTime: Int64? { heap.first?.time }

  mutating func push(_ value: Value, at time: Int64) {
    let slot: Int32
    if let reused = free.popLast() {
      slot = reused
      values[Int(slot)] = value
    } else {
      slot = Int32(values.count)
      values.append(value)
    }
    sequence += 1
    heap.append(Key(time: time, sequence: sequence, slot: slot))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popFirst() -> (time: Int64, value: Value)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    guard let value = values[Int(first.slot)] else { return nil }
    values[Int(first.slot)] = nil
    free.append(first.slot)
    return (first.time, value)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= heap.count { return }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
