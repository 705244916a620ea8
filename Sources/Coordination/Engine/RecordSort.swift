/// Records in memory that grows and is used again.
struct RecordBuffer {
  private(set) var base: UnsafeMutablePointer<CoactionRecord>
  private var capacity: Int
  /// How many records there are.
  var count = 0

  init() {
    capacity = 256
    base = .allocate(capacity: capacity)
  }

  /// The records, until the next change.
  var elements: UnsafeBufferPointer<CoactionRecord> {
    UnsafeBufferPointer(start: base, count: count)
  }

  @inline(__always)
  mutating func append(_ record: CoactionRecord) {
    if count == capacity { reserve(capacity * 2) }
    (base + count).initialize(to: record)
    count += 1
  }

  /// Makes room for so many records.
  mutating func reserve(_ wanted: Int) {
    if wanted <= capacity { return }
    let larger = UnsafeMutablePointer<CoactionRecord>.allocate(capacity: wanted)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = wanted
  }

  func deallocate() { base.deallocate() }
}

/// Sorts the records of a row by the other account, keeping the order of equal ones.
enum RecordSort {
  /// Up to so many records an insertion sort is faster.
  static let smallCount = 24

  /// Sorts records; `spare` is memory to be used again.
  static func sortByOther(_ records: inout RecordBuffer, spare: inout RecordBuffer) {
    if records.count <= smallCount {
      insertionSort(records.base, records.count)
    } else {
      radixSort(&records, spare: &spare)
    }
  }

  private static func insertionSort(_ records: UnsafeMutablePointer<CoactionRecord>, _ count: Int) {
    for i in stride(from: 1, to: count, by: 1) {
      let record = records[i]
      var j = i
      while j > 0 && records[j - 1].other > record.other {
        records[j] = records[j - 1]
        j -= 1
      }
      records[j] = record
    }
  }

  /// Sorts from the lowest to the highest byte, leaving out bytes in which all agree.
  private static func radixSort(_ records: inout RecordBuffer, spare: inout RecordBuffer) {
    spare.count = 0
    spare.reserve(records.count)
    let first = records.base[0].other
    var differing: Int32 = 0
    for record in records.elements { differing |= record.other ^ first }
    for shift in stride(from: Int32(0), to: 32, by: 8) where (differing >> shift) & 0xff != 0 {
      pass(from: records.elements, into: spare.base, shift: shift)
      spare.count = records.count
      swap(&records, &spare)
    }
  }

  private static func pass(
    from source: UnsafeBufferPointer<CoactionRecord>,
    into target: UnsafeMutablePointer<CoactionRecord>, shift: Int32
  ) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { next in
      next.initialize(repeating: 0)
      for record in source { next[Int((record.other >> shift) & 0xff) + 1] += 1 }
      for digit in 0..<256 { next[digit + 1] += next[digit] }
      for record in source {
        let digit = Int((record.other >> shift) & 0xff)
        (target + next[digit]).initialize(to: record)
        next[digit] += 1
      }
    }
  }
}
