/// Cuts a text into folded words with their places, sentence ends and quotes.
///
/// Reads at most ``scalarLimit`` scalars and ``tokenLimit`` words, so that the time a post takes is
/// bounded whatever it holds; ``isCut`` says when something was left out. Keeps its buffers.
///
/// - Complexity: O(scalars read).
struct Tokenizer {
  /// How many Unicode scalars of a post are read.
  static let scalarLimit = 16_000
  /// How many words of a post are looked at.
  static let tokenLimit = 2_000

  private(set) var tokens: [Token] = []
  private(set) var folded: [UInt8] = []
  /// Whether the text was longer than what is read.
  private(set) var isCut = false
  private(set) var asksAnything = false

  private var position: Int32 = 0
  private var wordStart: Int32 = -1
  private var foldedStart: Int32 = 0
  private var flags: TokenFlags = []
  private var letters = 0
  private var capitals = 0
  private var lastFolded: UInt32 = 0
  private var run = 0
  private var hadDigit = false
  private var quoteDepth = 0
  private var pendingQuote: Int?
  private var pendingPrefix: TokenFlags = []
  private var previous: UInt32 = 0
  private var inLink = false
  /// Whether a single quotation mark is open.
  private var isSingle = false

  /// Takes a text apart; the results stay until the next call.
  mutating func scan(_ text: String) {
    tokens.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    isCut = false
    asksAnything = false
    position = 0
    wordStart = -1
    quoteDepth = 0
    pendingQuote = nil
    pendingPrefix = []
    previous = 0x20
    inLink = false
    isSingle = false
    for scalar in text.unicodeScalars {
      if position >= Self.scalarLimit || tokens.count >= Self.tokenLimit {
        isCut = true
        break
      }
      take(scalar.value)
      previous = scalar.value
      position += 1
    }
    endWord()
    if !tokens.isEmpty { tokens[tokens.count - 1].flags.insert(.ends) }
  }

  private mutating func take(_ value: UInt32) {
    if inLink {
      if value == 0x20 || value == 0x0A || value == 0x09 || value == 0x0D { inLink = false }
      return
    }
    switch ScalarFolding.fold(value) {
    case .drop: break
    case .one(let letter): add(letter, of: value)
    case .two(let first, let second):
      add(first, of: value)
      add(second, of: value)
    case .other: takeOther(value)
    }
  }

  private mutating func add(_ letter: UInt32, of value: UInt32) {
    // Han text has no blanks: each character is a word, and words are sequences.
    if wordStart >= 0, flags.contains(.han) || HanFolding.isHan(letter) { cutWord() }
    if wordStart < 0 { beginWord() }
    if letter == lastFolded {
      run += 1
      if run >= 3 {
        flags.insert(.stretched)
        return
      }
    } else {
      run = 1
    }
    lastFolded = letter
    if letter < 0x80 {
      folded.append(UInt8(letter))
      if (0x30...0x39).contains(letter) {
        hadDigit = true
      } else {
        letters += 1
        flags.insert(.latin)
      }
    } else {
      append(letter)
      letters += 1
      if (0x600...0x77F).contains(letter) {
        flags.insert(.arabic)
      } else if (0x400...0x52F).contains(letter) {
        flags.insert(.cyrillic)
      } else if letter >= 0x900 {
        flags.formUnion(Self.script(letter))
      }
    }
    if letter != value, isCapital(value) { capitals += 1 }
    if capitals == 1, letters == 1 { flags.insert(.capital) }
    if pendingPrefix.contains(.tag), capitals > 1, (0x61...0x7A).contains(previous) {
      splitTag(letter)
    }
  }

  private static func script(_ letter: UInt32) -> TokenFlags {
    switch letter {
    case 0x900...0x97F: .devanagari
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: .kana
    default: HanFolding.isHan(letter) ? .han : []
    }
  }

  /// Ends a word where no blank stands; what came before it, such as a tag's sign, holds on.
  private mutating func cutWord() {
    let prefix = pendingPrefix
    endWord()
    pendingPrefix = prefix
  }

  /// Cuts a tag such as #BurnItDown where a capital follows a small letter.
  private mutating func splitTag(_ letter: UInt32) {
    folded.removeLast(letter < 0x80 ? 1 : letter < 0x800 ? 2 : 3)
    let tag = pendingPrefix
    endWord()
    pendingPrefix = tag
    beginWord()
    flags.formUnion([.latin, .capital])
    append(letter)
    letters = 1
    capitals = 1
    lastFolded = letter
    run = 1
  }

  private mutating func append(_ letter: UInt32) {
    if letter < 0x80 {
      folded.append(UInt8(letter))
    } else if let scalar = Unicode.Scalar(letter), let bytes = Unicode.UTF8.encode(scalar) {
      folded.append(contentsOf: bytes)
    }
  }

