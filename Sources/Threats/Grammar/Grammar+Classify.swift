extension Grammar {
  /// The grammars that are built in, each read at its first use.
  static func shipped(_ language: Language) -> Grammar {
    switch language {
    case .english: english
    case .french: french
    case .german: german
    case .arabic: arabic
    case .arabicChat: arabicChat
    case .russian: russian
    case .spanish: spanish
    case .italian: italian
    case .portuguese: portuguese
    case .dutch: dutch
    case .polish: polish
    case .hindi: hindi
    case .hindiChat: hindiChat
    case .chinese: chinese
    }
  }
  private static let english = load(.english)
  private static let french = load(.french)
  private static let german = load(.german)
  private static let arabic = load(.arabic)
  private static let arabicChat = load(.arabicChat)
  private static let russian = load(.russian)
  private static let spanish = load(.spanish)
  private static let italian = load(.italian)
  private static let portuguese = load(.portuguese)
  private static let dutch = load(.dutch)
  private static let polish = load(.polish)
  private static let hindi = load(.hindi)
  private static let hindiChat = load(.hindiChat)
  private static let chinese = load(.chinese)

  private static func load(_ language: Language) -> Grammar {
    let groups = Resource.text("groups.txt")
    // Chat Hindi is written from the Devanagari words, so that there is one list of them.
    let name = language == .hindiChat ? Language.hindi.rawValue : language.rawValue
    var section = ""
    var isWanted = false
    for line in groups.split(separator: "\n") {
      if line.hasPrefix("@") {
        isWanted = line.dropFirst() == name
      } else if isWanted {
        section += line + "\n"
      }
    }
    let frames = language.sharesFrames ? [Resource.text("basic.txt")] : []
    return Grammar(
      language: language,
      sources: [section] + frames + [Resource.text(name + ".txt")])
  }

  /// The words of a text with their classes; words that the grammar knows as one are joined.
  func classify(_ tokenizer: Tokenizer) -> [Token] {
    let source = language == .hindiChat ? RomanHindi.tokens(tokenizer) : tokenizer.tokens
    var units: [Token] = []
    units.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      var unit = source[index]
      let own = lookUp(unit, tokenizer)
      unit.classes = own
      var length = 1
      if own.meets(known.sequenceStart) {
        (length, unit.classes) = sequence(source, index, own)
        if length > 1, isOvertaken(source, index, length) { (length, unit.classes) = (1, own) }
      }
      if length > 1 {
        let last = source[index + length - 1]
        unit.end = last.end
        unit.foldedEnd = last.foldedEnd
        unit.flags.formUnion(last.flags.intersection([.ends, .pauses, .asks]))
      } else if isName(unit, after: units.last) {
        unit.classes |= known.name
      }
      units.append(unit)
      index += length
    }
    return units
  }

  /// The longest known sequence that begins here, and its classes.
  private func sequence(_ source: [Token], _ index: Int, _ own: ClassSet) -> (Int, ClassSet) {
    var best = (1, own)
    var hash = source[index].hash
    for offset in 1..<longestSequence {
      let next = index + offset
      guard next < source.count, !source[next - 1].flags.contains(.ends) else { break }
      hash = Self.join(hash, source[next].hash)
      if let classes = sequences.find(hash) { best = (offset + 1, classes) }
    }
    return best
  }

  /// Whether a longer sequence begins inside one: "you should" gives way to "should not be".
  private func isOvertaken(_ source: [Token], _ index: Int, _ length: Int) -> Bool {
    for inner in index + 1..<index + length {
      let own = words.find(source[inner].hash) ?? .zero
      guard own.meets(known.sequenceStart) else { continue }
      if sequence(source, inner, own).0 > max(length, index + length - inner) { return true }
    }
    return false
  }

  /// The classes of one word: as it stands, then spelt otherwise, then by its beginning.
  private func lookUp(_ token: Token, _ tokenizer: Tokenizer) -> ClassSet {
    var classes = words.find(token.hash) ?? .zero
    if token.flags.contains(.mention) { return classes | known.name }
    if language == .arabic, token.flags.contains(.arabic) {
      return classes | ArabicForms.classes(of: token, in: tokenizer.folded, grammar: self)
    }
    if classes != .zero { return classes }
    let range = Int(token.foldedStart)..<Int(token.foldedEnd)
    if language == .hindiChat {
      return prefixClasses(RomanHindi.normalised(tokenizer.folded[range])[...])
    }
    if token.flags.contains(.mixed), language != .arabicChat {
      classes = words.find(Spelling.withoutDigits(tokenizer.folded[range])) ?? .zero
    } else if token.flags.contains(.stretched) {
      classes = words.find(Spelling.withoutRepeats(tokenizer.folded[range])) ?? .zero
    }
    if classes == .zero, hasPrefixes { classes = prefixClasses(tokenizer.folded[range]) }
    return classes
  }

  private func prefixClasses(_ word: ArraySlice<UInt8>) -> ClassSet {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var found = ClassSet.zero
    for byte in word {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      if let classes = prefixes.find(hash) { found = classes }
    }
    return found
  }

  /// Whether a word is written as a name: a capital inside a sentence, in languages where that tells.
  private func isName(_ token: Token, after previous: Token?) -> Bool {
    guard language == .english || language == .french || language == .russian,
      token.flags.contains(.capital), !token.flags.contains(.allCapitals),
      token.classes == .zero, let previous
    else { return false }
    return !previous.flags.contains(.ends) && !previous.flags.contains(.quoted)
  }
}

/// Spellings of chats that stand for a word.
enum Spelling {
  /// The hash of a word whose digits stand for letters: `k1ll`.
  static func withoutDigits(_ word: ArraySlice<UInt8>) -> UInt64 {
    hash(
      word.map { byte in
        switch byte {
        case 0x30: 0x6F
        case 0x31: 0x69
        case 0x33: 0x65
        case 0x34: 0x61
        case 0x35: 0x73
        case 0x37: 0x74
        default: byte
        }
      })
  }

  /// The hash of a word without letters said twice: `killl`.
  static func withoutRepeats(_ word: ArraySlice<UInt8>) -> UInt64 {
    var bytes: [UInt8] = []
    for byte in word where bytes.last != byte { bytes.append(byte) }
    return hash(bytes)
  }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
