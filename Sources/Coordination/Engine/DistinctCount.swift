/// Counts distinct numbers by sorting them; holds memory that is used again.
struct DistinctCount: Sendable {
  private var spare: [UInt32] = []

  /// How many different values there are; puts them in any order.
  mutating func callAsFunction(_ values: inout [UInt32]) -> Int32 {
    if values.isEmpty { return 0 }
    if values.count <= 128 { insertionOrLibrarySort(&values) } else { radixSort(&values) }
    var distinct: Int32 = 1
    values.withUnsafeBufferPointer { values in
      for i in 1..<values.count where values[i] != values[i - 1] { distinct += 1 }
    }
    return distinct
  }

  private func insertionOrLibrarySort(_ values: inout [UInt32]) {
    if values.count > 20 {
      values.sort()
      return
    }
    values.withUnsafeMutableBufferPointer { values in
      for i in stride(from: 1, to: values.count, by: 1) {
        let value = values[i]
        var j = i
        while j > 0 && values[j - 1] > value {
          values[j] = values[j - 1]
          j -= 1
        }
        values[j] = value
      }
    }
  }

  /// From the lowest to the highest byte, leaving out bytes in which all agree.
  private mutating func radixSort(_ values: inout [UInt32]) {
    if spare.count < values.count {
      spare.append(contentsOf: repeatElement(0, count: values.count - spare.count))
    }
    var differing: UInt32 = 0
    for value in values { differing |= value ^ values[0] }
    for shift in stride(from: UInt32(0), to: 32, by: 8) where (differing >> shift) & 0xff != 0 {
      let count = values.count
      values.withUnsafeBufferPointer { source in
        spare.withUnsafeMutableBufferPointer { target in
          Self.pass(from: source, into: target, shift: shift)
        }
      }
      values.withUnsafeMutableBufferPointer { target in
        for i in 0..<count { target[i] = spare[i] }
      }
    }
  }

  private static func pass(
    from source: UnsafeBufferPointer<UInt32>, into target: UnsafeMutableBufferPointer<UInt32>,
    shift: UInt32
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { next in
      next.initialize(repeating: 0)
      for value in source { next[Int((value >> shift) & 0xff) + 1] += 1 }
      for digit in 0..<256 { next[digit + 1] += next[digit] }
      for value in source {
        let digit = Int((value >> shift) & 0xff)
        target[next[digit]] = value
        next[digit] += 1
      }
    }
  }
}