  private func isCapital(_ value: UInt32) -> Bool {
    switch value {
    case 0x41...0x5A, 0xC0...0xDE, 0x400...0x42F: true
    case 0x100...0x17F: value & 1 == 0
    default: false
    }
  }

  private mutating func beginWord() {
    wordStart = position
    foldedStart = Int32(folded.count)
    flags = pendingPrefix
    letters = 0
    capitals = 0
    run = 0
    lastFolded = 0
    hadDigit = false
  }

  private mutating func endWord() {
    guard wordStart >= 0 else { return }
    defer {
      wordStart = -1
      pendingPrefix = []
    }
    guard Int32(folded.count) > foldedStart else { return }
    if letters > 1, capitals == letters { flags.insert(.allCapitals) }
    if hadDigit { flags.insert(letters > 0 ? .mixed : .digits) }
    if quoteDepth > 0 { flags.insert(.quoted) }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in Int(foldedStart)..<folded.count {
      hash = (hash ^ UInt64(folded[index])) &* 0x100_0000_01b3
    }
    tokens.append(
      Token(
        hash: hash, start: wordStart, end: position, foldedStart: foldedStart,
        foldedEnd: Int32(folded.count), flags: flags))
  }

  private mutating func takeOther(_ value: UInt32) {
    switch value {
    case 0x3A:  // a colon; "://" begins a link
      let isScheme = wordStart >= 0 && isSchemeWord()
      endWord()
      if isScheme { dropScheme() } else { mark(.pauses) }
    case 0x40:  // @
      endWord()
      pendingPrefix = .mention
    case 0x23:  // #
      endWord()
      pendingPrefix = .tag
    case 0xFF0E, 0xFF61, 0x965, 0x2E, 0x21, 0x0A, 0x2026, 0x61F + 0x10000, 0x6D4, 0x3002, 0xFF01,
      0x964, 0x2022:
      endWord()
      endSentence(asks: false)
    case 0x3B:
      endWord()
      if endsWithEntity { tokens.removeLast() } else { mark(.pauses) }
    case 0x3F, 0x61F, 0xFF1F:
      endWord()
      endSentence(asks: true)
    case 0x2C, 0x60C, 0x28, 0x29, 0x2013, 0x2014, 0x2A, 0x5B, 0x5D, 0x7C, 0xFF0C,
      0x3001, 0xFF1A, 0xFF1B, 0xFF08, 0xFF09, 0x3010, 0x3011:
      endWord()
      mark(.pauses)
    case 0x22, 0x2018, 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x201F, 0x300C...0x300F: quote(value)
    case 0x2D:  // a hyphen within a word joins; one that stands free is a dash
      if wordStart < 0 { mark(.pauses) }
      endWord()
    case 0x2019 where isSingle && pendingQuote != nil:  // closes a single quote
      quote(value)
    default:
      endWord()
      if value >= 0x1F000 || (0x2600...0x27BF).contains(value) { mark(.pauses) }
    }
  }

  private func isSchemeWord() -> Bool {
    let word = folded[Int(foldedStart)...]
    return word.elementsEqual("http".utf8) || word.elementsEqual("https".utf8)
      || word.elementsEqual("htp".utf8)
  }

  /// Whether the last word is the name of an HTML character, as in `&amp;`.
  private var endsWithEntity: Bool {
    guard let last = tokens.last, last.end == position else { return false }
    let word = folded[Int(last.foldedStart)..<Int(last.foldedEnd)]
    return ["amp", "lt", "gt", "quot", "nbsp"].contains { word.elementsEqual($0.utf8) }
  }

  private mutating func dropScheme() {
    if !tokens.isEmpty { tokens.removeLast() }
    inLink = true
  }

  private mutating func mark(_ flag: TokenFlags) {
    if !tokens.isEmpty { tokens[tokens.count - 1].flags.insert(flag) }
  }

  private mutating func endSentence(asks: Bool) {
    guard !tokens.isEmpty else { return }
    tokens[tokens.count - 1].flags.insert(.ends)
    guard asks else { return }
    tokens[tokens.count - 1].flags.insert(.asks)
    asksAnything = true
  }

  /// Opens or closes a quotation; one that never closes is none.
  private mutating func quote(_ value: UInt32) {
    endWord()
    isSingle = value == 0x2018
    if let start = pendingQuote {
      for index in start..<tokens.count { tokens[index].flags.insert(.quoted) }
      pendingQuote = nil
      mark(.pauses)
    } else {
      mark(.pauses)
      pendingQuote = tokens.count
    }
  }
}
