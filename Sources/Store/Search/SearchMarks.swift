import CUnicode

/// Finds what a query's words are in a text, so that a page can mark them.
public struct SearchMarks {
  private let terms: [SearchQuery.Term]
  private var folding = SearchFolding()

  /// Marks for a query; excluded words mark nothing.
  public init(_ query: SearchQuery) { terms = query.terms.filter { !$0.isExcluded } }

  /// The ranges of matching words, as offsets in the text's UTF-8, in order and apart.
  ///
  /// A phrase's words are marked wherever they stand.
  /// - Complexity: O(bytes × words of the query).
  public mutating func ranges(in text: String) -> [Range<Int>] {
    guard !terms.isEmpty else { return [] }
    var ranges: [Range<Int>] = []
    var start: Int?
    var offset = 0
    let scalars = text.unicodeScalars
    var wordStart = scalars.startIndex
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let isWord = cun_is_word(scalar.value) != 0 || scalar.value == 0x200C
      if isWord && start == nil {
        start = offset
        wordStart = index
      } else if !isWord, let begun = start {
        mark(String(scalars[wordStart..<index]), at: begun, &ranges)
        start = nil
      }
      offset += UTF8.width(scalar)
      index = scalars.index(after: index)
    }
    if let begun = start { mark(String(scalars[wordStart...]), at: begun, &ranges) }
    return ranges
  }

  private mutating func mark(_ word: String, at offset: Int, _ ranges: inout [Range<Int>]) {
    if word.unicodeScalars.contains(where: { SearchFolding.isUnspaced($0.value) }) {
      return markLetters(word, at: offset, &ranges)
    }
    let tokens = folding.tokens(of: word).map { String(decoding: $0.bytes, as: UTF8.self) }
    let isHit = terms.contains { term in
      term.tokens.enumerated().contains { index, wanted in
        let isPrefix = term.isPrefix && index == term.tokens.count - 1
        return tokens.contains { isPrefix ? $0.utf8.starts(with: wanted.utf8) : $0 == wanted }
      }
    }
    if isHit { ranges.append(offset..<(offset + word.utf8.count)) }
  }

  /// Pairs of letters are looked up one by one; what touches becomes one range.
  private func markLetters(_ word: String, at offset: Int, _ ranges: inout [Range<Int>]) {
    let scalars = Array(word.unicodeScalars)
    var starts = [offset]
    for scalar in scalars { starts.append((starts.last ?? 0) + UTF8.width(scalar)) }
    let wanted = Set(terms.flatMap(\.tokens))
    for index in scalars.indices {
      let one = String(String.UnicodeScalarView(scalars[index...index]))
      let two =
        index + 1 < scalars.count
        ? String(String.UnicodeScalarView(scalars[index...(index + 1)])) : one
      let length = wanted.contains(two) && two != one ? 2 : wanted.contains(one) ? 1 : 0
      guard length > 0 else { continue }
      let range = starts[index]..<starts[index + length]
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }
}
