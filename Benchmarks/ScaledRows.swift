import Intake
import SocialModel

/// Rows of any number with the shape of a real set: most accounts act once or twice, a few objects
/// are shared by thousands.
///
/// Each replica of the source has accounts and objects of its own, but for the most shared objects,
/// which blocks of replicas have in common, and a shift of its own in time. Rows whose content id
/// appeared before are left out of the source, since the tools compared here treat them in
/// different ways. The result depends on the source, the number of rows and the seed alone.
struct ScaledRows: Sendable {
  static let sharedObjects = 100
  static let block = 16
  static let shiftSeconds: Int64 = 43_200

  private(set) var objects: [Int32] = []
  private(set) var accounts: [Int32] = []
  private(set) var times: [Int64] = []
  private(set) var objectCount = 0
  private(set) var accountCount = 0

  var count: Int { objects.count }

  /// Exactly `rows` rows in order of time.
  init(source: SourceRows, rows: Int, seed: UInt64) {
    var generator = SplitMix64(state: seed)
    let replicas = (rows + source.count - 1) / max(source.count, 1)
    let shifts = (0..<replicas).map { _ in
      Int64.random(in: -Self.shiftSeconds...Self.shiftSeconds, using: &generator)
    }
    var keys = Self.chosen(rows, of: replicas * source.count, using: &generator).map { index in
      let (replica, row) = index.quotientAndRemainder(dividingBy: source.count)
      return Key(time: source.times[row] + shifts[replica], index: index)
    }
    keys.sort { $0.time != $1.time ? $0.time < $1.time : $0.index < $1.index }
    relabel(keys, source)
  }

  private struct Key {
    var time: Int64
    var index: Int
  }

  /// Selection sampling: each set of `count` indices is equally likely, in ascending order.
  private static func chosen(
    _ count: Int, of total: Int, using generator: inout SplitMix64
  ) -> [Int] {
    var chosen: [Int] = []
    chosen.reserveCapacity(count)
    for index in 0..<total where chosen.count < count {
      let missing = count - chosen.count
      if missing == total - index
        || Int.random(in: 0..<(total - index), using: &generator) < missing
      {
        chosen.append(index)
      }
    }
    return chosen
  }

  /// Gives accounts and objects ids in order of first appearance.
  private mutating func relabel(_ keys: [Key], _ source: SourceRows) {
    var accountIds = [Int32](
      repeating: -1,
      count: (keys.map(\.index).max() ?? 0) / source.count * source.accountCount
        + source.accountCount)
    var objectIds = [Int32](
      repeating: -1, count: accountIds.count / source.accountCount * source.objectCount)
    for key in keys {
      let (replica, row) = key.index.quotientAndRemainder(dividingBy: source.count)
      let object = Int(source.objects[row])
      let owner = source.isShared[object] ? replica / Self.block * Self.block : replica
      accounts.append(
        Self.id(
          replica * source.accountCount + Int(source.accounts[row]), &accountIds, &accountCount))
      objects.append(Self.id(owner * source.objectCount + object, &objectIds, &objectCount))
      times.append(key.time)
    }
  }

  private static func id(_ label: Int, _ ids: inout [Int32], _ count: inout Int) -> Int32 {
    if ids[label] < 0 {
      ids[label] = Int32(count)
      count += 1
    }
    return ids[label]
  }

  /// Which sort of thing an id names.
  enum Kind: UInt64 {
    case account = 0
    case object = 1
    case content = 2
  }

  /// The text of an id: 19 digits, as platforms have them, in no order.
  static func text(_ id: Int, _ kind: Kind) -> String {
    let mixed = (UInt64(id) * 4 + kind.rawValue) &* 0x9E37_79B9_7F4A_7C15 & ((1 << 59) - 1)
    return String(1_000_000_000_000_000_000 + mixed)
  }
}

/// The rows to be scaled.
struct SourceRows: Sendable {
  var objects: [Int32] = []
  var accounts: [Int32] = []
  var times: [Int64] = []
  var objectCount = 0
  var accountCount = 0
  /// For each object whether it is one of the most shared.
  var isShared: [Bool] = []

  var count: Int { objects.count }

  /// Reads `object_id,account_id,content_id,timestamp_share`.
  init(path: String) throws {
    let records = DelimitedRecords(try ByteSource(path: path))
    _ = try records.header()
    let (objectIds, accountIds) = (ByteInterner(), ByteInterner())
    let contentIds = ByteInterner()
    while let event = try records.next() {
      guard case .record(let record) = event, let text = record.string(3), let time = Int64(text)
      else { continue }
      let known = contentIds.count
      _ = contentIds.intern(UnsafeRawBufferPointer(record[2]))
      if contentIds.count == known { continue }
      objects.append(objectIds.intern(UnsafeRawBufferPointer(record[0])))
      accounts.append(accountIds.intern(UnsafeRawBufferPointer(record[1])))
      times.append(time)
    }
    objectCount = objectIds.count
    accountCount = accountIds.count
    var shares = [Int](repeating: 0, count: objectCount)
    for object in objects { shares[Int(object)] += 1 }
    let order = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
    isShared = [Bool](repeating: false, count: objectCount)
    for object in order.prefix(ScaledRows.sharedObjects) { isShared[object] = true }
  }
}

/// SplitMix64: numbers that are the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
