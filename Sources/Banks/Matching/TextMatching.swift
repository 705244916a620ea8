import Foundation

/// Compares texts as `threatexchange` compares raw texts: letters and digits alone, without case
/// and accents, at most one edit in twenty characters.
enum TextMatching {
  /// Lower case, compatibility forms taken apart, marks, blanks and punctuation dropped.
  static func normal(_ text: String) -> [Unicode.Scalar] {
    text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber:
        true
      default: false
      }
    }
  }

  /// How many edits a text of that length may be away.
  static func mostEdits(length: Int) -> Int { length / 20 }

  /// The number of insertions, deletions and replacements between two texts; nil when it is more
  /// than `most`.
  ///
  /// - Complexity: O(length × most): only a band around the diagonal is looked at.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], most: Int) -> Int? {
    guard abs(a.count - b.count) <= most else { return nil }
    let far = most + 1
    var row = (0...b.count).map { min($0, far) }
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = min(i + 1, far)
      let (first, last) = (max(0, i - most), min(b.count, i + most + 1))
      if first > 0 {
        diagonal = row[first]
        row[first] = far
      }
      var best = row[first]
      for j in first..<max(first, last) {
        let above = j + 1 <= i + most ? row[j + 1] : far
        let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, above + 1, row[j] + 1, far)
        best = min(best, row[j + 1])
      }
      if best > most { return nil }
    }
    return row[b.count] <= most ? row[b.count] : nil
  }
}
