/// How much two videos have in common.
public struct VideoMatch: Hashable, Sendable {
  /// The share of the query's distinct frames that the other has, in per cent.
  public var queryPercent: Double
  /// The share of the other's distinct frames that the query has, in per cent.
  public var comparePercent: Double

  /// A pair of shares.
  public init(queryPercent: Double, comparePercent: Double) {
    self.queryPercent = queryPercent
    self.comparePercent = comparePercent
  }

  /// Whether the shares reach what vPDQ's users take for a match: 80 % of the query.
  public func isMatch(queryPercent: Double = 80, comparePercent: Double = 0) -> Bool {
    self.queryPercent >= queryPercent && self.comparePercent >= comparePercent
  }

  /// Compares two videos by the frames that they share, both ways.
  ///
  /// Frames of too little quality are left out, equal hashes count once. A video without frames
  /// that can be compared has nothing in common with any.
  ///
  /// - Complexity: O(a · b) comparisons for short lists, look-ups in a ``PDQIndex`` for long ones.
  public static func compare(
    _ query: VideoHash, with other: VideoHash, distance: Int = PDQHash.matchDistance,
    leastQuality: Int = PDQHash.leastQuality
  ) -> VideoMatch {
    let a = query.comparable(leastQuality: leastQuality)
    let b = other.comparable(leastQuality: leastQuality)
    return VideoMatch(
      queryPercent: share(of: a, in: b, distance), comparePercent: share(of: b, in: a, distance))
  }

  private static func share(of a: [PDQHash], in b: [PDQHash], _ distance: Int) -> Double {
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    var shared = 0
    if b.count < PDQIndex.leastIndexed {
      for hash in a where b.contains(where: { $0.distance(to: hash) <= distance }) { shared += 1 }
    } else {
      let index = PDQIndex(b)
      for hash in a where !index.matches(of: hash, within: distance).isEmpty { shared += 1 }
    }
    return Double(shared) * 100 / Double(a.count)
  }
}

/// Finds the videos, among many, that share frames with a given one.
public struct VideoIndex: Sendable {
  private let frames: PDQIndex
  private let owners: [Int]
  private let sizes: [Int]

  /// An index of videos.
  public init(_ videos: [VideoHash], leastQuality: Int = PDQHash.leastQuality) {
    let lists = videos.map { $0.comparable(leastQuality: leastQuality) }
    frames = PDQIndex(lists.flatMap { $0 })
    owners = lists.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element.count) }
    sizes = lists.map(\.count)
  }

  /// The videos that share at least one frame, ordered by position.
  public func matches(
    of query: VideoHash, distance: Int = PDQHash.matchDistance,
    leastQuality: Int = PDQHash.leastQuality
  ) -> [(position: Int, match: VideoMatch)] {
    let hashes = query.comparable(leastQuality: leastQuality)
    var found: [Int: (shared: Int, own: Set<Int>)] = [:]
    for hash in hashes {
      let near = frames.matches(of: hash, within: distance)
      for owner in Set(near.map { owners[$0.position] }) {
        found[owner, default: (0, [])].shared += 1
      }
      for match in near { found[owners[match.position]]!.own.insert(match.position) }
    }
    return found.sorted { $0.key < $1.key }.map { owner, counts in
      (
        owner,
        VideoMatch(
          queryPercent: Double(counts.shared) * 100 / Double(hashes.count),
          comparePercent: Double(counts.own.count) * 100 / Double(sizes[owner]))
      )
    }
  }
}
