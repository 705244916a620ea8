/// One place of a pattern.
enum PatternElement: Sendable {
  /// A word with all classes of one of these sets.
  case word([ClassSet], optional: Bool)
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

  /// The classes of the places that must be filled.
  var required: [[ClassSet]] {
    elements.compactMap {
      guard case .word(let sets, optional: false) = $0 else { return nil }
      return sets
    }
  }

  /// Whether a sentence with these classes can hold a match at all.
  @inline(__always) func isPossible(_ union: ClassSet) -> Bool {
    for element in elements {
      guard case .word(let sets, optional: false) = element else { continue }
      if !sets.contains(where: { union.holds($0) }) { return false }
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
  /// A class of words that patterns step over, such as a swear word before a noun.
  let passing: ClassSet

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
      if position < sentence.upperBound, fits(sets, tokens[position].classes) {
        words.append(position)
        if match(elements, index + 1, position + 1, &words) { return true }
        words.removeLast()
      }
      if !words.isEmpty, passes(position), match(elements, index, position + 1, &words) {
        return true
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
    var left = most
    while true {
      if match(elements, index + 1, next, &words) { return true }
      guard next < sentence.upperBound, !tokens[next].classes.meets(barred) else { return false }
      if !passes(next) { left -= 1 }
      guard left >= 0 else { return false }
      next += 1
    }
  }

  @inline(__always) func fits(_ sets: [ClassSet], _ classes: ClassSet) -> Bool {
    for set in sets where classes.holds(set) { return true }
    return false
  }

  /// Whether patterns step over the word here.
  @inline(__always) private func passes(_ position: Int) -> Bool {
    position < sentence.upperBound && tokens[position].classes.meets(passing)
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
