/// A picture as families see it.
public struct PictureHash: Sendable, Hashable {
  /// What the caller calls it; ties are broken by it.
  public var id: String
  /// Its quality, 0 to 100.
  public var quality: Int
  /// Its hash.
  public var hash: PDQHash
  /// The hashes that it would have turned and mirrored; empty: it is compared as it is.
  public var variants: [PDQHash]

  /// A picture.
  public init(id: String, quality: Int, hash: PDQHash, variants: [PDQHash] = []) {
    self.id = id
    self.quality = quality
    self.hash = hash
    self.variants = variants
  }
}

/// Pictures that look alike.
public struct ImageFamily: Sendable, Hashable {
  /// One of its pictures.
  public struct Member: Sendable, Hashable {
    /// The picture's position in what was given.
    public var position: Int
    /// How far its hash, or that of its nearest variant, is from the representative's.
    public var distance: Int
  }

  /// The hash that every member was compared with.
  public var representative: PDQHash
  /// The members, by distance and position.
  public var members: [Member]
}

/// Groups pictures into families that do not chain.
///
/// Copies of copies drift: a is near b, b near c, and a is a different picture from c. So every
/// member of a family is within the distance of one representative, and any two members within
/// twice that. Representatives are chosen by how many pictures are near them, and each picture then
/// belongs to the nearest. Pictures of too little quality, and hashes that no picture with
/// something in it has, belong to none. The order of the pictures changes nothing but positions.
public enum ImageFamilies {
  /// The families of at least `least` pictures, largest first, then by representative.
  ///
  /// - Complexity: one look-up in a ``PDQIndex`` for each distinct hash, and for each of its
  ///   variants where variants are given; then O(found · log).
  public static func group(
    _ pictures: [PictureHash], within distance: Int = PDQHash.matchDistance, least: Int = 2
  ) -> [ImageFamily] {
    let eligible = pictures.indices.filter {
      pictures[$0].quality >= PDQHash.leastQuality && !pictures[$0].hash.isDegenerate
    }
    let distinct = Set(eligible.map { pictures[$0].hash }).sorted()
    var places: [PDQHash: Int] = [:]
    for (place, hash) in distinct.enumerated() { places[hash] = place }
    var holders = [[Int]](repeating: [], count: distinct.count)
    for position in eligible { holders[places[pictures[position].hash]!].append(position) }
    let near = neighbours(distinct, holders.map { pictures[$0[0]].variants }, within: distance)
    let owners = owners(of: distinct, near, weights: holders.map(\.count))
    return families(distinct, holders, owners).filter { $0.members.count >= least }
  }

  /// For each hash, the places of the hashes near it or near one of its variants, with distances.
  private static func neighbours(
    _ distinct: [PDQHash], _ variants: [[PDQHash]], within distance: Int
  ) -> [[(place: Int, distance: Int)]] {
    let index = PDQIndex(distinct)
    var near = [[Int: Int]](repeating: [:], count: distinct.count)
    for place in distinct.indices {
      for hash in [distinct[place]] + variants[place] {
        for match in index.matches(of: hash, within: distance) {
          // A variant of the one is near the other: so is a variant of the other near the one.
          let other = match.position
          near[place][other] = min(near[place][other] ?? .max, match.distance)
          near[other][place] = min(near[other][place] ?? .max, match.distance)
        }
      }
    }
    return near.map { $0.sorted { $0.key < $1.key }.map { (place: $0.key, distance: $0.value) } }
  }

  /// For each hash, the representative that it belongs to and its distance.
  private static func owners(
    of distinct: [PDQHash], _ near: [[(place: Int, distance: Int)]], weights: [Int]
  ) -> [(owner: Int, distance: Int)] {
    let reach = near.map { $0.reduce(0) { $0 + weights[$1.place] } }
    let order = distinct.indices.sorted { (reach[$1], $0) < (reach[$0], $1) }
    var isTaken = [Bool](repeating: false, count: distinct.count)
    var isRepresentative = isTaken
    for place in order where !isTaken[place] {
      isRepresentative[place] = true
      for (other, _) in near[place] { isTaken[other] = true }
    }
    return distinct.indices.map { place in
      if isRepresentative[place] { return (place, 0) }
      let choices = near[place].filter { isRepresentative[$0.place] }
      let best = choices.min { ($0.distance, $0.place) < ($1.distance, $1.place) }!
      return (best.place, best.distance)
    }
  }

  private static func families(
    _ distinct: [PDQHash], _ holders: [[Int]], _ owners: [(owner: Int, distance: Int)]
  ) -> [ImageFamily] {
    var members = [[ImageFamily.Member]](repeating: [], count: distinct.count)
    for place in distinct.indices {
      let (owner, distance) = owners[place]
      members[owner] += holders[place].map { .init(position: $0, distance: distance) }
    }
    return distinct.indices.filter { !members[$0].isEmpty }.map { place in
      ImageFamily(
        representative: distinct[place],
        members: members[place].sorted { ($0.distance, $0.position) < ($1.distance, $1.position) })
    }.sorted {
      ($1.members.count, $0.representative) < ($0.members.count, $1.representative)
    }
  }
}
