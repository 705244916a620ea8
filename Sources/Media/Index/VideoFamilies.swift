/// A video as families see it.
public struct FamilyVideo: Sendable, Hashable {
  /// What the caller calls it, different for each; ties are broken by it.
  public var id: String
  /// Its frames.
  public var hash: VideoHash

  /// A video.
  public init(id: String, hash: VideoHash) {
    self.id = id
    self.hash = hash
  }
}

/// Groups videos into families that do not chain.
///
/// Two videos are copies when one has four in five of its frames in the other and the other half of
/// its own in it: a copy may be cut to half its length, and a long video that strings others
/// together is a copy of none. Every member of a family is a copy of one representative. Those with
/// the most copies around them become representatives first, and each video belongs to the one that
/// it shares most with. The order of the videos changes nothing.
public enum VideoFamilies {
  /// The share of frames, in per cent, that the one of two copies has in the other.
  public static let largerPercent = 80.0
  /// The share of frames, in per cent, that the other of two copies has in the one.
  public static let smallerPercent = 50.0

  /// For each video the position of its family's representative, itself where it stands alone; nil
  /// where it has no frame that can be compared.
  ///
  /// - Precondition: no two videos have one id.
  /// - Complexity: two look-ups in a ``VideoIndex`` for each video; O(frames) memory.
  public static func representatives(of videos: [FamilyVideo]) -> [Int?] {
    let index = VideoIndex(videos.map(\.hash))
    let isEligible = videos.map { !$0.hash.comparable().isEmpty }
    let reach = videos.indices.map { isEligible[$0] ? copies(of: $0, videos, index).count : 0 }
    let order = videos.indices.filter { isEligible[$0] }.sorted {
      reach[$0] != reach[$1] ? reach[$0] > reach[$1] : videos[$0].id < videos[$1].id
    }
    var owners = [(place: Int, share: Double)?](repeating: nil, count: videos.count)
    for place in order where owners[place] == nil {
      owners[place] = (place, .infinity)
      for (other, share) in copies(of: place, videos, index) where other != place {
        if let known = owners[other] {
          guard known.place != other, isNearer((place, share), than: known, videos) else {
            continue
          }
        }
        owners[other] = (place, share)
      }
    }
    return owners.map { $0?.place }
  }

  private static func isNearer(
    _ a: (place: Int, share: Double), than b: (place: Int, share: Double),
    _ videos: [FamilyVideo]
  ) -> Bool {
    a.share != b.share ? a.share > b.share : videos[a.place].id < videos[b.place].id
  }

  /// The videos that are copies of one, with both shares of frames added up.
  private static func copies(
    of place: Int, _ videos: [FamilyVideo], _ index: VideoIndex
  ) -> [(place: Int, share: Double)] {
    index.matches(of: videos[place].hash).compactMap { other, match in
      let (there, back) = (match.queryPercent, match.comparePercent)
      guard max(there, back) >= largerPercent, min(there, back) >= smallerPercent else {
        return nil
      }
      return (other, there + back)
    }
  }
}
