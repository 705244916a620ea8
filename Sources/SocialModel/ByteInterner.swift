/// Gives each distinct string of bytes a number: 0, 1, 2, ... in order of first appearance.
///
/// Millions of ids and objects are strings that only need to be told apart; after this they are
/// 32-bit numbers. The bytes of each are kept once, in memory that does not move, and the numbers
/// depend on nothing but the order of calls.
///
/// The table is seeded at random, so that input cannot be crafted against it; where strings collide
/// nevertheless it falls back on the standard library's keyed hash. One thread may write at a time,
/// and any number may read while none writes.
///
/// - Complexity: O(length) a call on average. Memory: the bytes, 4 a string for their length, 8 for
///   their place and 16 to 32 for the look-up, which `dropLookup` frees.
public final class ByteInterner: @unchecked Sendable {
  // A slot holds the upper half of the hash, whose low bits are the slot's place, and the id + 1; 0
  // is an empty slot. A table at most half full has short runs, unless strings were made to
  // collide. No method is re-entered, so the check for that at every access is left out.
  @usableFromInline @exclusivity(unchecked) var slots: UnsafeMutablePointer<UInt64>
  @usableFromInline @exclusivity(unchecked) var slotMask: Int
  @usableFromInline @exclusivity(unchecked) var entries:
    UnsafeMutablePointer<UnsafeMutableRawPointer>
  @exclusivity(unchecked) private var entryCapacity: Int
  private var blocks: [UnsafeMutableRawPointer] = []
  @exclusivity(unchecked) private var next: UnsafeMutableRawPointer?
  @exclusivity(unchecked) private var room = 0
  @usableFromInline let seed: UInt64
  @exclusivity(unchecked) private var usesKeyedHash = false

  /// How many distinct strings there are.
  @exclusivity(unchecked) public private(set) var count = 0
  /// Bytes of the strings.
  @exclusivity(unchecked) public private(set) var byteCount = 0

  /// Up to so many occupied slots in a row are chance.
  static let longestRun = 96
  static let blockSize = 1 << 20

  /// An empty interner.
  ///
  /// - Parameters:
  ///   - seed: of the hash; nil takes a random one.
  ///   - capacity: how many strings to make room for.
  public init(seed: UInt64? = nil, capacity: Int = 0) {
    self.seed = seed ?? UInt64.random(in: .min ... .max)
    var slotCount = 64
    while slotCount < capacity * 2 { slotCount *= 2 }
    slotMask = slotCount - 1
    slots = Self.emptySlots(slotCount)
    entryCapacity = max(capacity, 32)
    entries = .allocate(capacity: entryCapacity)
  }

  deinit {
    slots.deallocate()
    entries.deallocate()
    for block in blocks { block.deallocate() }
  }

  /// The hash of bytes in this interner's table, to be given to `intern(_:hash:)`.
  ///
  /// Computing hashes ahead lets several be in flight, and on a thread of its own. A hash is good
  /// until the interner falls back on its keyed hash, which `intern(_:hash:)` notices.
  @inlinable
  public func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    WordHash.hash(bytes, seed: seed)
  }

  /// The number of a string of bytes, a new one at its first appearance.
  ///
  /// - Precondition: fewer than 2^31 distinct strings, each shorter than 2^32 bytes.
  public func intern(_ bytes: UnsafeRawBufferPointer) -> Int32 {
    intern(bytes, hash: hash(bytes))
  }

  /// As `intern(_:)`, with the hash that `hash(_:)` gave.
  public func intern(_ bytes: UnsafeRawBufferPointer, hash: UInt64) -> Int32 {
    precondition(slotMask >= 0, "the look-up was dropped")
    let hash = usesKeyedHash ? keyedHash(bytes) : hash
    var index = place(hash)
    var run = 0
    while slots[index] != 0 {
      if let id = match(slots[index], hash, bytes) { return id }
      index = (index + 1) & slotMask
      run += 1
    }
    if run > Self.longestRun && !usesKeyedHash {
      usesKeyedHash = true
      rehash()
      return intern(bytes, hash: hash)
    }
    precondition(count < Int(Int32.max), "too many distinct strings")
    append(bytes)
    slots[index] = Self.slot(hash, id: count)
    count += 1
    if count * 2 > slotMask { grow() }
    return Int32(truncatingIfNeeded: count - 1)
  }

  /// The number of a text's UTF-8 bytes.
  public func intern(_ text: String) -> Int32 {
    var text = text
    return text.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// The number of a string of bytes that appeared before; nil for any other.
  public func find(_ bytes: UnsafeRawBufferPointer) -> Int32? {
    precondition(slotMask >= 0, "the look-up was dropped")
    let hash = usesKeyedHash ? keyedHash(bytes) : hash(bytes)
    var index = place(hash)
    while slots[index] != 0 {
      if let id = match(slots[index], hash, bytes) { return id }
      index = (index + 1) & slotMask
    }
    return nil
  }

  /// Where a hash is looked up first.
  @inlinable
  func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & slotMask }

  /// Reads the place where a hash is looked up, so that it is near when `intern` follows.
  ///
  /// Calling this for several strings, and then `touchBytes`, before interning them lets their
  /// waits for memory overlap; the value itself means nothing.
  @inlinable
  public func touch(hash: UInt64) -> UInt64 { slots[place(hash)] }

  /// Reads the bytes that a hash will be compared with; see `touch`.
  @inlinable
  public func touchBytes(hash: UInt64) -> UInt64 {
    let slot = slots[place(hash)]
    if slot == 0 { return 0 }
    let entry = entries[Int(truncatingIfNeeded: slot & 0xffff_ffff) - 1]
    return UInt64(entry.load(as: UInt8.self))
  }

  /// The bytes of a number; they live as long as the interner.
  @inlinable
  public func bytes(_ id: Int32) -> UnsafeRawBufferPointer {
    precondition(id >= 0 && Int(id) < count, "no such id")
    let entry = entries[Int(id)]
    return UnsafeRawBufferPointer(
      start: entry + 4, count: Int(entry.loadUnaligned(as: UInt32.self)))
  }

  /// The text of a number; bytes that are not UTF-8 are replaced.
  public func string(_ id: Int32) -> String {
    String(decoding: bytes(id), as: UTF8.self)
  }

  /// Frees what only `intern` and `find` need; calling either is an error from now on.
  public func dropLookup() {
    slots.deallocate()
    slots = .allocate(capacity: 1)
    slotMask = -1
  }
}

