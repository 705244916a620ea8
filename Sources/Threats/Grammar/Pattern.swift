/// What a word of a pattern may be: any of some sets of classes.
///
/// Written as numbers of classes, of which few are looked at, since a set is larger than they are.
struct WordChoice: Sendable {
  /// The numbers of each alternative's classes; all but its last carry ``isJoined``.
  fileprivate var numbers: [UInt16] = []
  /// Another class of the same alternative follows.
  private static let isJoined: UInt16 = 0x8000

  init(_ alternatives: [ClassSet]) {
    for set in alternatives {
      for index in set.indices {
        var rest = set[index]
        while rest != 0 {
          numbers.append(UInt16(index * 64 + rest.trailingZeroBitCount) | Self.isJoined)
          rest &= rest - 1
        }
      }
      if let last = numbers.indices.last { numbers[last] &= ~Self.isJoined }
    }
  }

  /// Whether these classes hold one of the alternatives.
  @inline(__always) func fits(_ classes: ClassSet) -> Bool {
    numbers.withUnsafeBufferPointer { Self.fits($0, classes) }
  }

  @inline(__always) fileprivate static func fits(
    _ numbers: UnsafeBufferPointer<UInt16>, _ classes: ClassSet
  ) -> Bool {
    withUnsafeBytes(of: classes) { bytes in
      let words = bytes.bindMemory(to: UInt64.self)
      var holds = true
      for number in numbers {
        let index = Int(number & ~isJoined)
        holds = holds && words[index >> 6] >> UInt64(index & 63) & 1 == 1
        if number & isJoined == 0 {
          if holds { return true }
          holds = true
        }
      }
      return false
    }
  }
}

/// One place of a pattern.
enum PatternElement: Sendable {
  /// A word that is one of these.
  case word(WordChoice, optional: Bool)
  /// Up to so many words with none of the barred classes.
  case gap(most: Int, barred: ClassSet)
  /// The beginning of a sentence, or of a clause after a pause or a joining word.
  case start
  /// The end of a sentence or of a clause.
  case finish
}

/// A sequence of word classes with gaps, in one sentence.
struct Pattern: Sendable {
  var elements: [PatternElement]

  /// Whether a sentence with these classes can hold a match at all.
  @inline(__always) func isPossible(_ union: ClassSet) -> Bool {
    for element in elements {
      guard case .word(let sets, optional: false) = element else { continue }
      if !sets.fits(union) { return false }
    }
    return true
  }
}

/// Where a pattern was found.
struct PatternMatch {
  /// Indices of the words that its places took, in order.
  var words: [Int]
}

/// Finds the first match of a pattern in a sentence, by backtracking over gaps of a few words.
///
/// - Complexity: O(words · product of the gaps' widths), small constants; no pattern has more than
///   four gaps of at most eight words.
struct PatternMatcher {
  let tokens: [Token]
  let sentence: Range<Int>
  /// A class that marks words after which a clause begins.
  let joining: ClassSet

  /// The first match that begins at or after `from`.
  func first(_ pattern: Pattern, from: Int) -> PatternMatch? {
    var words: [Int] = []
    var start = from
    while start < sentence.upperBound {
      words.removeAll(keepingCapacity: true)
      if match(pattern.elements, 0, start, &words) { return PatternMatch(words: words) }
      start += 1
    }
    return nil
  }

  private func match(
    _ elements: [PatternElement], _ index: Int, _ position: Int, _ words: inout [Int]
  ) -> Bool {
    guard index < elements.count else { return !words.isEmpty }
    switch elements[index] {
    case .start:
      return begins(position) && match(elements, index + 1, position, &words)
    case .finish:
      return finishes(position) && match(elements, index + 1, position, &words)
    case .word(let sets, let optional):
      if position < sentence.upperBound, sets.fits(tokens[position].classes) {
        words.append(position)
        if match(elements, index + 1, position + 1, &words) { return true }
        words.removeLast()
      }
      return optional && match(elements, index + 1, position, &words)
    case .gap(let most, let barred):
      return gap(elements, index, position, most, barred, &words)
    }
  }

  private func gap(
    _ elements: [PatternElement], _ index: Int, _ position: Int, _ most: Int, _ barred: ClassSet,
    _ words: inout [Int]
  ) -> Bool {
    var next = position
    for _ in 0...most {
      if match(elements, index + 1, next, &words) { return true }
      guard next < sentence.upperBound, !tokens[next].classes.meets(barred) else { return false }
      next += 1
    }
    return false
  }

  private func begins(_ position: Int) -> Bool {
    guard position > sentence.lowerBound else { return true }
    let before = tokens[position - 1]
    return before.flags.contains(.pauses) || before.classes.meets(joining)
  }

  private func finishes(_ position: Int) -> Bool {
    guard position < sentence.upperBound else { return true }
    return position > sentence.lowerBound
      && (tokens[position - 1].flags.contains(.pauses) || tokens[position].classes.meets(joining))
  }
}
