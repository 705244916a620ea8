import CUnicode

/// Any script to small Latin letters, by ICU.
enum Transliteration {
  /// The word in Latin letters, as bytes.
  static func latin(_ utf8: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: utf8.count * 6 + 16)
    let capacity = output.count
    let length = utf8.withUnsafeBytes { input in
      output.withUnsafeMutableBytes { out in
        cun_latinize(
          input.baseAddress?.assumingMemoryBound(to: CChar.self), input.count,
          out.baseAddress?.assumingMemoryBound(to: CChar.self), capacity)
      }
    }
    return length <= capacity ? Array(output[..<length]) : []
  }
}

/// The consonants of a name in a form in which its spellings in several scripts agree.
enum ConsonantSkeleton {
  /// The skeleton of a word in small Latin letters.
  static func of(_ latin: [UInt8]) -> String {
    var result: [UInt8] = []
    var index = 0
    while index < latin.count {
      let letter = latin[index]
      let next = index + 1 < latin.count ? latin[index + 1] : 0
      let (sound, taken) = sound(letter, next)
      index += taken
      guard let sound, result.last != sound else { continue }
      result.append(sound)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func sound(_ letter: UInt8, _ next: UInt8) -> (UInt8?, Int) {
    let pair = [letter, next]
    for (spelling, sound) in pairs where spelling == pair { return (sound, 2) }
    switch letter {
    case UInt8(ascii: "b"), UInt8(ascii: "p"): return (UInt8(ascii: "p"), 1)
    case UInt8(ascii: "c"), UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "g"),
      UInt8(ascii: "x"):
      return (UInt8(ascii: "k"), 1)
    case UInt8(ascii: "d"), UInt8(ascii: "t"): return (UInt8(ascii: "t"), 1)
    case UInt8(ascii: "f"), UInt8(ascii: "v"): return (UInt8(ascii: "f"), 1)
    case UInt8(ascii: "s"), UInt8(ascii: "z"): return (UInt8(ascii: "s"), 1)
    case UInt8(ascii: "l"), UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "r"):
      return (letter, 1)
    // Vowels, half vowels and breath are written in one script and not in another.
    default: return (nil, 1)
    }
  }

  private static let pairs: [([UInt8], UInt8)] = [
    (Array("ph".utf8), UInt8(ascii: "f")), (Array("sh".utf8), UInt8(ascii: "s")),
    (Array("ch".utf8), UInt8(ascii: "s")), (Array("zh".utf8), UInt8(ascii: "s")),
    (Array("kh".utf8), UInt8(ascii: "k")), (Array("gh".utf8), UInt8(ascii: "k")),
    (Array("th".utf8), UInt8(ascii: "t")), (Array("dh".utf8), UInt8(ascii: "t")),
    (Array("ck".utf8), UInt8(ascii: "k")), (Array("ts".utf8), UInt8(ascii: "s")),
  ]
}
