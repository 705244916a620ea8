/// Folds single letters so that spelling varieties become the same bytes and offsets stay known.
///
/// Case and accents are dropped; Arabic letter forms are joined after Larkey, Ballesteros & Connell
/// (2007); full-width and mathematical letters become ASCII. One scalar gives zero to two.
enum ScalarFolding {
  enum Result {
    case drop
    case one(UInt32)
    case two(UInt32, UInt32)
    /// Not part of a word.
    case other
  }

  /// What a scalar becomes.
  @inline(__always) static func fold(_ value: UInt32) -> Result {
    if value < 0x80 {
      switch UInt8(truncatingIfNeeded: value) {
      case 0x61...0x7A, 0x30...0x39, 0x5F: return .one(value)
      case 0x41...0x5A: return .one(value + 32)
      default: return .other
      }
    }
    return foldBeyondASCII(value)
  }

  private static func foldBeyondASCII(_ value: UInt32) -> Result {
    switch value {
    case 0xDF: return .two(0x73, 0x73)
    case 0xC6, 0xE6: return .two(0x61, 0x65)
    case 0x152, 0x153: return .two(0x6F, 0x65)
    case 0xC0...0x17F:
      let base = latin[Int(value - 0xC0)]
      return base == 0 ? .other : .one(UInt32(base))
    case 0x300...0x36F, 0x483...0x489, 0x610...0x61A, 0x64B...0x65F, 0x670, 0x6D6...0x6ED,
      0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F:
      return .drop
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xAD, 0x61C, 0x640:
      return .drop
    case 0x410...0x42F: return .one(value == 0x401 ? 0x435 : value + 32)
    case 0x430...0x44F: return .one(value)
    case 0x400...0x40F: return .one(value == 0x401 ? 0x435 : value + 80)
    case 0x450...0x45F: return .one(value == 0x451 ? 0x435 : value)
    case 0x600...0x6FF, 0x750...0x77F: return arabic(value)
    case 0x900...0x97F: return devanagari(value)
    case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      return .one(HanFolding.simplified(value))
    case 0xFF21...0xFF3A: return .one(value - 0xFF21 + 0x61)
    case 0xFF41...0xFF5A: return .one(value - 0xFF41 + 0x61)
    case 0xFF10...0xFF19: return .one(value - 0xFF10 + 0x30)
    case 0x1D400...0x1D6A3:
      return .one(0x61 + (value - 0x1D400) % 26)
    default: return general(value)
    }
  }

  private static func arabic(_ value: UInt32) -> Result {
    switch value {
    case 0x622, 0x623, 0x625, 0x671, 0x672, 0x673: return .one(0x627)
    case 0x649, 0x6CC, 0x6D0: return .one(0x64A)
    case 0x629, 0x6C1, 0x6C0, 0x6BE, 0x6D5: return .one(0x647)
    case 0x624: return .one(0x648)
    case 0x626: return .one(0x64A)
    case 0x621: return .drop
    case 0x6A9, 0x6AA: return .one(0x643)
    case 0x6A4: return .one(0x641)
    case 0x6AF: return .one(0x62C)
    case 0x67E: return .one(0x628)
    case 0x686: return .one(0x62C)
    case 0x660...0x669: return .one(value - 0x660 + 0x30)
    case 0x6F0...0x6F9: return .one(value - 0x6F0 + 0x30)
    case 0x620...0x64A, 0x66E...0x6D3, 0x6EE...0x6FF, 0x750...0x77F: return .one(value)
    default: return .other
    }
  }

  /// Nasal signs become one, dots below and the sign of no vowel fall away.
  private static func devanagari(_ value: UInt32) -> Result {
    switch value {
    case 0x900, 0x901: return .one(0x902)
    case 0x93C, 0x94D, 0x951...0x954: return .drop
    case 0x958...0x95F:
      return .one([0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F][Int(value - 0x958)])
    case 0x964, 0x965, 0x970: return .other
    case 0x966...0x96F: return .one(value - 0x966 + 0x30)
    default: return .one(value)
    }
  }

  private static func general(_ value: UInt32) -> Result {
    guard let scalar = Unicode.Scalar(value) else { return .other }
    let properties = scalar.properties
    guard properties.isAlphabetic || properties.generalCategory == .decimalNumber else {
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .spacingMark: return .drop
      default: return .other
      }
    }
    guard let lower = properties.lowercaseMapping.unicodeScalars.first else { return .other }
    return .one(lower.value)
  }

  /// Base letters of U+00C0...U+017F; a blank for what is no letter.
  private static let latin: [UInt8] = {
    let table =
      "aaaaaaaceeeeiiiidnooooo ouuuuytaaaaaaaaceeeeiiiidnooooo ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
      + "nnnnnnnnnooooooaarrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    return table.utf8.map { $0 == 0x20 ? 0 : $0 }
  }()
}
