/// One language's words and rules, as its grammar file says.
///
/// The file's form is described in docs/threats.md. A grammar is data that is built into the
/// program: a mistake in it is a mistake of the program and stops it at the first use, which tests
/// provoke.
struct Grammar: Sendable {
  private(set) var language: Language
  fileprivate(set) var words = WordTable(capacity: 4096)
  fileprivate(set) var prefixes = WordTable(capacity: 64)
  fileprivate(set) var sequences = WordTable(capacity: 1024)
  /// Arabic verb stems, for which the forms are taken apart.
  fileprivate(set) var stems = WordTable(capacity: 64)
  fileprivate(set) var marks: [Mark] = []
  fileprivate(set) var frames: [Frame] = []
  /// The frames by the classes that they need.
  fileprivate(set) var index = PatternIndex([])
  /// Whether any frame may stand in several sentences of a post.
  fileprivate(set) var hasWholeFrames = false
  fileprivate var names: [String: Int] = [:]
  /// How many classes it has.
  var classCount: Int { names.count }
  fileprivate(set) var roles: [(ClassSet, Assessment.Role)] = []
  fileprivate(set) var hasPrefixes = false
  /// Classes that the code knows by name.
  fileprivate(set) var known = KnownClasses()
  /// How verb forms are named; of Arabic alone.
  fileprivate(set) var arabicNames: ArabicForms.Names?

  init(language: Language, sources: [String]) {
    self.language = language
    var parser = GrammarParser(language: language)
    for source in sources { parser.read(source) }
    self = parser.finish()
  }

  /// How many words a sequence may have, plus one: a Han character is a word of its own.
  var longestSequence: Int { language == .chinese ? 13 : 7 }

  fileprivate init(empty language: Language) { self.language = language }

  /// The combined hash of a sequence and the next word.
  @inline(__always) static func join(_ hash: UInt64, _ next: UInt64) -> UInt64 {
    ((hash &* 0x9E37_79B9_7F4A_7C15) ^ (hash >> 29)) &+ next
  }
}

/// Reads grammar files.
struct GrammarParser {
  private var grammar: Grammar
  private var paradigms: [String: [(ClassSet, [String])]] = [:]
  private var definitions: [String: String] = [:]
  private var macros: [String: (parameter: String, alternatives: [String])] = [:]
  private var tokenizer = Tokenizer()
  private var line = 0
  /// Sequences, word by word, for what stands behind their articles.
  private var phrases: [[UInt64]] = []

  init(language: Language) {
    grammar = Grammar(empty: language)
    _ = classes("SEQ")
  }

