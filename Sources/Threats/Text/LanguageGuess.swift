/// Guesses the language of a text from its script and its most frequent words.
///
/// Only to choose grammars: it never moves a score. Several languages come back where the words do
/// not decide; the most probable first.
struct LanguageGuess: Sendable {
  private var table = WordTable(capacity: 2048)
  private var codes: [String] = []
  private static let minimumShare = 0.6

  /// The guess from the word lists that are built in.
  static let shipped = LanguageGuess(Resource.text("languages.txt"))

  init(_ source: String) {
    var tokenizer = Tokenizer()
    for line in source.split(separator: "\n") where !line.hasPrefix("%") {
      let sides = line.split(separator: "=", maxSplits: 1)
      let index = codes.count
      codes.append(String(sides[0].filter { $0 != " " }))
      tokenizer.scan(String(sides[1]))
      for token in tokenizer.tokens { table.insert(token.hash, .single(index)) }
    }
  }

  /// The languages whose grammars are to be tried, and the code of the most probable.
  func languages(of tokens: [Token], hint: String?) -> (tried: [Language], code: String?) {
    var scripts = (latin: 0, arabic: 0, cyrillic: 0, other: 0)
    var votes = [Int](repeating: 0, count: codes.count)
    var chat = 0
    for token in tokens where !token.flags.contains(.mention) {
      if token.flags.contains(.arabic) {
        scripts.arabic += 1
      } else if token.flags.contains(.cyrillic) {
        scripts.cyrillic += 1
      } else if token.flags.contains(.latin) {
        scripts.latin += 1
        if token.flags.contains(.mixed) { chat += 1 }
        guard let classes = table.find(token.hash) else { continue }
        for index in codes.indices where classes.holds(.single(index)) { votes[index] += 1 }
      } else if !token.flags.contains(.digits) {
        scripts.other += 1
      }
    }
    if scripts.arabic > 0, scripts.arabic * 2 >= scripts.latin { return ([.arabic], "ar") }
    if scripts.cyrillic > 0, scripts.cyrillic * 2 >= scripts.latin { return ([.russian], "ru") }
    guard scripts.latin > 0 else { return ([], nil) }
    return latin(votes, hint: hint, chat: chat)
  }

  private func latin(_ votes: [Int], hint: String?, chat: Int) -> ([Language], String?) {
    let best = votes.max() ?? 0
    let base = hint.map { $0.prefix { $0 != "-" && $0 != "_" }.lowercased() }
    guard best > 0 else {
      // A name or a shout alone: every grammar of Latin letters may say something.
      let all: [Language] = [.english, .french, .german, .arabicChat]
      if let base, let language = Language(rawValue: base) {
        return ([language], base)
      }
      return (all, nil)
    }
    let least = max(1, Int((Double(best) * Self.minimumShare).rounded(.up)))
    let near = votes.indices.filter { votes[$0] >= least }
      .sorted { (votes[$0], $1) > (votes[$1], $0) }
    var tried = near.compactMap { Language(rawValue: codes[$0]) }
    if chat > 0, !tried.contains(.arabicChat) { tried.append(.arabicChat) }
    if let base, let language = Language(rawValue: base), !tried.contains(language) {
      tried.append(language)
    }
    return (tried, near.first.map { codes[$0] })
  }
}
