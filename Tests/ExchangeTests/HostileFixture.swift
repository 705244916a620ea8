import SocialModel

/// An analysis whose every text tries to leave its place.
enum Hostile {
  static let texts = [
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "\"\u{301} onclick=\u{301}x",
    "<\u{301}b>", "\u{202E}gnp.exe\u{202C} \u{2066}isolate\u{2069}",
    "nul\u{0}bell\u{7}esc\u{1B}[31m",
    String(decoding: [0xEF, 0xBF, 0xBE, 0xEF, 0xBF, 0xBF, 0xEF, 0xB7, 0x90], as: UTF8.self),
    "a\r\nb\tc\u{2028}d", "]]><!-- --> &amp; &#x3c;",
    "=HYPERLINK(\"https://parade.example\")", "+1", "-2", "@sum", "\t=3", " blank ", "a,b\"c",
    "{{headline}} {{{version}}} {{#facts}}", String(repeating: "lantern", count: 4000),
    "z" + String(repeating: "\u{301}", count: 9000), "</title></style></details></blockquote>", "",
    "javascript:alert(1)", "url(https://parade.example/x)",
  ]

  static let analysis: Analysis = {
    var analysis = Parade.analysis
    analysis.accounts = texts.map { AccountReference(platform: .x, id: $0, handle: $0) }
    analysis.run.version = texts[2]
    analysis.run.inputs[0].name = texts[0]
    analysis.run.inputs[0].format = texts[4]
    analysis.run.parameters.append(.init(name: texts[2], value: texts[1]))
    analysis.run.rejectionReasons[0].code = texts[0]
    analysis.edges = (1..<Int32(texts.count)).map {
      Parade.edge(0, $0, .hashtag, coactions: 3, opportunities: 4, expected: 0.1, p: -9)
    }
    var candidate = Parade.first
    candidate.id = texts[2]
    candidate.kindReason = texts[1]
    candidate.members = texts.indices.map { index in
      var member = Parade.member(Int32(index), edges: 1, coactions: 3, expected: 0.1, p: -9)
      member.reason = texts[index]
      return member
    }
    candidate.reasons = texts
    candidate.indicators = texts.map { Indicator(name: $0, value: .nan, unit: $0, reason: $0) }
    candidate.objects = Layer.allCases.flatMap { layer in
      texts.prefix(5).map { text in
        SharedObject(
          layer: layer, label: text, members: 2, memberActions: 3, allActions: 4,
          first: Parade.start)
      }
    }
    candidate.firstPosts = texts.indices.map { index in
      PostExcerpt(
        platform: .x, id: texts[index], account: Int32(index), time: Parade.start,
        text: texts[index])
    }
    candidate.templates = texts.indices.map { index in
      CandidateTemplate(
        text: texts[index], posts: 2, members: 2, first: Parade.start, firstAccount: Int32(index),
        lineage: lineage(texts[index]))
    }
    candidate.pictures = texts.indices.map { index in
      CandidatePicture(
        layer: index % 2 == 0 ? .image : .video, label: texts[index], posts: 2, members: 2,
        platforms: [.x], distances: nil, first: Parade.start, firstAccount: Int32(index),
        preview: [UInt8](repeating: 60, count: index % 3 == 0 ? 4096 : index))
    }
    for index in candidate.objects.indices {
      candidate.objects[index].lineage = lineage(texts[index % texts.count])
    }
    analysis.copiedTexts = CopiedTexts(
      total: texts.count,
      templates: texts.map { text in
        StreamTemplate(
          text: text, wordings: 2, posts: 2, accounts: 2, boilerplate: "common",
          boilerplateReason: text, candidates: [text], lineage: lineage(text))
      },
      earlyAccounts: texts.map { text in
        EarlyAccount(
          platform: .x, account: text, families: 2, early: 2, expected: .nan, pValue: .nan,
          qValue: .nan)
      },
      known: texts.map { text in
        KnownTemplateUse(
          id: text, text: text, published: nil, posts: 1, accounts: 1, unchanged: 0,
          firstMinute: -1, firsts: lineage(text).arrivals.map(\.first),
          candidates: [.init(candidate: text, members: 1)])
      })
    candidate.edges = Array(analysis.edges.indices)
    analysis.candidates = [candidate]
    analysis.meaning.absence = nil
    analysis.meaning.groups = texts.indices.map { index in
      let text = RepeatedText(
        text: texts[index], language: texts[index], posts: 2, accounts: 2, first: Parade.start,
        firstAccount: Int32(index), candidates: [texts[index]])
      return SameMeaning(medoid: text, members: [.init(text: text, cosine: .nan)])
    }
    analysis.threats.absence = nil
    analysis.threats.threats = texts.indices.map { index in
      let text = texts[index]
      return ThreatText(
        post: PostExcerpt(
          platform: .x, id: text, account: Int32(index), time: Parade.start, text: text),
        kind: text, level: text, language: text, confidence: .nan,
        spans: (-1..<4).map { .init(role: text, start: $0, end: $0 + 2) }, reasons: [text],
        places: [text], assets: [text], posts: 1, accounts: 1, first: Parade.start,
        last: Parade.start, candidates: [text])
    }
    analysis.threats.falseAlarms = analysis.threats.threats
    analysis.threats.targets = texts.map { .init(name: $0, posts: 1) }
    analysis.threats.shares = texts.map {
      .init(candidate: $0, posts: 0, kinds: [.init(name: $0, posts: 1)], falseAlarms: 1)
    }
    return analysis
  }()

  /// A lineage whose every text is hostile.
  static func lineage(_ text: String) -> Lineage {
    let carrier = Carrier(
      platform: .x, id: text, account: text, time: Parade.start, source: text + "?",
      handle: text)
    guard let lineage = Lineage([carrier], coverage: []) else {
      preconditionFailure("there is a carrier")
    }
    return lineage
  }
}
