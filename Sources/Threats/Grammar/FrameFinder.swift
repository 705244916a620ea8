/// A frame that was found in a text, with what stands around it.
struct FoundFrame {
  var frame: Frame
  /// Indices of the units that its places took.
  var words: [Int]
  var sentence: Range<Int>
  var context: FrameContext
}

/// What takes the force from a frame.
struct FrameContext: OptionSet {
  let rawValue: Int
  static let negated = FrameContext(rawValue: 1)
  static let quoted = FrameContext(rawValue: 2)
  static let reported = FrameContext(rawValue: 4)
  static let asked = FrameContext(rawValue: 8)
  static let conditional = FrameContext(rawValue: 16)
  static let figurative = FrameContext(rawValue: 32)
  static let condemned = FrameContext(rawValue: 64)
  /// What makes that it threatens nobody.
  static let blocking: FrameContext = [
    .negated, .quoted, .reported, .asked, .figurative, .condemned,
  ]
}

/// Finds the frames of a grammar in the classified words of a post.
struct FrameFinder {
  let grammar: Grammar
  private(set) var units: [Token]
  private(set) var sentences: [Range<Int>] = []
  private(set) var union = ClassSet.zero
  private let outside: Int

  init(_ tokenizer: Tokenizer, grammar: Grammar) {
    self.grammar = grammar
    units = grammar.classify(tokenizer)
    outside = units.count { !$0.flags.contains(.quoted) }
    var start = 0
    for index in units.indices {
      if units[index].flags.contains(.ends) || index - start >= 120 {
        sentences.append(start..<index + 1)
        start = index + 1
      }
    }
    if start < units.count { sentences.append(start..<units.count) }
    for sentence in sentences { mark(sentence) }
    for unit in units { union |= unit.classes }
  }

  private mutating func mark(_ sentence: Range<Int>) {
    var classes = sentence.reduce(ClassSet.zero) { $0 | units[$1].classes }
    guard classes != .zero else { return }
    for mark in grammar.marks where mark.pattern.isPossible(classes) {
      var from = sentence.lowerBound
      // A mark that finds many places is cut off: no sentence needs more.
      for _ in 0..<8 {
        let matcher = matcher(sentence)
        guard let match = matcher.first(mark.pattern, from: from), mark.word < match.words.count
        else { break }
        units[match.words[mark.word]].classes |= mark.classes
        classes |= mark.classes
        from = match.words[0] + 1
      }
    }
  }

  private func matcher(_ sentence: Range<Int>) -> PatternMatcher {
    PatternMatcher(
      tokens: units, sentence: sentence, joining: grammar.known.joining,
      passing: grammar.known.passing)
  }

  /// How many words of a post are looked at as one where a frame may stand in several sentences.
  private static let wholeLimit = 60

  /// All frames that are found, at most one place for each in a sentence that is not blocked.
  func frames() -> [FoundFrame] {
    var found: [FoundFrame] = []
    for sentence in sentences { find(sentence, wholePost: false, &found) }
    if grammar.hasWholeFrames, sentences.count > 1 {
      find(0..<min(units.count, Self.wholeLimit), wholePost: true, &found)
    }
    return found
  }

  /// Adds the frames of a sentence, or those that may stand in several.
  private func find(_ sentence: Range<Int>, wholePost: Bool, _ found: inout [FoundFrame]) {
    let classes = sentence.reduce(ClassSet.zero) { $0 | units[$1].classes }
    guard classes != .zero else { return }
    let matcher = matcher(sentence)
    var last: Int32 = -1
    for number in grammar.index.candidates(classes) where number != last {
      last = number
      let frame = grammar.frames[Int(number)]
      guard !wholePost || frame.options.contains(.wholePost), frame.pattern.isPossible(classes)
      else { continue }
      var from = sentence.lowerBound
      for _ in 0..<4 {
        let match =
          frame.options.contains(.anyOrder)
          ? matcher.firstInAnyOrder(frame.pattern, from: from)
          : matcher.first(frame.pattern, from: from)
        guard let match else { break }
        let context = self.context(frame, match.words, sentence)
        found.append(
          FoundFrame(frame: frame, words: match.words, sentence: sentence, context: context))
        if context.isDisjoint(with: .blocking) { break }
        from = match.words[0] + 1
      }
    }
  }

