import Testing

@testable import Media

@Suite("Families of videos")
struct VideoFamiliesTests {
  private static func video(_ id: String, _ hashes: some Sequence<PDQHash>) -> FamilyVideo {
    let frames = hashes.enumerated().map {
      FrameHash(number: $0, quality: 100, hash: $1, seconds: Double($0))
    }
    return FamilyVideo(id: id, hash: VideoHash(frames: frames))
  }

  /// For each video the id of its representative.
  private static func owners(_ videos: [FamilyVideo]) -> [String: String] {
    let found = VideoFamilies.representatives(of: videos)
    return Dictionary(
      uniqueKeysWithValues: zip(videos, found).map { ($0.id, $1.map { videos[$0].id } ?? "none") })
  }

  @Test("hold copies, also changed ones and ones cut to half")
  func holdCopies() {
    var generator = Seeded(state: 301)
    let film = (0..<20).map { _ in PDQHash.random(&generator) }
    let changed = film.map { $0.changed(20, &generator) }
    let videos = [
      Self.video("film", film), Self.video("copy", changed), Self.video("half", film.prefix(10)),
      Self.video("tail", film.suffix(12)),
      Self.video("other", (0..<20).map { _ in PDQHash.random(&generator) }),
    ]
    let owners = Self.owners(videos)
    #expect(owners["other"] == "other")
    #expect(Set(["film", "copy", "half", "tail"].compactMap { owners[$0] }).count == 1)
  }

  @Test("do not chain: a film that strings others together is a copy of none")
  func doNotChain() {
    var generator = Seeded(state: 302)
    let clips = (0..<3).map { _ in (0..<10).map { _ in PDQHash.random(&generator) } }
    let videos =
      clips.enumerated().map { Self.video("clip\($0)", $1) }
      + [Self.video("all", clips.flatMap { $0 })]
    #expect(Set(Self.owners(videos).values).count == 4)
    // a is half of b and b half of c: a and c have a quarter in common, and are never together.
    let long = (0..<40).map { _ in PDQHash.random(&generator) }
    let chain = [
      Self.video("a", long.prefix(10)), Self.video("b", long.prefix(20)), Self.video("c", long),
    ]
    let owners = Self.owners(chain)
    #expect(owners["b"] == "b" && owners["a"] == "b" && owners["c"] == "b")
    #expect(Set(Self.owners([chain[0], chain[2]]).values).count == 2)
  }

  @Test("are the same whatever the order, and every member is a copy of the representative")
  func ignoreOrder() {
    for seed in UInt64(310)..<330 {
      var generator = Seeded(state: seed)
      let films = (0..<4).map { _ in (0..<12).map { _ in PDQHash.random(&generator) } }
      var videos = (0..<24).map { index in
        let film = films[index % 4]
        let start = Int(generator.next() % 6)
        return Self.video("v\(index)", film[start...].map { $0.changed(6, &generator) })
      }
      let expected = Self.owners(videos)
      for _ in 0..<3 {
        videos.shuffle(using: &generator)
        #expect(Self.owners(videos) == expected, "seed \(seed)")
      }
      let byID = Dictionary(uniqueKeysWithValues: videos.map { ($0.id, $0.hash) })
      for (id, owner) in expected {
        let match = VideoMatch.compare(byID[id]!, with: byID[owner]!)
        #expect(max(match.queryPercent, match.comparePercent) >= 80, "seed \(seed)")
        #expect(min(match.queryPercent, match.comparePercent) >= 50, "seed \(seed)")
      }
    }
  }

  @Test("leave out what has no frame that can be compared")
  func leaveOut() {
    let dark = VideoHash(
      frames: [FrameHash(number: 0, quality: 0, hash: PDQHash(0, 0, 0, 0), seconds: 0)])
    let videos = ["a", "b"].map { FamilyVideo(id: $0, hash: dark) }
    #expect(VideoFamilies.representatives(of: videos) == [nil, nil])
    #expect(VideoFamilies.representatives(of: []).isEmpty)
  }
}
