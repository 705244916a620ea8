import Testing

@testable import Threats

@Suite("The table of levels")
struct LevelTableTests {
  private let table = LevelTable.shipped

  @Test(
    "is decided by each of its rows for some threat", arguments: LevelTable.shipped.rows.indices)
  func rowDecides(index: Int) {
    let row = table.rows[index]
    let elements = LevelElements(
      kind: row.kind ?? .other, commitment: row.commitment ?? .none,
      directness: row.directness ?? .direct, details: row.details, isImminent: row.imminent,
      namesAsset: row.asset)
    let (level, number) = table.level(of: elements)
    #expect(number == index + 1, "row \(index + 1) is hidden by row \(number)")
    #expect(level == row.level)
  }

  @Test("rises and never falls with detail, nearness and a protected asset")
  func isMonotone() {
    for kind in Assessment.Kind.allCases {
      for commitment in Assessment.Commitment.allCases {
        for directness in Assessment.Directness.allCases {
          check(kind, commitment, directness)
        }
      }
    }
  }

  private func check(
    _ kind: Assessment.Kind, _ commitment: Assessment.Commitment,
    _ directness: Assessment.Directness
  ) {
    for details in 0..<4 {
      for flags in 0..<4 {
        let less = LevelElements(
          kind: kind, commitment: commitment, directness: directness, details: details,
          isImminent: flags & 1 == 1, namesAsset: flags & 2 == 2)
        var more = less
        more.details += 1
        #expect(table.level(of: less).level <= table.level(of: more).level)
        more = less
        more.isImminent = true
        #expect(table.level(of: less).level <= table.level(of: more).level)
        more = less
        more.namesAsset = true
        #expect(table.level(of: less).level <= table.level(of: more).level)
      }
    }
  }

  @Test("gives none to every kind that threatens nobody")
  func givesNoneToOthers() {
    for kind in Assessment.Kind.allCases where ![.threat, .call, .instruction].contains(kind) {
      let elements = LevelElements(
        kind: kind, commitment: .past, directness: .direct, details: 4, isImminent: true,
        namesAsset: true)
      #expect(table.level(of: elements).level == .none)
    }
  }
}
