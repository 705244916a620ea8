/// Sorts the records of a row by the other account, keeping the order of equal ones.
enum RecordSort {
  /// Up to so many records an insertion sort is faster.
  static let smallCount = 24

  /// Sorts records; `spare` is memory to be used again.
  static func sortByOther(_ records: inout [CoactionRecord], spare: inout [CoactionRecord]) {
    if records.count <= smallCount {
      insertionSort(&records)
    } else {
      radixSort(&records, spare: &spare)
    }
  }

  private static func insertionSort(_ records: inout [CoactionRecord]) {
    records.withUnsafeMutableBufferPointer { records in
      for i in stride(from: 1, to: records.count, by: 1) {
        let record = records[i]
        var j = i
        while j > 0 && records[j - 1].other > record.other {
          records[j] = records[j - 1]
          j -= 1
        }
        records[j] = record
      }
    }
  }

  /// Sorts from the lowest to the highest byte, leaving out bytes in which all agree.
  private static func radixSort(_ records: inout [CoactionRecord], spare: inout [CoactionRecord]) {
    var differing: Int32 = 0
    for record in records { differing |= record.other ^ records[0].other }
    for shift in stride(from: Int32(0), to: 32, by: 8) where (differing >> shift) & 0xff != 0 {
      if spare.count < records.count {
        spare.append(contentsOf: records[spare.count...])
      }
      pass(from: records, into: &spare, shift: shift)
      if spare.count > records.count { spare.removeLast(spare.count - records.count) }
      swap(&records, &spare)
    }
  }

  private static func pass(
    from source: [CoactionRecord], into target: inout [CoactionRecord], shift: Int32
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { next in
      next.initialize(repeating: 0)
      for record in source { next[Int((record.other >> shift) & 0xff) + 1] += 1 }
      for digit in 0..<256 { next[digit + 1] += next[digit] }
      target.withUnsafeMutableBufferPointer { target in
        for record in source {
          let digit = Int((record.other >> shift) & 0xff)
          target[next[digit]] = record
          next[digit] += 1
        }
      }
    }
  }
}
