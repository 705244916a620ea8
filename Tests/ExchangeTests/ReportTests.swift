import Foundation
import SocialModel
import Testing

@testable import Exchange

@Suite struct ReportTests {
  private static let analyses = [
    Parade.analysis, Parade.quiet, Parade.empty, Hostile.analysis,
    Crowd.analysis(sizes: [41, 9, 230], degree: 8),
  ]

  @Test func tagsAreBalanced() throws {
    for analysis in Self.analyses {
      #expect(HTMLTags(try text(.report, analysis)).firstFault == nil)
    }
  }

  @Test func thePageLoadsNothingAndRunsNothing() throws {
    for analysis in Self.analyses {
      let page = HTMLTags(try text(.report, analysis))
      #expect(Set(page.tags.map(\.name)).isDisjoint(with: Self.forbiddenElements))
      for tag in page.tags {
        #expect(tag.attributes.keys.allSatisfy { !$0.hasPrefix("on") })
        #expect(tag.attributes["srcset"] == nil)
        if let source = tag.attributes["src"] {
          #expect(tag.name == "img" && source.hasPrefix("data:image/png;base64,"))
          #expect(
            source.dropFirst(22).allSatisfy { $0.isLetter || $0.isNumber || "+/=".contains($0) })
          #expect(tag.attributes["alt"]?.hasPrefix("Blurred thumbnail of a ") == true)
        }
        if let target = tag.attributes["href"] {
          #expect(target.hasPrefix("#") || target == "data:,")
        }
        for case let value? in [tag.attributes["fill"], tag.attributes["clip-path"]] {
          #expect(!value.contains("url(") || value.hasPrefix("url(#"))
        }
      }
      let style = try text(.report, analysis).components(separatedBy: "</style>")[0]
      #expect(!style.contains("url(") && !style.contains("@import"))
    }
  }

  private static let forbiddenElements: Set<String> = [
    "script", "iframe", "object", "embed", "form", "base", "audio", "video", "use",
    "foreignobject", "b\u{301}",
  ]

  @Test func aStrictPolicyForbidsWhatThePageDoesNotNeed() throws {
    let page = try text(.report, Parade.analysis)
    #expect(
      page.contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          + "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"))
  }

  @Test func everyLinkHasItsTarget() throws {
    for analysis in Self.analyses {
      let tags = HTMLTags(try text(.report, analysis)).tags
      let ids = tags.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count)
      for case let target? in tags.map({ $0.attributes["href"] }) where target.hasPrefix("#") {
        #expect(ids.contains(String(target.dropFirst())))
      }
    }
  }

  @Test func hiddenAndReorderingCharactersAreShownByName() throws {
    let page = try text(.report, Hostile.analysis)
    let hidden = page.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x202a...0x202e).contains($0.value)
        || (0x2066...0x2069).contains($0.value) || $0.value & 0xfffe == 0xfffe
        || (0x7f...0x9f).contains($0.value)
    }
    #expect(hidden.isEmpty)
    #expect(page.contains("⟦U+202E⟧gnp.exe⟦U+202C⟧"))
    #expect(page.contains("nul⟦U+0000⟧bell⟦U+0007⟧"))
    #expect(!page.contains(String(repeating: "\u{301}", count: 9)))
  }

  @Test func aQuoteWithACombiningMarkEndsNoAttribute() throws {
    var analysis = Parade.analysis
    analysis.candidates[0].id = "\"\u{301} onclick=\"x"
    let page = HTMLTags(try text(.report, analysis))
    #expect(page.firstFault == nil)
    #expect(page.tags.contains { $0.attributes["aria-label"]?.contains("&quot;\u{301}") == true })
  }

  @Test func templateSyntaxInTheDataStaysText() throws {
    #expect(try text(.report, Hostile.analysis).contains("{{headline}} {{{version}}} {{#facts}}"))
  }

  @Test func textsOfPostsAreFoldedAndFindTheirDirection() throws {
    let page = try text(.report, Parade.analysis)
    for post in Parade.first.firstPosts {
      let parts = page.components(separatedBy: post.text)
      #expect(parts.count == 2)
      #expect(parts[0].hasSuffix("</summary>\n<blockquote dir=\"auto\">"))
    }
    for template in Parade.first.templates {
      let parts = page.components(separatedBy: template.text)
      // Once with the candidate, once among the texts of the whole input.
      #expect(parts.count == 3)
      for part in parts.dropLast() {
        #expect(part.hasSuffix("<summary>Show the text</summary><blockquote dir=\"auto\">"))
      }
    }
    #expect(page.contains("<bdi class=\"handle\">@فانوس_الميناء</bdi>"))
  }

  @Test func theWordingClaimsNoMoreThanWasFound() throws {
    let page = try text(.report, Parade.analysis).lowercased()
    for word in ["campaign", "bots", "guilty", "culprit", "suspect", "troll", "inauthentic"] {
      #expect(!page.contains(word))
    }
    #expect(page.contains("awaits review"))
  }

  @Test func aLongListOfAccountsFoldsAfterTwentyRows() throws {
    let page = try text(.report, Crowd.analysis(sizes: [41], degree: 8))
    let parts = page.components(separatedBy: "Show the other 21 accounts")
    #expect(parts.count == 2)
    #expect(parts[1].components(separatedBy: "<td class=\"when\">").count == 1 + 2 * 21)
  }

  @Test func nothingFoundAndNothingReadAreSaidPlainly() throws {
    let quiet = try text(.report, Parade.quiet)
    #expect(quiet.contains("<h1>No candidates among 318 accounts</h1>"))
    #expect(quiet.contains("That is not proof that none did"))
    #expect(!quiet.contains("id=\"candidates\""))
    let empty = try text(.report, Parade.empty)
    #expect(empty.contains("<h1>No posts were read, so there was nothing to test</h1>"))
    #expect(!empty.contains("id=\"timeline\""))
  }

  @Test(.timeLimit(.minutes(1)))
  func aCandidateOfFiveThousandAccountsStaysSmallAndQuick() throws {
    let analysis = Crowd.analysis(sizes: [5000], degree: 40)
    let page = try ResultFile.report.bytes(of: analysis)
    #expect(page.count < 600_000)
    let html = String(decoding: page, as: UTF8.self)
    #expect(html.contains("Only the strongest 150 of its 5,000 accounts are drawn."))
    #expect(html.contains("Show 480 more of 5,000 accounts"))
    #expect(html.contains("4,500 more accounts in accounts.csv."))
  }

  @Test func manyCandidatesLeaveAPageThatOpens() throws {
    let analysis = Crowd.analysis(sizes: Array(repeating: 4, count: 700), degree: 4)
    let html = try text(.report, analysis)
    #expect(html.utf8.count < 2_000_000)
    #expect(html.components(separatedBy: "<section class=\"candidate\"").count == 1 + 50)
    #expect(html.contains("200 more candidates in candidates.json."))
    #expect(html.contains("692 more candidates without a row here."))
  }

  @Test("An index that points nowhere is an error and not a crash", arguments: ResultFile.allCases)
  func inconsistent(_ file: ResultFile) {
    var analysis = Parade.analysis
    analysis.candidates[0].edges = [99]
    #expect(throws: ExchangeError.inconsistentAnalysis("an edge of candidate c1")) {
      try file.bytes(of: analysis)
    }
    analysis = Parade.analysis
    analysis.accounts.removeLast()
    #expect(throws: ExchangeError.self) { try file.bytes(of: analysis) }
  }

  @Test("A sink's error reaches the caller", arguments: ResultFile.allCases)
  func fullDisk(_ file: ResultFile) {
    struct FullDisk: Error {}
    #expect(throws: FullDisk.self) {
      try file.write(Parade.analysis) { _ in throw FullDisk() }
    }
  }

  @Test func bytesComeInPieces() throws {
    let analysis = Crowd.analysis(sizes: [3000], degree: 20)
    for file in [ResultFile.pairs, .graphML, .gexf, .candidates] {
      var largest = 0
      try file.write(analysis) { largest = max(largest, $0.count) }
      #expect(largest < 1 << 17, "\(file.rawValue)")
    }
  }
}

