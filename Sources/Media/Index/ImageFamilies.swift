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
/// member of a family is within the distance of one representative, or of what that would be turned
/// or mirrored. Those with the most pictures near them become representatives first, and each
/// picture belongs to the nearest. Pictures of too little quality, and hashes that no picture with
/// something in it has, belong to none. The order of the pictures changes nothing but positions.
public enum ImageFamilies {
  /// The families of at least `least` pictures, largest first, then by representative.
  ///
  /// - Complexity: two look-ups in a ``PDQIndex`` at most for each distinct hash, and for each of
  ///   its variants where variants are given; O(n) memory.
  public static func group(
    _ pictures: [PictureHash], within distance: Int = PDQHash.matchDistance, least: Int = 2
  ) -> [ImageFamily] {
    let crowd = Crowd(pictures, distance)
    var members = [[ImageFamily.Member]](repeating: [], count: crowd.distinct.count)
    for (place, owner) in crowd.owners().enumerated() {
      members[owner.place] += crowd.holders[place].map {
        .init(position: $0, distance: owner.distance)
      }
    }
    let families = members.indices.filter { members[$0].count >= max(1, least) }.map { place in
      ImageFamily(
        representative: crowd.distinct[place],
        members: members[place].sorted { ($0.distance, $0.position) < ($1.distance, $1.position) })
    }
    return families.sorted {
      ($1.members.count, $0.representative) < ($0.members.count, $1.representative)
    }
  }
}

/// The distinct hashes of pictures that can be compared, in order.
private struct Crowd {
  /// A distinct hash that is near another.
  typealias Neighbour = (place: Int, distance: Int)

  let distinct: [PDQHash]
  /// The positions of the pictures that have each hash.
  let holders: [[Int]]
  private let variants: [[PDQHash]]
  private let index: PDQIndex
  private let distance: Int

  init(_ pictures: [PictureHash], _ distance: Int) {
    let eligible = pictures.indices.filter {
      pictures[$0].quality >= PDQHash.leastQuality && !pictures[$0].hash.isDegenerate
    }
    distinct = Set(eligible.map { pictures[$0].hash }).sorted()
    var places: [PDQHash: Int] = [:]
    for (place, hash) in distinct.enumerated() { places[hash] = place }
    var holders = [[Int]](repeating: [], count: distinct.count)
    for position in eligible { holders[places[pictures[position].hash]!].append(position) }
    self.holders = holders
    // Pictures with one hash may differ in their variants: those of all of them count.
    variants = holders.map { Set($0.flatMap { pictures[$0].variants }).sorted() }
    index = PDQIndex(distinct)
    self.distance = distance
  }

  /// The hashes near one or near a variant of it, itself among them.
  private func neighbours(of place: Int) -> [Neighbour] {
    var nearest: [Int: Int] = [:]
    for hash in [distinct[place]] + variants[place] {
      for match in index.matches(of: hash, within: distance) {
        nearest[match.position] = min(nearest[match.position] ?? .max, match.distance)
      }
    }
    return nearest.sorted { $0.key < $1.key }.map { (place: $0.key, distance: $0.value) }
  }

  /// For each hash, the representative that it belongs to.
  func owners() -> [Neighbour] {
    let reach = distinct.indices.map { place in
      neighbours(of: place).reduce(0) { $0 + holders[$1.place].count }
    }
    var owners = [Neighbour?](repeating: nil, count: distinct.count)
    for place in distinct.indices.sorted(by: { (reach[$1], $0) < (reach[$0], $1) })
    where owners[place] == nil {
      owners[place] = (place, 0)
      for (other, apart) in neighbours(of: place) where other != place {
        guard let known = owners[other] else {
          owners[other] = (place, apart)
          continue
        }
        let isRepresentative = known.place == other
        if !isRepresentative, (apart, place) < (known.distance, known.place) {
          owners[other] = (place, apart)
        }
      }
    }
    return owners.map { $0! }
  }
}
