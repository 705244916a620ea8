import SocialModel

/// A larger invented analysis, the same for the same numbers: several candidates of given sizes.
enum Crowd {
  /// SplitMix64, so that the fixture is the same everywhere.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return z ^ (z >> 31)
    }
  }

  /// An analysis with a candidate of each size; each account has about `degree` edges.
  static func analysis(sizes: [Int], degree: Int, seed: UInt64 = 1) -> Analysis {
    var generator = Generator(state: seed)
    var accounts: [AccountReference] = []
    var edges: [Edge] = []
    var candidates: [Candidate] = []
    for (place, size) in sizes.enumerated() {
      let base = Int32(accounts.count)
      accounts += (0..<size).map { account(Int(base) + $0) }
      let range = edges.count...
      for a in 1..<size {
        for _ in 0..<max(1, degree / 2) {
          let b = a < 3 ? 0 : Int.random(in: 0..<a, using: &generator) * 2 / 3
          edges.append(edge(base + Int32(a), base + Int32(b), place, &generator))
        }
      }
      candidates.append(
        candidate(
          place, base..<(base + Int32(size)), Array(range.lowerBound..<edges.count),
          edges, &generator))
    }
    return Analysis(
      run: Parade.run, stream: stream(&generator), accounts: accounts, edges: edges,
      candidates: candidates)
  }

  private static let handles = [
    "lampwright", "harbour_bell", "tide_table", "gantry", "وردة_الميناء", "quay7", "фонарщик",
    "old_customs_house", "parade_of_iron", "meridian",
  ]

  private static func account(_ number: Int) -> AccountReference {
    AccountReference(
      platform: number % 7 == 3 ? .telegram : .x, id: "\(71_200_000_000 + number * 7919)",
      handle: number % 11 == 5 ? nil : handles[number % handles.count] + "\(number)")
  }

  private static func edge(
    _ a: Int32, _ b: Int32, _ place: Int, _ generator: inout Generator
  ) -> Edge {
    let layers: [Layer] = [.hashtag, .text, .url, .repost, .image]
    let strength = Double.random(in: 5...30, using: &generator)
    return Edge(
      pair: AccountPair(a, b), layer: layers[(place + (strength > 20 ? 1 : 0)) % 5],
      coactions: Int(strength), opportunities: Int(strength) + 3, expected: strength / 40,
      log10P: -strength, log10Q: 3 - strength)
  }

  private static func stream(_ generator: inout Generator) -> StreamSummary {
    let bins = (0..<288).map { bin in
      let burst = max(0, 1 - abs(Double(bin) - 110) / 60)
      return 20 + Int(Double.random(in: 0.7...1.3, using: &generator) * 400 * burst * burst)
    }
    return StreamSummary(
      posts: bins.reduce(0, +), accounts: 11_062, span: Parade.time(0)...Parade.time(86_399),
      timelineStart: Parade.time(0), binSeconds: 300, timeline: bins)
  }

  private static func candidate(
    _ place: Int, _ accounts: Range<Int32>, _ indices: [Int], _ edges: [Edge],
    _ generator: inout Generator
  ) -> Candidate {
    var degrees: [Int32: Int] = [:]
    for index in indices {
      degrees[edges[index].pair.a, default: 0] += 1
      degrees[edges[index].pair.b, default: 0] += 1
    }
    let members = accounts.map { account in
      let degree = degrees[account] ?? 0
      return Member(
        account: account, edges: degree, coactions: degree * 8, expected: Double(degree) * 0.3,
        log10P: -6 - Double(degree), firstPost: Parade.time(Double(account)),
        lastPost: Parade.time(80_000), posts: 20 + degree,
        reason: "It acted with \(degree) others within 60 s on \(degree * 8) occasions.")
    }.sorted { ($0.log10P, $0.account) < ($1.log10P, $1.account) }
    let kinds: [CandidateKind] = [.copyPaste, .tagPush, .repostRing, .syndication, .fans]
    return Candidate(
      id: "c\(place + 1)", kind: kinds[place % kinds.count],
      kindReason: "Most of its edges come from one layer.", members: members,
      layers: [
        LayerEvidence(
          layer: .hashtag, edges: indices.count, coactions: indices.count * 8,
          opportunities: indices.count * 9, expected: Double(indices.count) * 0.3)
      ],
      indicators: Parade.first.indicators, reasons: Parade.first.reasons,
      objects: Parade.first.objects,
      firstPosts: (0..<6).map { number in
        PostExcerpt(
          platform: .x, id: "\(9_000_000 + number)",
          account: members[number % members.count].account,
          time: Parade.time(Double(29_000 + place * 3600 + number * 9)),
          text: Parade.first.firstPosts[number % 4].text)
      },
      timeline: (0..<288).map { bin in
        let distance = abs(bin - 97 - place * 12)
        return distance < 20 ? Int.random(in: 0...(22 - distance), using: &generator) : 0
      },
      edges: indices, log10P: -30 + Double(place), log10Q: -27 + Double(place))
  }
}
