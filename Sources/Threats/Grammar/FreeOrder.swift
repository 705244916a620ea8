/// Finds the words of a pattern in whatever order they stand.
///
/// German puts a verb before or behind its object, and chats put both anywhere: such a frame names classes, and one
/// gap that says how many other words may stand among them, and of which classes none.
extension PatternMatcher {
  /// The first words that fit, in the order of the text.
  ///
  /// - Complexity: O(words · span ^ places), places at most four.
  func firstInAnyOrder(_ pattern: Pattern, from: Int) -> PatternMatch? {
    var places: [[ClassSet]] = []
    var room = 0
    var barred = ClassSet.zero
    for element in pattern.elements {
      switch element {
      case .word(let sets, _): places.append(sets)
      case .gap(let most, let bar):
        room += most
        barred |= bar
      case .start, .finish: break
      }
    }
    for start in from..<sentence.upperBound {
      let end = min(sentence.upperBound, start + places.count + room)
      for (index, sets) in places.enumerated() where fits(sets, tokens[start].classes) {
        var rest = places
        rest.remove(at: index)
        var taken = [start]
        if place(rest[...], start + 1..<end, &taken), isFree(taken, barred) {
          return PatternMatch(words: taken.sorted())
        }
      }
    }
    return nil
  }

  private func place(_ places: ArraySlice<[ClassSet]>, _ span: Range<Int>, _ taken: inout [Int])
    -> Bool
  {
    guard let sets = places.first else { return true }
    for position in span
    where !taken.contains(position) && fits(sets, tokens[position].classes) {
      taken.append(position)
      if place(places.dropFirst(), span, &taken) { return true }
      taken.removeLast()
    }
    return false
  }

  /// Whether no word of the barred classes stands among those taken.
  private func isFree(_ taken: [Int], _ barred: ClassSet) -> Bool {
    guard let first = taken.min(), let last = taken.max() else { return false }
    return !(first...last).contains {
      tokens[$0].classes.meets(barred) && !taken.contains($0)
    }
  }
}
