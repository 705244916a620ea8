/// How families that a program found agree with the planted ones.
///
/// A pair of texts is one of copies when they have a template in common, and is found when they have
/// a family in common.
public struct CopyScore: Sendable {
  /// Pairs of copies.
  public private(set) var pairs = 0
  /// Pairs found.
  public private(set) var found = 0
  /// Pairs of copies that were found.
  public private(set) var right = 0
  /// Texts with half of their text in common with another template that has copies here.
  public private(set) var halves = 0
  /// Those of them that share a family with a copy of that other template alone.
  public private(set) var mergedHalves = 0
  /// For each edit, the texts that had it and the sum over them of the share of their pairs found.
  public private(set) var byEdit: [CopyEdit: (texts: Int, found: Double)] = [:]

  /// The share of the pairs of copies that were found.
  public var recall: Double { pairs == 0 ? 1 : Double(right) / Double(pairs) }
  /// The share of the pairs found that are pairs of copies.
  public var precision: Double { found == 0 ? 1 : Double(right) / Double(found) }
  /// The share of the hard negatives that were merged.
  public var merged: Double { halves == 0 ? 0 : Double(mergedHalves) / Double(halves) }

  /// Scores families.
  ///
  /// - Parameter families: for each text its families, in the order of the texts.
  /// - Complexity: O(pairs).
  public init(_ planted: PlantedCopies, families: [[Int32]]) {
    precondition(families.count == planted.texts.count, "families for other texts")
    let truth = planted.texts.map(\.templates)
    let byTemplate = Self.members(truth)
    let byFamily = Self.members(families)
    var inFamily = [Int32](repeating: -1, count: truth.count)
    var counted = inFamily
    for (index, text) in planted.texts.enumerated() {
      let own = Int32(index)
      var mine = (pairs: 0, right: 0)
      var isMerged = false
      let other = text.templates.count == 1 ? planted.halfOf[text.templates[0]] : nil
      for family in families[index] {
        for member in byFamily[Int(family)] where member != own && inFamily[Int(member)] != own {
          inFamily[Int(member)] = own
          found += 1
          if let other, truth[Int(member)] == [other] { isMerged = true }
        }
      }
      for template in text.templates {
        for member in byTemplate[Int(template)] where member != own && counted[Int(member)] != own {
          counted[Int(member)] = own
          mine.pairs += 1
          if inFamily[Int(member)] == own { mine.right += 1 }
        }
      }
      pairs += mine.pairs
      right += mine.right
      if other != nil { halves += 1 }
      if isMerged { mergedHalves += 1 }
      guard mine.pairs > 0 else { continue }
      for edit in text.edits {
        byEdit[edit, default: (0, 0)].texts += 1
        byEdit[edit, default: (0, 0)].found += Double(mine.right) / Double(mine.pairs)
      }
    }
    (pairs, found, right) = (pairs / 2, found / 2, right / 2)
  }

  private static func members(_ groups: [[Int32]]) -> [[Int32]] {
    var result = [[Int32]](
      repeating: [], count: Int(groups.lazy.flatMap { $0 }.max() ?? -1) + 1)
    for (index, own) in groups.enumerated() {
      for group in own { result[Int(group)].append(Int32(index)) }
    }
    return result
  }
}
