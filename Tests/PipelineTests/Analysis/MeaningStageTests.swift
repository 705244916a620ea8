import Foundation
import Meaning
import SocialModel
import Testing

@testable import Pipeline

@Suite("Texts that say the same")
struct MeaningStageTests {
  private static let folder = EncoderFolder.named(by: ProcessInfo.processInfo.environment)
  static var isInstalled: Bool {
    folder.map { FileManager.default.fileExists(atPath: $0 + "/weights.bin") } ?? false
  }
  static let absence: Comment = "the encoder is not installed: run script/install-encoder"

  private static let wordings = [
    "The mayor must resign now, the city has had enough of his promises. #PortMeridian",
    "Le maire doit démissionner maintenant, la ville en a assez de ses promesses. #PortMeridian",
    "Мэр должен уйти в отставку немедленно, город устал от его обещаний.",
    "The best soup in the city is cooked by an old woman at the fish market.",
    "La nouvelle ligne de tramway reliera le port à l'université l'année prochaine.",
  ]

  /// Each wording by three accounts, the third with another mention and a word more.
  private static let posts: [InventedPost] = wordings.enumerated().flatMap { index, text in
    (0..<3).map { account in
      InventedPost(
        id: "\(index)\(account)", account: "a\(index)\(account)",
        time: InventedStream.start + Int64(index * 1000 + account * 90_000),
        text: account < 2 ? text : "@friend \(text) today")
    }
  }

  @Test("are not looked for unless asked, nor without the encoder, and that is said")
  func saysWhyNot() throws {
    let bench = try Workbench()
    #expect(try bench.analyze(Self.posts).meaning.absence == "switched-off")
    for folder in [nil, bench.folder + "/nowhere"] {
      let analysis = try bench.analyze(Self.posts) { $0.meaning = .encoder(folder: folder) }
      #expect(analysis.meaning.absence == "not-installed" && analysis.meaning.groups.isEmpty)
    }
    for name in ["sp.model", "weights.bin"] { _ = try bench.write(Array("x".utf8), name) }
    let damaged = try bench.analyze(Self.posts) { $0.meaning = .encoder(folder: bench.folder) }
    #expect(damaged.meaning.absence == "damaged")
  }

  @Test(
    "are found across languages, once for all copies, whatever the order and the threads",
    .enabled(if: isInstalled, absence))
  func areFound() throws {
    let bench = try Workbench()
    func analyze(_ posts: [InventedPost], threads: Int) throws -> Analysis {
      try bench.analyze(posts) {
        $0.meaning = .encoder(folder: Self.folder)
        $0.threads = threads
      }
    }
    let analysis = try analyze(Self.posts, threads: 1)
    let meaning = analysis.meaning
    #expect(meaning.absence == nil && meaning.texts == 5 && meaning.textsLeftOut == 0)
    let group = try #require(meaning.groups.first)
    #expect(meaning.groups.count == 1 && group.members.count == 2)
    let all = [group.medoid] + group.members.map(\.text)
    #expect(Set(all.map(\.text)) == Set(Self.wordings.prefix(3)))
    #expect(Set(all.map(\.language)) == ["en", "fr", "ru"])
    for text in all {
      #expect(text.posts == 3 && text.accounts == 3)
      #expect(analysis.accounts[Int(text.firstAccount)].id.hasSuffix("0"))
    }
    #expect(group.members.allSatisfy { $0.cosine >= 0.6 && $0.cosine < 1 })
    try expectSameFiles(analysis, analyze(Self.posts.reversed(), threads: 2))
  }

  @Test("are none where nothing is repeated", .enabled(if: isInstalled, absence))
  func areNoneInNothing() throws {
    let bench = try Workbench()
    let analysis = try bench.analyze([Self.posts[0], Self.posts[3]]) {
      $0.meaning = .encoder(folder: Self.folder)
    }
    #expect(analysis.meaning.absence == nil && analysis.meaning.texts == 0)
    #expect(analysis.meaning.groups.isEmpty)
  }

  @Test("are compared by their words: no links, no mentions, tags as words, no slots")
  func comparesWords() {
    #expect(
      PlainWords.of("RT @desk: The #iron_lantern parade https://port.example/a @a")
        == "The iron lantern parade")
    #expect(
      PlainWords.of(template: "Lanterns for {word} at the quay {link} {+tag}")
        == "Lanterns for at the quay")
    #expect(PlainWords.common("Lanterns at the quay", "lanterns, at noon") == 2.0 / 3)
    #expect(PlainWords.common("", "a") == 0 && PlainWords.common("A", "a b c") == 1)
    #expect(PlainWords.of("") == "" && PlainWords.of("@a https://b.example/") == "")
  }
}
