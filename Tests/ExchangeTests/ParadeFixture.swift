import SocialModel

/// An invented analysis: accounts of Port Meridian announce an iron lantern parade in concert.
enum Parade {
  static let start = Timestamp(seconds: 1_458_633_600)  // 2016-03-22T08:00:00Z

  static func time(_ seconds: Double) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + Int64(seconds * 1000))
  }

  static let accounts: [AccountReference] = [
    AccountReference(platform: .x, id: "a7", handle: "lampwright"),
    AccountReference(platform: .x, id: "a3", handle: "harbour_bell"),
    AccountReference(platform: .telegram, id: "-100200", handle: nil),
    AccountReference(platform: .x, id: "a5", handle: "فانوس_الميناء"),
    AccountReference(platform: .x, id: "bystander", handle: "tea"),
    AccountReference(platform: .mastodon, id: "m1@port.example", handle: "m1"),
    AccountReference(platform: .mastodon, id: "m2@port.example", handle: "m2"),
    AccountReference(platform: .x, id: "a9", handle: "фонарь"),
  ]

  static let edges: [Edge] = [
    edge(0, 1, .hashtag, coactions: 12, opportunities: 14, expected: 0.4213377, p: -412.49485),
    edge(0, 1, .text, coactions: 3, opportunities: 4, expected: 0.05, p: -9.25),
    edge(0, 2, .text, coactions: 5, opportunities: 5, expected: 0.1, p: -14),
    edge(1, 2, .text, coactions: 4, opportunities: 6, expected: 0.3, p: -8.1),
    edge(0, 3, .hashtag, coactions: 6, opportunities: 9, expected: 0.25, p: -11.3),
    edge(2, 7, .text, coactions: 4, opportunities: 5, expected: 0.2, p: -7.6),
    edge(5, 6, nil, coactions: 9, opportunities: 9, expected: 0.0001234, p: -21.5),
  ]

  static func edge(
    _ a: Int32, _ b: Int32, _ layer: Layer?, coactions: Int, opportunities: Int, expected: Double,
    p: Double
  ) -> Edge {
    Edge(
      pair: AccountPair(a, b), layer: layer, coactions: coactions, opportunities: opportunities,
      expected: expected, log10P: p, log10Q: p + 2)
  }

  static func member(
    _ account: Int32, edges: Int, coactions: Int, expected: Double, p: Double
  ) -> Member {
    Member(
      account: account, edges: edges, coactions: coactions, expected: expected, log10P: p,
      firstPost: time(-107.877), lastPost: time(5400), posts: 31,
      reason: "It acted with \(edges) others on \(coactions) occasions; chance gives \(expected).")
  }

  static func post(
    _ account: Int32, _ id: String, _ seconds: Double, _ text: String
  ) -> PostExcerpt {
    PostExcerpt(
      platform: accounts[Int(account)].platform, id: id, account: account, time: time(seconds),
      text: text)
  }

  static let first = Candidate(
    id: "c1", kind: .copyPaste,
    kindReason: "4 of its 6 edges come from texts that are copies of one another.",
    members: [
      member(0, edges: 3, coactions: 26, expected: 0.8213377, p: -412.49485),
      member(1, edges: 2, coactions: 19, expected: 0.7713377, p: -412.49485),
      member(2, edges: 3, coactions: 13, expected: 0.6, p: -14),
      member(3, edges: 1, coactions: 6, expected: 0.25, p: -11.3),
      member(7, edges: 1, coactions: 4, expected: 0.2, p: -7.6),
    ],
    layers: [
      LayerEvidence(
        layer: .hashtag, edges: 2, coactions: 18, opportunities: 23, expected: 0.6713377),
      LayerEvidence(layer: .text, edges: 4, coactions: 16, opportunities: 20, expected: 0.65),
    ],
    indicators: [
      Indicator(
        name: "lag-median", value: 7.5, unit: "s",
        reason: "Half of the copies followed the post before them within 7.5 s."),
      Indicator(
        name: "shared-client", value: 0.8, unit: "1",
        reason: "4 of 5 accounts posted with the same program."),
    ],
    reasons: [
      "12 of their 14 shared tags within an hour of each other fell within 60 s; chance gives 0.4.",
      "5 accounts published the same text in four languages within 3 minutes.",
    ],
    objects: [
      SharedObject(
        layer: .hashtag, label: "ironlanternparade", members: 5, memberActions: 40,
        allActions: 44, first: time(-107.877), lineage: lineage),
      SharedObject(
        layer: .text, label: "the iron lantern parade starts at the old customs house", members: 4,
        memberActions: 16, allActions: 16, first: time(-100)),
      SharedObject(
        layer: .url, label: "https://parade.example/lanterns?day=1&lamp=2", members: 3,
        memberActions: 7, allActions: 9, first: time(30)),
    ],
    firstPosts: [
      post(0, "7120", -107.877, "The iron lantern parade starts at the old customs house."),
      post(1, "7121", -100, "La parade des lanternes de fer part de l’ancienne douane."),
      post(3, "7122", -96.5, "ينطلق موكب الفوانيس الحديدية من مبنى الجمارك القديم #موكب"),
      post(7, "7123", -90, "Парад железных фонарей начнётся у старой таможни."),
    ],
    timeline: [4, 12, 9, 0, 3, 0, 0, 2], edges: [0, 1, 2, 3, 4, 5], log10P: -412.49485,
    log10Q: -410.49485,
    templates: [
      CandidateTemplate(
        text: "The iron lantern parade starts at {word} customs house {+link}", posts: 16,
        members: 4, first: time(-107.877), firstAccount: 0, lineage: lineage)
    ],
    pictures: [
      CandidatePicture(
        layer: .image, label: "pdq:" + String(repeating: "63c9", count: 16), posts: 9, members: 4,
        platforms: [.telegram, .x], distances: 0...12, first: time(-2000), firstAccount: 4,
        preview: (0..<4096).map { UInt8($0 % 64 * 4) }),
      CandidatePicture(
        layer: .video, label: "sha256:" + String(repeating: "0a1b", count: 16), posts: 2,
        members: 2, platforms: [.x], distances: nil, first: time(-90), firstAccount: 0),
    ])

  /// First on a forum, of which the input has nothing from before; then on two more platforms.
  static let lineage: Lineage = {
    let carriers = [
      Carrier(
        platform: .forum, id: "f1", account: "a<1>", time: time(-600), source: "channel-7",
        handle: "lamp"),
      Carrier(platform: .x, id: "7120", account: "a0", time: time(-107.877)),
      Carrier(platform: .x, id: "7122", account: "a3", time: time(-96.5)),
      Carrier(platform: .telegram, id: "t9", account: "a9", time: time(60)),
    ]
    let coverage = [
      PlatformCoverage(
        platform: .forum, posts: 2, first: time(-600), last: time(60), resolution: 60_000),
      PlatformCoverage(platform: .x, posts: 9, first: time(-5000), last: time(900), resolution: 1),
      PlatformCoverage(
        platform: .telegram, posts: 9, first: time(-5000), last: time(900), resolution: 1000),
    ]
    guard let lineage = Lineage(carriers, coverage: coverage) else {
      preconditionFailure("there are carriers")
    }
    return lineage
  }()

  static let copiedTexts = CopiedTexts(
    total: 3,
    templates: [
      StreamTemplate(
        text: "The iron lantern parade starts at {word} customs house {+link}", wordings: 3,
        posts: 17, accounts: 5, boilerplate: "none", boilerplateReason: "", candidates: ["c1"],
        lineage: lineage),
      StreamTemplate(
        text: "Tram lines are open again {link}", wordings: 1, posts: 12, accounts: 12,
        boilerplate: "headline", boilerplateReason: "A headline with its link: 12 accounts.",
        candidates: [], lineage: lineage),
    ],
    earlyAccounts: [
      EarlyAccount(
        platform: .x, account: "a0", families: 9, early: 7, expected: 1.25, pValue: 0.000_01,
        qValue: 0.0002)
    ],
    known: [
      KnownTemplateUse(
        id: "telegram:5", text: "Bring a lantern to the old quay", published: time(-900), posts: 9,
        accounts: 4, unchanged: 3, firstMinute: 13,
        firsts: [Carrier(platform: .x, id: "7120", account: "a0", time: time(-100))],
        candidates: [.init(candidate: "c1", members: 3)])
    ])

  static let second = Candidate(
    id: "c2", kind: .scheduler, kindReason: "Both post at the same second of every ten minutes.",
    members: [
      member(5, edges: 1, coactions: 9, expected: 0.0001234, p: -21.5),
      member(6, edges: 1, coactions: 9, expected: 0.0001234, p: -21.5),
    ],
    layers: [
      LayerEvidence(layer: nil, edges: 1, coactions: 9, opportunities: 9, expected: 0.0001234)
    ],
    indicators: [], reasons: ["9 of 9 shared occasions fell within 2 s; chance gives 0.0001."],
    objects: [], firstPosts: [post(5, "88", 600, "Lantern wardens wanted.")],
    timeline: [0, 0, 1, 1, 1, 1, 1, 0], edges: [6], log10P: -21.5, log10Q: -19.5)

  static let run = RunRecord(
    version: "0.1.0",
    inputs: [
      RunInput(
        name: "parade.ndjson.gz", sha256: String(repeating: "0a1b2c3d", count: 8), bytes: 48_123,
        format: "tocsin-ndjson", mapperVersion: 1, compression: "gzip", posts: 1202,
        duplicates: 3, rejections: 2)
    ],
    parameters: [
      .init(name: "timeWindowSeconds", value: "60"),
      .init(name: "contextWindowSeconds", value: "3600"),
      .init(name: "falseDiscoveryRate", value: "0.01"), .init(name: "seed", value: "1"),
    ],
    stages: [
      StageCost(name: "intake", seconds: 0.125, peakMemoryBytes: 31_457_280),
      StageCost(name: "coordination", seconds: 0.5, peakMemoryBytes: 41_943_040),
    ],
    rejectionReasons: [.init(code: "missing-time", count: 2)])

  static let stream = StreamSummary(
    posts: 1202, accounts: 318, span: time(-600)...time(5400), timelineStart: time(-600),
    binSeconds: 900, timeline: [96, 240, 301, 180, 150, 110, 85, 40])

  static let analysis = Analysis(
    run: run, stream: stream, accounts: accounts, edges: edges, candidates: [first, second],
    copiedTexts: copiedTexts, meaning: meaning, threats: threats)

  /// One false alarm, and one saying in the words of forty posts.
  static let threats = ThreatFindings(
    posts: 1202,
    levels: [
      .init(name: "high", posts: 0), .init(name: "moderate", posts: 40),
      .init(name: "low", posts: 3), .init(name: "none", posts: 1159),
    ],
    kinds: [.init(name: "threat", posts: 43), .init(name: "false alarm", posts: 2)],
    threats: [
      ThreatText(
        post: PostExcerpt(
          platform: .x, id: "711", account: 0, time: time(-107.877),
          text: "We will put out the iron lanterns tonight"),
        kind: "threat", level: "moderate", language: "en", confidence: 0.9,
        spans: [
          .init(role: "act", start: 8, end: 15), .init(role: "time", start: 34, end: 41),
        ],
        reasons: ["A direct threat: the author says that it will be done."],
        places: ["Port Meridian"], assets: ["lanterns"], posts: 40, accounts: 12,
        first: time(-107.877), last: time(900), candidates: ["c1"])
    ],
    threatsLeftOut: 1,
    falseAlarms: [
      ThreatText(
        post: PostExcerpt(
          platform: .telegram, id: "9", account: 2, time: time(60),
          text: "Leave the lantern house, the oil is bad"),
        kind: "false alarm", level: "none", language: "en", confidence: 0.9, spans: [],
        reasons: ["It would send people away from a place of help: to be checked."], places: [],
        assets: [], posts: 2, accounts: 2, first: time(60), last: time(61), candidates: [])
    ],
    targets: [.init(name: "asset lanterns", posts: 40), .init(name: "none named", posts: 3)],
    places: [.init(name: "Port Meridian", posts: 43)],
    days: [.init(name: "2016-03-22", posts: 43)], languages: [.init(name: "en", posts: 43)],
    shares: [
      .init(
        candidate: "c1", posts: 96, kinds: [.init(name: "threat", posts: 40)], falseAlarms: 0)
    ])

  /// Two wordings of one saying, and its translation.
  static let meaning = MeaningFindings(
    texts: 31, textsLeftOut: 2,
    groups: [
      SameMeaning(
        medoid: RepeatedText(
          text: "The iron lantern parade starts at eight", language: "en", posts: 41, accounts: 12,
          first: time(-107.877), firstAccount: 0, candidates: ["c1"]),
        members: [
          .init(
            text: RepeatedText(
              text: "La parade des lanternes de fer commence à huit heures", language: "fr",
              posts: 9, accounts: 4, first: time(600), firstAccount: 2),
            cosine: 0.883),
          .init(
            text: RepeatedText(
              text: "يبدأ موكب الفوانيس الحديدية في الثامنة", language: nil, posts: 2, accounts: 2,
              first: time(1200.5), firstAccount: 3),
            cosine: 0.7),
        ])
    ])

  /// The same stream with nothing found in it.
  static let quiet = Analysis(
    run: run, stream: stream, accounts: accounts, edges: [], candidates: [])

  /// An input without a record.
  static let empty = Analysis(
    run: RunRecord(
      version: "0.1.0",
      inputs: [
        RunInput(
          name: "empty.ndjson", sha256: String(repeating: "e3b0c442", count: 8), bytes: 0,
          format: "tocsin-ndjson", mapperVersion: 1, compression: "none", posts: 0, duplicates: 0,
          rejections: 0)
      ], parameters: [], stages: [], rejectionReasons: []),
    stream: StreamSummary(
      posts: 0, accounts: 0, span: nil, timelineStart: Timestamp(milliseconds: 0), binSeconds: 60,
      timeline: []),
    accounts: [], edges: [], candidates: [])
}
