import Foundation
import Testing

@testable import Threats

/// Invented sentences from a file of this folder's `Fixtures`.
enum OwnSentences {
  static func rows(_ name: String) throws -> [[String]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let text = try String(
      contentsOf: folder.appendingPathComponent("Fixtures/\(name)"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst().map {
      $0.split(separator: "\t").map(String.init)
    }
  }
}

@Suite("Talk of sport and games")
struct SportTests {
  /// Sentences by language: those that the rules were mended on come first, third, fifth ...
  private func flagged(_ language: String, must: String) throws -> (mended: [Bool], held: [Bool]) {
    var assessor = Assessor()
    let rows = try OwnSentences.rows("sport.tsv").filter { $0[0] == language }
    var result: (mended: [Bool], held: [Bool]) = ([], [])
    for (index, row) in rows.enumerated() where row[1] == must {
      let isFlagged = assessor.assess(row[2]).level != .none
      if index.isMultiple(of: 2) {
        result.mended.append(isFlagged)
      } else {
        result.held.append(isFlagged)
      }
    }
    return result
  }

  @Test("is not flagged, in sentences held out from the rules either", arguments: Self.languages)
  func isNotFlagged(language: String) throws {
    let (mended, held) = try flagged(language, must: "0")
    #expect(mended.count { $0 } <= 1)
    #expect(held.count { $0 } <= 2)
  }

  @Test("does not hide threats against people", arguments: Self.languages)
  func hidesNoThreats(language: String) throws {
    let (mended, held) = try flagged(language, must: "1")
    #expect(mended.count { $0 } + held.count { $0 } >= 3)
  }

  private static let languages = ["en", "fr", "de", "ar", "ru"]
}

@Suite("Russian sentences about groups")
struct RussianGroupTests {
  /// A group's name in five cases, as the file's numbers say.
  static let groups = [
    ["соседи", "соседей", "соседей", "соседям", "соседями"],
    ["мусульмане", "мусульман", "мусульман", "мусульманам", "мусульманами"],
    ["евреи", "евреев", "евреев", "евреям", "евреями"],
    ["христиане", "христиан", "христиан", "христианам", "христианами"],
    ["беженцы", "беженцев", "беженцев", "беженцам", "беженцами"],
    ["мигранты", "мигрантов", "мигрантов", "мигрантам", "мигрантами"],
    ["женщины", "женщин", "женщин", "женщинам", "женщинами"],
    ["геи", "геев", "геев", "геям", "геями"],
    ["инвалиды", "инвалидов", "инвалидов", "инвалидам", "инвалидами"],
    ["таджики", "таджиков", "таджиков", "таджикам", "таджиками"],
    ["чеченцы", "чеченцев", "чеченцев", "чеченцам", "чеченцами"],
    ["украинцы", "украинцев", "украинцев", "украинцам", "украинцами"],
    ["русские", "русских", "русских", "русским", "русскими"],
  ]

  @Test("are assessed alike whoever is named, and calm ones never flagged")
  func areAlike() throws {
    var assessor = Assessor()
    var levels: [[Assessment.Level]] = []
    for group in Self.groups {
      levels.append([])
      for row in try OwnSentences.rows("russian.tsv") {
        var text = row[1]
        for (index, form) in group.enumerated() { text = text.replacing("{\(index)}", with: form) }
        let level = assessor.assess(text).level
        if row[0] == "0" { #expect(level == .none) }
        levels[levels.count - 1].append(level)
      }
    }
    #expect(Set(levels.dropFirst()).count == 1)
    #expect(levels.allSatisfy { $0.count { $0 != .none } >= 8 })
  }
}