  private func context(_ frame: Frame, _ words: [Int], _ sentence: Range<Int>) -> FrameContext {
    let known = grammar.known
    var context: FrameContext = []
    let first = words[0]
    let last = words[words.count - 1]
    if !frame.options.contains(.negationIsPart), isNegated(words, sentence) {
      context.insert(.negated)
    }
    let quoted = words.count { units[$0].flags.contains(.quoted) }
    if quoted == words.count || quoted >= 2, outside >= 2 {
      context.insert(.quoted)
    }
    if !frame.options.contains(.reportIsPart), hasReport(sentence.lowerBound..<last, words) {
      context.insert(.reported)
    }
    if !frame.options.contains(.questionIsSame), isAsked(sentence, first) {
      context.insert(.asked)
    }
    if sentence.contains(where: { units[$0].classes.meets(known.condition) && !words.contains($0) })
    {
      context.insert(.conditional)
    }
    if union.meets(known.figurative) || isPlay(frame, words) { context.insert(.figurative) }
    if sentence.contains(where: { units[$0].classes.meets(known.counter) && !words.contains($0) }) {
      context.insert(.condemned)
    }
    return context
  }

  /// Whether a threat or a call is talk of sport or a game: a word of sport stands in the post, or all that is said
  /// is that some "they" will be beaten. A weapon, an insult, a group, or a word such as a house or a
  /// family takes this excuse away.
  private func isPlay(_ frame: Frame, _ words: [Int]) -> Bool {
    guard frame.kind == .threat || frame.kind == .call else { return false }
    let known = grammar.known
    let serious = known.real | known.weapon | known.insult | known.group
    guard !union.meets(serious) else { return false }
    if union.meets(known.sport) { return true }
    let said = words.reduce(ClassSet.zero) { $0 | units[$1].classes }
    return said.meets(known.boast) && !said.meets(known.second)
      && !union.meets(known.person | known.name | known.place)
  }

  private func isNegated(_ words: [Int], _ sentence: Range<Int>) -> Bool {
    let from = clause(words[0], sentence)
    for index in from...words[words.count - 1]
    where units[index].classes.meets(grammar.known.negation) && !words.contains(index) {
      return true
    }
    return false
  }

  /// Where a negation of a frame may begin: two words before it, but not before a pause where the frame opens with an
  /// intention, which has its own subject: "if you do not leave, we will".
  private func clause(_ first: Int, _ sentence: Range<Int>) -> Int {
    let from = max(sentence.lowerBound, first - 2)
    guard units[first].classes.meets(grammar.known.intention) else { return from }
    return (from..<first).last { units[$0].flags.contains(.pauses) }.map { $0 + 1 } ?? from
  }

  /// Whether others are said to say it: a reporting word whose subject is not the author.
  private func hasReport(_ before: Range<Int>, _ words: [Int]) -> Bool {
    if before.contains(where: { units[$0].classes.meets(grammar.known.fear) }) { return true }
    for index in before
    where units[index].classes.meets(grammar.known.report) && !words.contains(index) {
      let own = (max(before.lowerBound, index - 2)..<index).contains {
        units[$0].classes.meets(grammar.known.first)
      }
      if !own { return true }
    }
    return false
  }

  private func isAsked(_ sentence: Range<Int>, _ first: Int) -> Bool {
    let head = sentence.lowerBound..<min(sentence.upperBound, max(sentence.lowerBound + 1, first))
    guard head.contains(where: { units[$0].classes.meets(grammar.known.question) }) else {
      return false
    }
    return units[sentence.upperBound - 1].flags.contains(.asks)
      || units[sentence.lowerBound].classes.meets(grammar.known.question)
  }
}
