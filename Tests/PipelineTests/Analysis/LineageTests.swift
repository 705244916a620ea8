import Pipeline
import SocialModel
import Testing

@Suite("Where copied texts and objects came from")
struct LineageTests {
  /// A channel prepares a text; six accounts of X post it with small edits; the forum had it before
  /// but the input has nothing older from there.
  private static func posts() -> [InventedPost] {
    let day: Int64 = 1_458_630_000_000
    func post(
      _ platform: Platform, _ id: String, _ account: String, _ second: Int64, _ text: String
    ) -> InventedPost {
      InventedPost(
        platform: platform, id: id, account: account, time: day + second * 1000 + 1, text: text)
    }
    let text = "The iron lantern parade starts at the old customs house at nine tonight"
    return [
      post(.telegram, "t0", "harbour", 0, "Good morning to the harbour and to all who work there"),
      post(.telegram, "t1", "channel", 60, text),
      post(.x, "x0", "ship", 10, "The museum shows its collection of ship models until Sunday"),
    ]
      + (0..<6).map { index in
        post(
          .x, "x\(index + 1)", "p\(index)", 120 + Int64(index) * 30,
          index == 0 ? text : text.replacing("tonight", with: "word\(index)") + " #lamp")
      }
      + [post(.forum, "f1", "early", 30, "The IRON lantern parade starts at the old customs hause")]
  }

  @Test("A text's first posts, their order and how sure it is are those of the whole input")
  func wayOfAText() throws {
    let analysis = try Workbench().analyze(Self.posts())
    #expect(analysis.candidates.isEmpty)
    let template = try #require(analysis.copiedTexts.templates.first)
    #expect(analysis.copiedTexts.total == 1)
    #expect(template.posts == 8 && template.accounts == 8)
    #expect(template.wordings == 7)
    #expect(template.text.contains("lantern parade starts at the old customs"))
    let arrivals = template.lineage.arrivals
    #expect(arrivals.map(\.first.platform) == [.forum, .telegram, .x])
    #expect(arrivals.map(\.first.id) == ["f1", "t1", "x1"])
    #expect(arrivals.map(\.first.account) == ["early", "channel", "p0"])
    #expect(arrivals.map(\.lag) == [0, 30_000, 90_000])
    #expect(arrivals.map(\.posts) == [1, 1, 6])
    #expect(arrivals[0].order == .notCovered && arrivals[2].order == .certain)
  }

  @Test("The order of the input changes nothing", arguments: [UInt64(1), 2, 3])
  func orderDoesNotMatter(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let posts = Self.posts() + InventedStream.crowd() + InventedStream.copyPaste()
    let expected = try Workbench().analyze(posts)
    let shuffled = try Workbench().analyze(posts.shuffled(using: &generator))
    #expect(shuffled.copiedTexts == expected.copiedTexts)
    #expect(shuffled.candidates.map(\.templates) == expected.candidates.map(\.templates))
    #expect(shuffled.candidates.map(\.objects) == expected.candidates.map(\.objects))
  }

  @Test("A candidate's templates and objects say who had them first, member or not")
  func outsiderFirst() throws {
    var stream = InventedStream.crowd() + InventedStream.copyPaste()
    let copied = try #require(InventedStream.copyPaste().min { $0.time < $1.time })
    stream.append(
      InventedPost(
        platform: .telegram, id: "source", account: "channel", time: copied.time - 600_000,
        text: copied.text))
    let analysis = try Workbench().analyze(stream)
    let candidate = try #require(analysis.candidates.first)
    let template = try #require(
      candidate.templates.first { $0.lineage.first.platform == .telegram })
    #expect(template.lineage.first.id == "source")
    // The waves' texts differ in a few words and are copies of one another.
    #expect(template.members == 6 && template.posts == 48)
    #expect(template.lineage.arrivals.map(\.posts) == [1, 48])
    #expect(template.first.milliseconds == copied.time)
    let text = try #require(
      candidate.objects.first { $0.layer == .text && $0.lineage?.first.id == "source" })
    #expect(text.lineage?.arrivals.last?.lag == 600_000)
    let shown = try #require(
      analysis.copiedTexts.templates.first { $0.lineage.first.id == "source" })
    #expect(shown.candidates == [candidate.id])
  }

  @Test("Copies with a word changed act on one object, and the same words on one of their own")
  func familiesAreObjects() throws {
    let builder = StreamBuilder(layers: [.text])
    let texts = [
      "the iron lantern parade starts at the old customs house",
      "the iron lantern parade starts at the old customs house",
      "the iron lantern parade starts at the new customs house",
      "the museum shows its collection of ship models until sunday",
    ]
    builder.add(
      texts.enumerated().map { index, text in
        Post(
          platform: .x, id: "\(index)", account: Account(id: "a\(index)"),
          time: Timestamp(seconds: Int64(index)), text: text)
      })
    let data = builder.finish()
    let table = try #require(data.columns.tables[.text])
    let labels = (0..<Int32(table.objectCount)).map {
      (data.label(.text, $0), table.positions(on: $0).count)
    }
    #expect(labels.map(\.1).sorted() == [1, 1, 2, 3])
    #expect(labels.first { $0.1 == 3 }?.0 == "≈ " + texts[0])
  }

  @Test("Who comes early in many texts is named")
  func earlyAccounts() throws {
    let words = [
      "anchor", "barrel", "candle", "dinghy", "engine", "ferry", "gangway", "hammock", "island",
      "jetty", "keel", "ladder", "mooring", "needle", "oilskin", "paddle",
    ]
    let posts = words.indices.flatMap { round -> [InventedPost] in
      let text =
        "\(words[round]) wardens meet by the \(words[(round * 5 + 3) % 16]) before the"
        + " \(words[(round * 7 + 1) % 16]) and the \(words[(round * 11 + 6) % 16]) are lit"
      return (0..<12).map { place in
        // One account leads; the others take turns.
        let account = place == 0 ? "lead" : "a\((place * 7 + round * 13) % 40)"
        return InventedPost(
          platform: .x, id: "\(round)-\(place)", account: account,
          time: 1_458_630_000_000 + Int64(round) * 7_200_000 + Int64(place) * 317_003, text: text)
      }
    }
    let analysis = try Workbench().analyze(posts)
    #expect(analysis.copiedTexts.earlyAccounts.map(\.account) == ["lead"])
    #expect(analysis.copiedTexts.earlyAccounts.first?.early == 16)
  }
}