@Suite struct LineageReportTests {
  @Test func theWayOfATemplateNamesWhatIsNotKnown() throws {
    let page = String(decoding: try ResultFile.report.bytes(of: Parade.analysis), as: UTF8.self)
    #expect(page.contains("4 members posted it in 16 posts"))
    #expect(page.contains("In the whole input it is in 4 posts by 4 accounts."))
    #expect(page.contains("it names a source that the input does not have"))
    #expect(page.contains("Named as a source and not in the input: channel-7 (1 post)."))
    #expect(page.contains("Boilerplate? A headline with its link: 12 accounts."))
    #expect(page.contains("12 accounts, 12 posts, 1 wording; in no candidate."))
    #expect(page.contains("First of all: @lamp on forum"))
    #expect(page.contains("1 known template in posts of others, 9 posts in all"))
    #expect(page.contains("a0 on x, minute 13") && page.contains("c1 (3 members)"))
  }

  @Test(arguments: [
    (0, "0 s"), (2500, "2.5 s"), (59_000, "59 s"), (60_000, "1 min"), (750_000, "12 min 30 s"),
    (10_800_000, "3 h"), (187_200_000, "2 d 4 h"), (-90_000, "−1 min 30 s"),
    (86_399_900, "1 d"),
  ])
  func aLagIsReadInTwoUnits(_ milliseconds: Int64, _ words: String) {
    #expect(HumanText.lag(milliseconds) == words)
  }

  @Test func theCurveRisesToTheTopRightCorner() {
    let markup = AdoptionCurve(Parade.lineage).markup
    #expect(markup.hasPrefix("<path d=\"M0 32H"))
    #expect(markup.hasSuffix("H120.0V1.0V32Z\"/>"))
  }

  @Test func templatesAndEarlyAccountsAreWrittenForPrograms() throws {
    let text = String(
      decoding: try ResultFile.templates.bytes(of: Parade.analysis), as: UTF8.self)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let templates = try #require(json["templates"] as? [[String: Any]])
    #expect(templates.count == 2 && json["total"] as? Int == 3)
    let lineage = try #require(templates[0]["lineage"] as? [String: Any])
    let arrivals = try #require(lineage["arrivals"] as? [[String: Any]])
    #expect(arrivals.map { $0["platform"] as? String } == ["forum", "x", "telegram"])
    #expect(arrivals[1]["lagSeconds"] as? Double == 492.123)
    #expect(arrivals[1]["order"] as? String == "certain")
    #expect(arrivals[0]["order"] as? String == "earlier-source")
    #expect((json["earlyAccounts"] as? [[String: Any]])?.first?["early"] as? Int == 7)
  }
}
