import Foundation
import Testing

@testable import Meaning

@Suite("The installed encoder", .enabled(if: Installed.isPresent, Installed.absence))
struct EncoderTests {
  /// What the reference made of a text; script/oracle-meaning records it.
  private struct Reference: Decodable {
    var text: String
    var tokens: [Int32]
    var first: [Float]
    var cosines: [Double]
  }

  private let encoder: SentenceEncoder
  private let references: [Reference]

  init() throws {
    encoder = try Installed.encoder()
    let path = packageRoot.appendingPathComponent("Tests/MeaningTests/Fixtures/reference.json")
    references = try JSONDecoder().decode([Reference].self, from: Data(contentsOf: path))
  }

  @Test("cuts texts into the reference's tokens")
  func cutsTokens() {
    #expect(references.count == 10)
    for reference in references {
      #expect(encoder.tokens(of: reference.text) == reference.tokens)
    }
  }

  @Test("gives the reference's vectors and cosines")
  func givesVectors() {
    let found = encoder.embed(references.map(\.text), threads: 2)
    for (index, reference) in references.enumerated() {
      for (own, other) in zip(found[index], reference.first) { #expect(abs(own - other) < 1e-4) }
      for (other, cosine) in reference.cosines.enumerated() {
        #expect(abs(found.cosine(index, other) - cosine) < 1e-4)
      }
    }
  }

  @Test("gives a text the same bytes whatever stands beside it and however many threads work")
  func isTheSameInEveryBatch() throws {
    let texts = try Sayings().texts.flatMap { $0 }
    let all = encoder.embed(texts, threads: 2)
    #expect(all == encoder.embed(texts, threads: 1))
    let turned = encoder.embed(texts.reversed(), threads: 1)
    for index in texts.indices { #expect(turned[texts.count - 1 - index] == all[index].rebased) }
    for index in stride(from: 0, to: texts.count, by: 17) {
      #expect(encoder.embed([texts[index]], threads: 1)[0] == all[index].rebased)
    }
    let repeated = encoder.embed(Array(repeating: texts[3], count: 40) + [texts[8]], threads: 2)
    #expect(repeated[39].rebased == all[3].rebased && repeated[40].rebased == all[8].rebased)
  }

  @Test("finds the translations of invented sayings and links no two sayings")
  func findsTranslations() throws {
    let sayings = try Sayings().texts
    let languages = sayings.flatMap { _ in Sayings.languages.map(Optional.some) }
    let vectors = encoder.embed(sayings.flatMap { $0 }, threads: 2)
    let groups = MeaningLinks(threads: 2)
      .groups(of: vectors, languages: languages, weights: languages.map { _ in 1 })
    var linked = 0
    for group in groups {
      for member in group.members {
        #expect(member.text / 5 == group.medoid / 5)
        linked += 1
      }
    }
    // Of 80 texts that a group of five could hold beside its medoid.
    #expect(linked >= 68)
  }

  @Test("takes any text: empty, blank, one sign, a megabyte, marks without a letter")
  func takesAnyText() {
    let marks = "a" + String(repeating: "\u{301}", count: 10_000)
    let texts = [
      "", " \n\t ", "🏮", "\u{0}", "\u{FFFE}\u{10FFFF}\u{202E}\u{200B}",
      String(repeating: "lantern ", count: 130_000), marks, String(repeating: "é", count: 9000),
      String(repeating: " ", count: 100_000), "x",
    ]
    let found = encoder.embed(texts, threads: 2)
    #expect(found.count == texts.count)
    for index in texts.indices {
      #expect(found.tokens[index] <= SentenceEncoder.tokenLimit)
      let length = found.cosine(index, index)
      #expect(found.tokens[index] == 0 ? length == 0 : abs(length - 1) < 1e-5, "text \(index)")
    }
    #expect(found.tokens[0] == 0 && found.tokens[1] == 0 && found.tokens[8] == 0)
    #expect(found.tokens[5] == SentenceEncoder.tokenLimit)
    #expect(encoder.embed([], threads: 2).count == 0)
  }

  @Test("does not see negation, as its description says")
  func doesNotSeeNegation() {
    let found = encoder.embed(
      [
        "The bridge over the river is closed today.",
        "The bridge over the river is not closed today.",
      ],
      threads: 1)
    #expect(found.cosine(0, 1) > 0.8)
  }
}

extension ArraySlice<Float> {
  /// The same numbers as a slice that begins at 0, to compare by `==` whatever it was cut from.
  fileprivate var rebased: ArraySlice<Float> { Array(self)[...] }
}

@Suite("The encoder's folder")
struct EncoderFolderTests {
  @Test("is the one that the environment names")
  func isNamed() {
    #expect(EncoderFolder.named(by: [:]) == nil)
    #expect(EncoderFolder.named(by: ["HOME": ""]) == nil)
    #expect(
      EncoderFolder.named(by: ["HOME": "/h"]) == "/h/.local/share/tocsin/encoder-0.2.1")
    #expect(
      EncoderFolder.named(by: ["HOME": "/h", "XDG_DATA_HOME": "/d"]) == "/d/tocsin/encoder-0.2.1")
    #expect(EncoderFolder.named(by: ["HOME": "/h", "TOCSIN_ENCODER": "/e"]) == "/e")
  }

  @Test("is refused where it is missing, empty or damaged, with a stable code")
  func isRefused() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-encoder-\(UUID().uuidString)").path
    #expect(code(folder) == .notInstalled)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: folder) } }
    #expect(code(folder) == .notInstalled)
    for name in ["sp.model", "weights.bin"] {
      try Data("no weights".utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    #expect(code(folder) == .damaged)
  }

  @Test(
    "is refused where one byte of the weights differs",
    .enabled(if: Installed.isPresent, Installed.absence))
  func isRefusedForOneByte() throws {
    let known = try #require(Installed.folder)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-encoder-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: folder) } }
    try FileManager.default.copyItem(atPath: known + "/sp.model", toPath: folder + "/sp.model")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: known + "/weights.bin"))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: folder + "/weights.bin"))
    #expect(code(folder) == .damaged)
    try bytes.prefix(1000).write(to: URL(fileURLWithPath: folder + "/weights.bin"))
    #expect(code(folder) == .damaged)
  }

  private func code(_ folder: String) -> MeaningError.Code? {
    do {
      _ = try SentenceEncoder.load(folder: folder)
      return nil
    } catch let error as MeaningError {
      #expect(error.description.contains("install-encoder") && error.subject.hasPrefix(folder))
      return error.code
    } catch {
      Issue.record("an error of another type")
      return nil
    }
  }
}