extension ByteInterner {
  @inline(__always)
  private func match(_ slot: UInt64, _ hash: UInt64, _ bytes: UnsafeRawBufferPointer) -> Int32? {
    guard slot >> 32 == hash >> 32 else { return nil }
    let id = Int32(truncatingIfNeeded: (slot & 0xffff_ffff) - 1)
    return Self.areEqual(self.bytes(id), bytes) ? id : nil
  }

  @inline(__always)
  private static func areEqual(_ x: UnsafeRawBufferPointer, _ y: UnsafeRawBufferPointer) -> Bool {
    guard x.count == y.count else { return false }
    var offset = 0
    while offset + 8 <= x.count {
      let left = x.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if left != y.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
      offset += 8
    }
    while offset < x.count {
      if x[offset] != y[offset] { return false }
      offset += 1
    }
    return true
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    let size = bytes.count + 4
    precondition(bytes.count <= Int(UInt32.max), "a string is too long")
    if size > room || next == nil {
      let block = max(size, Self.blockSize)
      let memory = UnsafeMutableRawPointer.allocate(byteCount: block, alignment: 8)
      blocks.append(memory)
      next = memory
      room = block
    }
    guard let place = next else { return }
    place.storeBytes(of: UInt32(bytes.count), as: UInt32.self)
    if let source = bytes.baseAddress {
      (place + 4).copyMemory(from: source, byteCount: bytes.count)
    }
    next = place + size
    room -= size
    byteCount += bytes.count
    if count == entryCapacity { growEntries() }
    entries[count] = place
  }

  private func growEntries() {
    let larger = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(
      capacity: entryCapacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    entryCapacity *= 2
  }

  /// Doubles the slots; old and new ones are gone through in nearly the same order.
  private func grow() {
    let (old, oldCount) = (slots, slotMask + 1)
    slots = Self.emptySlots(oldCount * 2)
    slotMask = oldCount * 2 - 1
    for index in 0..<oldCount where old[index] != 0 { insert(old[index]) }
    old.deallocate()
  }

  /// Gives every string its keyed hash.
  private func rehash() {
    slots.update(repeating: 0, count: slotMask + 1)
    for id in 0..<count {
      insert(Self.slot(keyedHash(bytes(Int32(truncatingIfNeeded: id))), id: id))
    }
  }

  private func insert(_ slot: UInt64) {
    var index = place(slot)
    while slots[index] != 0 { index = (index + 1) & slotMask }
    slots[index] = slot
  }

  private static func emptySlots(_ count: Int) -> UnsafeMutablePointer<UInt64> {
    let slots = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    slots.initialize(repeating: 0, count: count)
    return slots
  }

  @inline(__always)
  private static func slot(_ hash: UInt64, id: Int) -> UInt64 {
    hash & 0xffff_ffff_0000_0000 | UInt64(truncatingIfNeeded: id + 1)
  }

  private func keyedHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(seed)
    hasher.combine(bytes: bytes)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
