import Testing

@testable import Meaning

@Suite("Links of meaning")
struct MeaningLinksTests {
  /// Vectors on a circle at angles in degrees: neighbours are near, the ends are not.
  private static func circle(_ degrees: [Double], tokens: Int = 10) -> Embeddings {
    var vectors: [Float] = []
    for angle in degrees {
      var vector = [Float](repeating: 0, count: Embeddings.width)
      (vector[0], vector[1]) = (Float(cosine(angle)), Float(cosine(angle - 90)))
      vectors += vector
    }
    return Embeddings(vectors: vectors, tokens: degrees.map { _ in tokens })
  }

  private static func cosine(_ degrees: Double) -> Double {
    // The series is enough for a circle, and needs no library.
    let x = (degrees.truncatingRemainder(dividingBy: 360)) / 180 * Double.pi
    var (term, sum) = (1.0, 1.0)
    for index in 1...30 {
      term *= -x * x / Double((2 * index - 1) * (2 * index))
      sum += term
    }
    return sum
  }

  private static func unknown(_ count: Int) -> [String?] { Array(repeating: nil, count: count) }

  @Test("do not chain: every member is linked to the medoid")
  func doNotChain() {
    // 0.8 is 36.9 degrees: each is linked to the next two, and the ends of the row are not.
    let embeddings = Self.circle(stride(from: 0, to: 180, by: 18).map { $0 })
    let weights = [5, 1, 9, 1, 1, 1, 1, 1, 1, 1]
    let groups = MeaningLinks(threads: 2)
      .groups(of: embeddings, languages: Self.unknown(10), weights: weights)
    #expect(groups.count == 3)
    #expect(groups[0].medoid == 2 && groups[0].members.map(\.text).sorted() == [0, 1, 3, 4])
    for group in groups {
      for member in group.members {
        #expect(embeddings.cosine(group.medoid, member.text) >= 0.7995)
        #expect(abs(embeddings.cosine(group.medoid, member.text) - member.cosine) < 0.001)
      }
    }
    let all = groups.flatMap { [$0.medoid] + $0.members.map(\.text) }
    #expect(Set(all).count == all.count)
  }

  @Test("need more within a language than across languages")
  func dependOnLanguages() {
    let embeddings = Self.circle([0, 50])  // cosine 0.643
    let links = MeaningLinks(threads: 1)
    func found(_ a: String?, _ b: String?) -> Int {
      links.groups(of: embeddings, languages: [a, b], weights: [1, 1]).count
    }
    #expect(found("fr", "en") == 1)
    #expect(found("fr", "fr") == 0 && found(nil, "fr") == 0 && found(nil, nil) == 0)
  }

  @Test("leave out texts that are too short, and texts with nothing to read")
  func leaveOutShortTexts() {
    let short = Self.circle([0, 1], tokens: 7)
    let links = MeaningLinks(threads: 1)
    #expect(links.groups(of: short, languages: [nil, nil], weights: [1, 1]).isEmpty)
    let empty = Embeddings(vectors: [], tokens: [])
    #expect(links.groups(of: empty, languages: [], weights: []).isEmpty)
  }

  @Test("are those of comparing every pair, whatever the threads", arguments: [11, 12] as [UInt64])
  func agreeWithNaive(seed: UInt64) {
    var draws = Draws(seed: seed)
    let degrees = (0..<400).map { _ in Double(draws.below(360_000)) / 1000 }
    let embeddings = Self.circle(degrees)
    let languages = (0..<400).map { _ in ["fr", "en", nil][draws.below(3)] }
    let weights = (0..<400).map { _ in draws.below(50) }
    let groups = MeaningLinks(threads: 1)
      .groups(of: embeddings, languages: languages, weights: weights)
    let again = MeaningLinks(threads: 2)
      .groups(of: embeddings, languages: languages, weights: weights)
    #expect(groups == again)
    let order = (0..<400).sorted { (weights[$1], $0) < (weights[$0], $1) }
    var leader = [Int: Int]()
    for (place, text) in order.enumerated() {
      let linked = order[..<place].filter { other in
        guard leader[other] == other else { return false }
        let isAcross =
          languages[text] != nil && languages[other] != nil && languages[text] != languages[other]
        let cosine = (embeddings.cosine(text, other) * 1000).rounded() / 1000
        return cosine >= (isAcross ? 0.6 : 0.8)
      }
      func rounded(_ other: Int) -> Double { (embeddings.cosine(text, other) * 1000).rounded() }
      let best = linked.map(rounded).max()
      leader[text] = linked.first { rounded($0) == best } ?? text
    }
    var expected: [Int: Set<Int>] = [:]
    for (text, leader) in leader { expected[leader, default: []].insert(text) }
    let found = Set(groups.map { Set([$0.medoid] + $0.members.map(\.text)) })
    #expect(found == Set(expected.values.filter { $0.count > 1 }), "seed \(seed)")
  }

  @Test("take a thousand equal texts for one group")
  func takeEqualTexts() {
    let embeddings = Self.circle(Array(repeating: 30, count: 1000))
    let groups = MeaningLinks(threads: 2).groups(
      of: embeddings, languages: Self.unknown(1000), weights: Array(repeating: 1, count: 1000))
    #expect(groups.count == 1 && groups[0].medoid == 0 && groups[0].members.count == 999)
  }
}