  mutating func read(_ source: String) {
    line = 0
    var pending = ""
    for raw in source.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      let text = raw.prefix { $0 != "%" }
      let trimmed = text.drop { $0 == " " || $0 == "\t" }
      guard !trimmed.isEmpty else { continue }
      // A line that begins with a blank goes on with the one before.
      if text.first == " " {
        pending += " " + trimmed
      } else {
        if !pending.isEmpty { statement(pending) }
        pending = String(trimmed)
      }
    }
    if !pending.isEmpty { statement(pending) }
  }

  mutating func finish() -> Grammar {
    var known = KnownClasses()
    let table: [(WritableKeyPath<KnownClasses, ClassSet>, String)] = [
      (\.sequenceStart, "SEQ"), (\.group, "GROUP"), (\.name, "NAME"), (\.person, "PERS"),
      (\.negation, "NEG"), (\.report, "REPORT"), (\.counter, "COUNTER"), (\.news, "NEWS"),
      (\.mourning, "MOURN"), (\.figurative, "FIG"), (\.question, "QUEST"), (\.condition, "COND"),
      (\.time, "TIME"), (\.soon, "SOON"), (\.weapon, "WEAPON"), (\.place, "PLACE"),
      (\.joining, "JOIN"), (\.first, "I"), (\.second, "YOU"), (\.act, "K"), (\.past, "PAST"),
      (\.fear, "FEAR"),
      (\.hardAct, "H"), (\.insult, "INSULT"),
      (\.sport, "SPORT"), (\.real, "REAL"), (\.boast, "BOAST"),
      (\.intention, "FUT1"), (\.office, "OFFICE"),
      (\.passing, "PASS"),
    ]
    for (path, name) in table { known[keyPath: path] = classes(name) }
    grammar.known = known
    inheritBehindArticles()
    grammar.index = PatternIndex(grammar.frames.map(\.pattern))
    grammar.hasWholeFrames = grammar.frames.contains { $0.options.contains(.wholePost) }
    if grammar.language == .arabic { grammar.arabicNames = ArabicForms.names { classes($0) } }
    let roles: [(String, Assessment.Role)] = [
      ("I", .actor), ("WE", .actor), ("SOMEONE", .actor), ("FUT1", .commitment),
      ("WANT1", .commitment), ("HORT", .commitment), ("DEON", .commitment), ("WISH", .commitment),
      ("K", .act), ("H", .act), ("B", .act), ("DIE", .act), ("HURT", .act), ("DEATH", .act),
      ("GROUP", .target), ("PERS", .target), ("YOU", .target), ("THEM", .target),
      ("INSULT", .target), ("NAME", .target), ("POSS", .target), ("CL2", .target),
      ("CL3", .target), ("PLACE", .place), ("TIME", .time), ("SOON", .time), ("WEAPON", .means),
      ("VEILED", .act), ("FLEE", .act),
    ]
    grammar.roles = roles.map { (classes($0.0), $0.1) }
    return grammar
  }

  /// Gives "a bullet" the classes of "bullet": a sequence has those of what stands behind its articles and prepositions,
  /// which are the words of the class `LEAD`.
  private mutating func inheritBehindArticles() {
    let article = classes("LEAD")
    for phrase in phrases {
      let hash = phrase.dropFirst().reduce(phrase[0]) { Grammar.join($0, $1) }
      for start in phrase.indices.dropFirst() {
        guard grammar.words.find(phrase[start - 1])?.holds(article) ?? false else { break }
        let rest = phrase[start...]
        let inner =
          rest.count == 1
          ? grammar.words.find(rest[start])
          : grammar.sequences.find(rest.dropFirst().reduce(rest[start]) { Grammar.join($0, $1) })
        if let inner { grammar.sequences.insert(hash, inner) }
      }
    }
  }

  // MARK: Statements

  private mutating func statement(_ text: String) {
    let key = text.prefix { $0 != " " }
    let rest = text.dropFirst(key.count + 1)
    guard let equals = rest.firstRange(of: " = ") else {
      preconditionFailure("\(grammar.language) grammar line \(line): no ` = `")
    }
    let left = rest[..<equals.lowerBound]
    let right = rest[equals.upperBound...]
    switch key {
    case "paradigm": paradigms[String(left)] = paradigm(right)
    case "verb": verb(left, right)
    case "words": words(left, right)
    case "stems": stems(left, right)
    case "def": definitions[String(left)] = String(right)
    case "macro": macro(left, right)
    case "mark": mark(left, right)
    case "frame": frame(left, right)
    default: preconditionFailure("\(grammar.language) grammar line \(line): \(key)")
    }
  }

  private mutating func paradigm(_ text: Substring) -> [(ClassSet, [String])] {
    // By scalars: a vowel sign that begins an ending would be one character with the comma before it.
    text.unicodeScalars.split(separator: " ").map { part in
      let sides = part.split(separator: ":", omittingEmptySubsequences: false)
      let endings = sides[1].split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0) }
      return (classes(String(sides[0])), endings.map { $0 == "-" ? "" : $0 })
    }
  }

  /// `verb K er = massacr assassin`: stems with the endings of a paradigm.
  private mutating func verb(_ left: Substring, _ right: Substring) {
    let names = left.split(separator: " ")
    guard names.count == 2, let forms = paradigms[String(names[1])] else {
      preconditionFailure("\(grammar.language) grammar line \(line): unknown paradigm")
    }
    let type = classes(String(names[0]))
    for stem in right.split(separator: " ") {
      for (form, endings) in forms {
        for ending in endings { add(stem + ending, type | form) }
      }
    }
  }

  private mutating func words(_ left: Substring, _ right: Substring) {
    let set = classes(String(left))
    for word in right.split(separator: ",") {
      add(Substring(word.drop { $0 == " " }), set)
    }
  }

  private mutating func stems(_ left: Substring, _ right: Substring) {
    let set = classes(String(left))
    for word in right.split(separator: " ") {
      tokenizer.scan(String(word))
      for token in tokenizer.tokens { grammar.stems.insert(token.hash, set) }
    }
  }

  private mutating func add(_ word: Substring, _ set: ClassSet) {
    var spellings = [String(word)]
    if grammar.language == .german { spellings.append(Self.umlautsSpeltOut(word)) }
    if grammar.language == .french { spellings += Self.elided(word) }
    if grammar.language == .hindiChat { spellings = RomanHindi.spellings(of: word) }
    for spelling in spellings {
      let isPrefix = spelling.hasSuffix("*")
      tokenizer.scan(isPrefix ? String(spelling.dropLast()) : spelling)
      let tokens =
        grammar.language == .hindiChat ? RomanHindi.tokens(tokenizer) : tokenizer.tokens
      guard let first = tokens.first else { continue }
      if isPrefix {
        precondition(tokens.count == 1, "a prefix of several words: \(spelling)")
        grammar.prefixes.insert(first.hash, set)
        grammar.hasPrefixes = true
      } else if tokens.count == 1 {
        grammar.words.insert(first.hash, set)
      } else {
        grammar.words.insert(first.hash, classes("SEQ"))
        let hash = tokens.dropFirst().reduce(first.hash) { Grammar.join($0, $1.hash) }
        grammar.sequences.insert(hash, set)
        phrases.append(tokens.map(\.hash))
      }
    }
  }

  /// `je reve de` stands as `je reve d` before a vowel.
  private static func elided(_ word: Substring) -> [String] {
    for ending in [" de", " que", " je", " ne"] where word.hasSuffix(ending) {
      return [String(word.dropLast())]
    }
    return []
  }

  private static func umlautsSpeltOut(_ word: Substring) -> String {
    var text = ""
    for character in word {
      switch character {
      case "ä": text += "ae"
      case "ö": text += "oe"
      case "ü": text += "ue"
      default: text.append(character)
      }
    }
    return text
  }

  private mutating func macro(_ left: Substring, _ right: Substring) {
    let parts = left.split(whereSeparator: { $0 == "(" || $0 == ")" })
    macros[String(parts[0])] = (
      parts.count > 1 ? String(parts[1]) : "",
      right.split(separator: "/").map {
        String($0.drop { $0 == " " })
      }
    )
  }

  /// `mark K+TGT @1 = HURT ..3 BODY`
  private mutating func mark(_ left: Substring, _ right: Substring) {
    let parts = left.split(separator: " ")
    guard parts.count == 2, let word = Int(parts[1].dropFirst()) else {
      preconditionFailure("\(grammar.language) grammar line \(line): mark")
    }
    let set = classes(String(parts[0]))
    for pattern in patterns(String(right)) {
      grammar.marks.append(Mark(classes: set, word: word - 1, pattern: pattern))
    }
  }

  /// `frame NAME KIND COMMITMENT DIRECTNESS [OPTION...] = PATTERN`
  private mutating func frame(_ left: Substring, _ right: Substring) {
    let parts = left.split(separator: " ")
    guard parts.count >= 4, let kind = Assessment.Kind(rawValue: Self.phrase(parts[1])),
      let commitment = Assessment.Commitment(rawValue: String(parts[2])),
      let directness = Assessment.Directness(rawValue: String(parts[3])),
      let options = Frame.options(Array(parts.dropFirst(4)))
    else { preconditionFailure("\(grammar.language) grammar line \(line): frame") }
    for pattern in patterns(String(right)) {
      grammar.frames.append(
        Frame(
          name: "\(grammar.language.rawValue)/\(parts[0])", kind: kind, commitment: commitment,
          directness: directness, options: options, pattern: pattern))
    }
  }

  private static func phrase(_ word: Substring) -> String {
    String(word.map { $0 == "_" ? " " : $0 })
  }

  // MARK: Patterns

  private mutating func patterns(_ text: String) -> [Pattern] {
    expand(text.split(separator: " ").map(String.init)).map { compile($0) }
  }

  /// Writes out macros: every alternative gives a pattern of its own.
  private func expand(_ words: [String]) -> [[String]] {
    var results: [[String]] = [[]]
    for word in words {
      let name = word.prefix { $0 != "(" }
      guard word.hasSuffix(")") || macros[word] != nil, let macro = macros[String(name)] else {
        results = results.map { $0 + [word] }
        continue
      }
      let argument = String(word.dropFirst(name.count + 1).dropLast())
      let expansions = macro.alternatives.flatMap { alternative in
        expand(
          alternative.split(separator: " ").map {
            Self.replace(String($0), macro.parameter, argument)
          })
      }
      results = results.flatMap { head in expansions.map { head + $0 } }
    }
    return results
  }

  private static func replace(_ word: String, _ parameter: String, _ argument: String) -> String {
    guard !parameter.isEmpty else { return word }
    return word.split(separator: "|").map { part in
      part.split(separator: "+").map { $0 == parameter ? argument : String($0) }
        .joined(separator: "+")
    }.joined(separator: "|")
  }

  private mutating func compile(_ words: [String]) -> Pattern {
    Pattern(
      elements: words.map { word in
        if word == "^" { return .start }
        if word == "$" { return .finish }
        if word.hasPrefix("..") {
          let parts = word.dropFirst(2).split(separator: "!")
          var barred = ClassSet.zero
          if parts.count > 1 { for set in alternatives(String(parts[1])) { barred |= set } }
          guard let most = parts.first.flatMap({ Int($0) }) else {
            preconditionFailure("\(grammar.language) grammar line \(line): gap \(word)")
          }
          return .gap(most: most, barred: barred)
        }
        let optional = word.hasSuffix("?")
        return .word(
          alternatives(optional ? String(word.dropLast()) : word), optional: optional)
      })
  }

  private mutating func alternatives(_ text: String) -> [ClassSet] {
    let parts = text.split(separator: "|").map(String.init)
    let single = parts.filter { $0.hasPrefix("=") && !$0.contains("+") }
    var sets = parts.filter { !single.contains($0) }.flatMap { part -> [ClassSet] in
      if let definition = definitions[part] { return alternatives(definition) }
      return [classes(part)]
    }
    if !single.isEmpty { sets.append(oneOf(Set(single).sorted())) }
    return sets
  }

  /// One class for words of which any will do, so that long lists of words need no class each.
  private mutating func oneOf(_ words: [String]) -> ClassSet {
    guard words.count > 1 else { return classes(words[0]) }
    let name = "~" + words.joined()
    let isNew = grammar.names[name] == nil
    let set = classes(name)
    if isNew { for word in words { add(word.dropFirst(), set) } }
    return set
  }

  /// The set of the classes named, joined by `+`; `=word` is a class of that word alone.
  private mutating func classes(_ text: String) -> ClassSet {
    var set = ClassSet.zero
    for part in text.split(separator: "+") {
      let name = String(part)
      if let index = grammar.names[name] {
        set |= .single(index)
        continue
      }
      let index = grammar.names.count
      precondition(
        !name.hasSuffix(")"), "\(grammar.language) grammar line \(line): no macro \(name)")
      precondition(index < 1024, "\(grammar.language) grammar has more than 1024 classes")
      grammar.names[name] = index
      set |= .single(index)
      if name.hasPrefix("=") { add(name.dropFirst(), .single(index)) }
    }
    return set
  }
}
