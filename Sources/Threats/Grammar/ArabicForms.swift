/// Takes apart Arabic verbs: what stands before and after the stem says who does it, when, to whom.
///
/// `سنقتلكم` is "will", "we", the stem of "kill", "you". The grammar lists stems alone; this finds
/// them in standard spelling and in that of chats, where the future is ه, ح or غ.
///
/// - Complexity: O(1) a word: at most 8 beginnings times 18 endings are looked up.
enum ArabicForms {
  private static let clitics: [([UInt32], String)] = [
    ([], ""),
    (scalars("كم"), "CL2"), (scalars("كو"), "CL2"), (scalars("كن"), "CL2"), (scalars("ك"), "CL2"),
    (scalars("كي"), "CL2"), (scalars("هم"), "CL3"), (scalars("هن"), "CL3"), (scalars("ها"), "CL3"),
    (scalars("ه"), "CL3"), (scalars("لك"), "CL2"), (scalars("لكم"), "CL2"), (scalars("لكو"), "CL2"),
    (scalars("لهم"), "CL3"), (scalars("لها"), "CL3"), (scalars("له"), "CL3"),
    (scalars("ني"), "CL1"), (scalars("نا"), "CL1"), (scalars("ي"), "CL1"),
  ]
  private static let plurals: [[UInt32]] = [[], scalars("وا"), scalars("ون"), scalars("و")]

  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private struct Beginning {
    var letters: [UInt32]
    var form: String
  }

  /// Before the stem: joining word, tense, person.
  private static let beginnings: [Beginning] = {
    var list = [Beginning(letters: [], form: "BARE")]
    let persons: [(String, String)] = [
      ("ا", "P1"), ("ن", "P1"), ("ي", "P3"), ("ت", "P2"), ("", "P0"),
    ]
    for future in ["س", "ه", "ح", "غ", "را"] {
      for (person, form) in persons {
        list.append(
          Beginning(
            letters: scalars(future + person),
            form: form == "P1" || form == "P0" ? "FUT1" : "FUT3"))
      }
    }
    for progressive in ["ب", "ل", ""] {
      for (person, form) in persons where !(progressive + person).isEmpty {
        list.append(Beginning(letters: scalars(progressive + person), form: form))
      }
    }
    // The Levantine "we": منكسر.
    list.append(Beginning(letters: scalars("من"), form: "P1"))
    // Passives of chats: يت, تت, هيت.
    for passive in ["يت", "تت", "بيت", "ين", "تن", "يست"] {
      list.append(Beginning(letters: scalars(passive), form: "PASSIVE"))
    }
    for passive in ["هيت", "هتت", "حيت", "سيت", "هين", "هنت"] {
      list.append(Beginning(letters: scalars(passive), form: "FUT3"))
    }
    return list
  }()

  /// Class sets of the forms in a grammar, resolved once.
  struct Names: Sendable {
    var beginnings: [(letters: [UInt32], classes: ClassSet)]
    var clitics: [(letters: [UInt32], classes: ClassSet)]
    var plural: ClassSet
    var joined: ClassSet
  }

  static func names(_ resolve: (String) -> ClassSet) -> Names {
    Names(
      beginnings: beginnings.map { ($0.letters, resolve($0.form)) },
      clitics: clitics.map { ($0.0, $0.1.isEmpty ? .zero : resolve($0.1)) },
      plural: resolve("PLUR"), joined: resolve("JOINED"))
  }

  /// The classes of a word: of the stem that it holds, of its form, of the pronoun at its end; of the
  /// word without its article or joined preposition where that is listed.
  static func classes(of token: Token, in bytes: [UInt8], grammar: Grammar) -> ClassSet {
    guard let names = grammar.arabicNames else { return .zero }
    let word = decode(bytes[Int(token.foldedStart)..<Int(token.foldedEnd)])
    guard word.count >= 2, word.count <= 16 else { return .zero }
    var found = verb(word[...], grammar, names)
    if found == .zero, let first = word.first, first == 0x648 || first == 0x641 {
      found = verb(word.dropFirst(), grammar, names)
      if let whole = grammar.words.find(hash(word.dropFirst())) { found |= whole }
    }
    found |= noun(word[...], grammar)
    return found
  }

  private static func verb(
    _ word: ArraySlice<UInt32>, _ grammar: Grammar, _ names: Names
  ) -> ClassSet {
    var found = ClassSet.zero
    for (letters, form) in names.beginnings where word.starts(with: letters) {
      let rest = word.dropFirst(letters.count)
      guard rest.count >= 2 else { continue }
      for (ending, clitic) in names.clitics where ends(rest, ending) {
        let middle = rest.dropLast(ending.count)
        for plural in plurals where ends(middle, plural) {
          let stem = middle.dropLast(plural.count)
          guard stem.count >= 2, let type = grammar.stems.find(hash(stem)) else { continue }
          found |= type | form | clitic
          if !plural.isEmpty { found |= names.plural }
        }
        // The alef of the plural drops out before a pronoun.
        if !ending.isEmpty, let last = middle.last, last == 0x648, middle.count > 2,
          let type = grammar.stems.find(hash(middle.dropLast()))
        {
          found |= type | form | clitic | names.plural
        }
      }
    }
    return found
  }

  /// A listed noun after an article or a joined word: `وال`, `بال`, `لل`, `فال`.
  private static func noun(_ word: ArraySlice<UInt32>, _ grammar: Grammar) -> ClassSet {
    let lam: UInt32 = 0x644
    let alef: UInt32 = 0x627
    var rest = word
    var found = ClassSet.zero
    // The Levantine "this": هالرجل.
    if rest.starts(with: [0x647, alef, lam]), rest.count > 5 { rest = rest.dropFirst() }
    if let first = rest.first, rest.count > 3, joined.contains(first) {
      if rest.count > 4 { found |= grammar.words.find(hash(rest.dropFirst())) ?? .zero }
      let next = rest.dropFirst()
      if next.starts(with: [alef, lam]) || next.first == lam { rest = next }
    }
    if rest.starts(with: [alef, lam]), rest.count > 4 {
      found |= grammar.words.find(hash(rest.dropFirst(2))) ?? .zero
    } else if rest.first == lam, rest.count > 3 {
      found |= grammar.words.find(hash(rest.dropFirst())) ?? .zero
    }
    return found
  }

  /// The joined words و ف ب ك ل م ع.
  private static let joined: Set<UInt32> = [0x648, 0x641, 0x628, 0x643, 0x644, 0x645, 0x639]

  private static func ends(_ word: ArraySlice<UInt32>, _ ending: [UInt32]) -> Bool {
    word.count >= ending.count && word.suffix(ending.count).elementsEqual(ending)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt32] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
  }

  private static func hash(_ letters: ArraySlice<UInt32>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for letter in letters {
      guard let scalar = Unicode.Scalar(letter), let bytes = Unicode.UTF8.encode(scalar) else {
        continue
      }
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return hash
  }
}
