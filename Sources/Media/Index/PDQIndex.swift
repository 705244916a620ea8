/// Finds every hash within a distance of a given one, among many.
///
/// A hash is cut into 16 slices of 16 bits. Two hashes that differ in at most 31 bits differ in at
/// most one bit in some slice (pigeonholes: twice 16 is 32), so the hashes whose slice is equal or
/// differs in one bit, for each slice, hold all that are sought: recall is 1 by construction.
/// Candidates are then compared in full. Sets too small for that to pay are compared one by one.
///
/// Source: Norouzi, Punjani & Fleet (2012), "Fast Search in Hamming Space with Multi-Index
/// Hashing", doi:10.1109/CVPR.2012.6248043.
public struct PDQIndex: Sendable {
  /// A hash that was found.
  public struct Match: Hashable, Sendable {
    /// Its position in the order in which hashes were given.
    public var position: Int
    /// In how many bits it differs.
    public var distance: Int

    /// A match.
    public init(position: Int, distance: Int) {
      self.position = position
      self.distance = distance
    }
  }

  /// Below this many hashes, comparing with each is faster than going through buckets.
  static let leastIndexed = 4096

  /// The hashes in the order in which they were given.
  public private(set) var hashes: [PDQHash]
  private var slices: SliceTables?

  /// An index of hashes.
  ///
  /// - Complexity: O(n) time; 96 bytes a hash and 4 MiB.
  public init(_ hashes: [PDQHash] = []) {
    self.hashes = hashes
    rebuildIfDue()
  }

  /// How many hashes there are.
  public var count: Int { hashes.count }

  /// Adds a hash; it is found at once.
  ///
  /// - Complexity: amortised O(1).
  public mutating func append(_ hash: PDQHash) {
    hashes.append(hash)
    rebuildIfDue()
  }

  /// Hashes that are not in the tables yet are compared one by one, up to an eighth of all.
  private mutating func rebuildIfDue() {
    let indexed = slices?.count ?? 0
    guard hashes.count - indexed >= max(Self.leastIndexed, indexed / 8) else { return }
    slices = SliceTables(hashes)
  }

  /// Every hash within a distance, ordered by position.
  ///
  /// - Parameter distance: 0 to 31.
  /// - Complexity: for n random hashes about n / 240 comparisons.
  public func matches(
    of hash: PDQHash, within distance: Int = PDQHash.matchDistance
  ) -> [Match] {
    precondition((0...PDQHash.matchDistance).contains(distance))
    var found: [Match] = []
    if let slices {
      found = slices.matches(of: hash, within: distance, among: hashes)
    }
    for position in (slices?.count ?? 0)..<hashes.count {
      let apart = hashes[position].distance(to: hash)
      if apart <= distance { found.append(Match(position: position, distance: apart)) }
    }
    return found
  }

  /// What ``matches(of:within:)`` finds, by comparing with every hash.
  ///
  /// - Complexity: O(n).
  public func matchesByScan(
    of hash: PDQHash, within distance: Int = PDQHash.matchDistance
  ) -> [Match] {
    hashes.withUnsafeBufferPointer { hashes in
      var found: [Match] = []
      for position in 0..<hashes.count {
        let apart = hashes[position].distance(to: hash)
        if apart <= distance { found.append(Match(position: position, distance: apart)) }
      }
      return found
    }
  }
}
