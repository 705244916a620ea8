import SocialModel
import Testing

@testable import Templates

@Suite("Alignment")
struct AlignmentTests {
  private static let words = [
    "iron", "lantern", "lantren", "parade", "quay", "the", "at", "gate", "12000", "12001", "boats",
    "boat", "漢", "字", "燈", "фонарь", "фонарб", "la", "lan",
  ]

  private static func text(_ generator: inout SeededGenerator, upTo limit: Int) -> [String] {
    (0..<(1 + generator.below(limit))).map { _ in generator.pick(words) }
  }

  @Test("has the weight that trying all pairs of words gives", arguments: [12, 120])
  func agreesWithTheNaiveOne(limit: Int) {
    var generator = SeededGenerator(seed: 11)
    let (text, template) = (TokenList(), TokenList())
    let alignment = Alignment()
    for _ in 0..<(4000 / limit) {
      let first = Array(Self.text(&generator, upTo: limit).joined(separator: " ").utf8)
      let second = Array(Self.text(&generator, upTo: limit).joined(separator: " ").utf8)
      first.withUnsafeBytes { first in
        second.withUnsafeBytes { second in
          text.load(first)
          template.load(second)
          let found = alignment.align(text, template, least: 0)
          let weight = alignment.pairs.reduce(Int32(0)) {
            $0 + min(text.tokens[Int($1.text)].weight, template.tokens[Int($1.template)].weight)
          }
          #expect(found != nil && weight == Self.naive(text, template))
          #expect(
            zip(alignment.pairs, alignment.pairs.dropFirst())
              .allSatisfy { $0.text < $1.text && $0.template < $1.template })
        }
      }
    }
  }

  /// The heaviest common subsequence, by the definition.
  private static func naive(_ text: TokenList, _ template: TokenList) -> Int32 {
    var best = [[Int32]](
      repeating: [Int32](repeating: 0, count: template.count + 1), count: text.count + 1)
    for i in 0..<text.count {
      for j in 0..<template.count {
        let (a, b) = (text.tokens[i], template.tokens[j])
        let isBeginning =
          i == text.count - 1 && a.weight >= 2 && a.weight < b.weight && !a.isLetter
          && string(b, template).utf8.starts(with: string(a, text).utf8)
        let isPair =
          string(a, text) == string(b, template) || isBeginning
          || NearWords.areNear(a, in: text.bytes, b, in: template.bytes)
        best[i + 1][j + 1] = max(
          best[i][j + 1], best[i + 1][j], isPair ? best[i][j] + min(a.weight, b.weight) : 0)
      }
    }
    return best[text.count][template.count]
  }

  private static func string(_ token: TokenList.Token, _ list: TokenList) -> String {
    String(decoding: list.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }
}

@Suite("The table of features")
struct FeatureTableTests {
  @Test("has the families that a dictionary has, up to where a feature is common")
  func agreesWithADictionary() {
    var generator = SeededGenerator(seed: 12)
    let table = FeatureTable()
    var expected: [UInt32: [Int32]] = [:]
    for family in 0..<Int32(6000) {
      let names = (0..<20).map { _ in
        generator.chance(0.2) ? UInt32(generator.below(100)) : UInt32(generator.below(1 << 30))
      }
      table.add(names, family: family)
      for name in names { expected[name, default: []].append(family) }
    }
    for (name, families) in expected {
      var found: [Int32] = []
      table.forEach(table.entry(name)) { found.append($0) }
      #expect(found == Array(families.prefix(Int(FeatureTable.commonness))))
    }
    #expect(table.entry(0xFFFF_FFFF).count == 0)
  }
}
