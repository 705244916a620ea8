/// Guesses the language of a text from its script and its most frequent words.
///
/// Only to choose grammars: it never moves a score. Several languages come back where the words do
/// not decide; the most probable first. A language with a basic grammar is tried only where it has more words
/// than every other, and beside those others, so that it takes no post from them.
struct LanguageGuess: Sendable {
  private var table = WordTable(capacity: 2048)
  private var codes: [String] = []
  private var basicTable = WordTable(capacity: 2048)
  private var basics: [Language] = []
  private static let minimumShare = 0.6
  private static let minimumBasicShare = 0.8

  /// The guess from the word lists that are built in.
  static let shipped = LanguageGuess(Resource.text("languages.txt"))

  init(_ source: String) {
    var tokenizer = Tokenizer()
    for line in source.split(separator: "\n") where !line.hasPrefix("%") {
      let sides = line.split(separator: "=", maxSplits: 1)
      let name = sides[0].filter { $0 != " " }
      tokenizer.scan(String(sides[1]))
      // A line of `es+` holds further words, which count among languages with a basic grammar alone.
      if !name.hasSuffix("+") {
        codes.append(name)
        for token in tokenizer.tokens { table.insert(token.hash, .single(codes.count - 1)) }
      }
      guard let language = Language(rawValue: name.filter { $0 != "+" }), language.isBasic else {
        continue
      }
      let index = basics.firstIndex(of: language) ?? basics.count
      if index == basics.count { basics.append(language) }
      for token in tokenizer.tokens { basicTable.insert(token.hash, .single(index)) }
    }
  }

  /// How many words of a text are in each script and in each list.
  private struct Count {
    var latin = 0
    var arabic = 0
    var cyrillic = 0
    var devanagari = 0
    var han = 0
    var kana = 0
    var chat = 0
    var votes: [Int]
    var basicVotes: [Int]
  }

  /// The languages whose grammars are to be tried, and the code of the most probable.
  func languages(of tokens: [Token], hint: String?) -> (tried: [Language], code: String?) {
    let count = count(tokens)
    if count.arabic > 0, count.arabic * 2 >= count.latin { return ([.arabic], "ar") }
    if count.cyrillic > 0, count.cyrillic * 2 >= count.latin { return ([.russian], "ru") }
    if count.devanagari > 0, count.devanagari * 2 >= count.latin { return ([.hindi], "hi") }
    // Japanese writes Han characters too, but never without its own syllables.
    if count.han > count.latin, count.kana * 8 < count.han { return ([.chinese], "zh") }
    guard count.latin > 0 else { return ([], nil) }
    let base = hint.map { $0.prefix { $0 != "-" && $0 != "_" }.lowercased() }
    let basic = basic(count, hint: base)
    var (tried, code) = latin(count.votes, hint: base, chat: count.chat)
    tried.removeAll { basic.contains($0) }
    return (basic + tried, basic.first?.rawValue ?? code)
  }

  private func count(_ tokens: [Token]) -> Count {
    var count = Count(
      votes: [Int](repeating: 0, count: codes.count),
      basicVotes: [Int](repeating: 0, count: basics.count))
    for token in tokens where !token.flags.contains(.mention) {
      if token.flags.contains(.arabic) {
        count.arabic += 1
      } else if token.flags.contains(.cyrillic) {
        count.cyrillic += 1
      } else if token.flags.contains(.devanagari) {
        count.devanagari += 1
      } else if token.flags.contains(.han) {
        count.han += 1
      } else if token.flags.contains(.kana) {
        count.kana += 1
      } else if token.flags.contains(.latin) {
        count.latin += 1
        if token.flags.contains(.mixed) { count.chat += 1 }
        vote(&count.votes, table.find(token.hash))
        vote(&count.basicVotes, basicTable.find(token.hash))
      }
    }
    return count
  }

  @inline(__always) private func vote(_ votes: inout [Int], _ classes: ClassSet?) {
    guard let classes else { return }
    for index in votes.indices where classes.holds(.single(index)) { votes[index] += 1 }
  }

  /// The languages with a basic grammar that have more words than every other language, the best first.
  private func basic(_ count: Count, hint: String?) -> [Language] {
    let best = count.basicVotes.max() ?? 0
    var rival = 0
    for (code, votes) in zip(codes, count.votes) where Language(rawValue: code)?.isBasic != true {
      rival = max(rival, votes)
    }
    guard best > rival, best > 1 || count.latin <= 6 else { return [] }
    let least = Double(best) * Self.minimumBasicShare
    return basics.indices.filter { Double(count.basicVotes[$0]) >= least }
      .sorted {
        (count.basicVotes[$0], basics[$0].rawValue == hint ? 1 : 0, $1)
          > (count.basicVotes[$1], basics[$1].rawValue == hint ? 1 : 0, $0)
      }
      .map { basics[$0] }
  }

  private func latin(_ votes: [Int], hint: String?, chat: Int) -> ([Language], String?) {
    let best = votes.max() ?? 0
    let hinted = hint.flatMap { Language(rawValue: $0) }
    guard best > 0 else {
      if let hinted { return ([hinted], hint) }
      // A name or a shout alone: every full grammar of Latin letters may say something.
      return ([.english, .french, .german, .arabicChat], nil)
    }
    let least = max(1, Int((Double(best) * Self.minimumShare).rounded(.up)))
    let near = votes.indices.filter { votes[$0] >= least }
      .sorted { (votes[$0], $1) > (votes[$1], $0) }
    var tried = near.compactMap { Language(rawValue: codes[$0]) }.filter { !$0.isBasic }
    if chat > 0, !tried.contains(.arabicChat) { tried.append(.arabicChat) }
    if let hinted, !tried.contains(hinted) { tried.append(hinted) }
    return (tried, near.first.map { codes[$0] })
  }
}
