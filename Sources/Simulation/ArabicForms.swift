import SocialModel

/// Arabic as people type it: the same words in other code points.
enum ArabicForms {
  private static let alef: Unicode.Scalar = "\u{0627}"
  private static let alefWithHamza: Unicode.Scalar = "\u{0623}"
  private static let kaf: Unicode.Scalar = "\u{0643}"
  private static let keheh: Unicode.Scalar = "\u{06A9}"
  private static let yeh: Unicode.Scalar = "\u{064A}"
  private static let persianYeh: Unicode.Scalar = "\u{06CC}"
  private static let tatweel: Unicode.Scalar = "\u{0640}"
  private static let marks: [Unicode.Scalar] = ["\u{064E}", "\u{064F}", "\u{0650}", "\u{0651}"]

  /// Letters that join to the next one, so that a tatweel can follow them.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    ("\u{0633}"..."\u{063A}").contains(scalar) || ("\u{0641}"..."\u{0647}").contains(scalar)
  }

  /// The text with one kind of variation, drawn at random.
  static func varied(_ text: String, _ generator: inout SeededGenerator) -> String {
    let kind = generator.below(4)
    var scalars = String.UnicodeScalarView()
    var isTag = false
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      // Tags and links stay whole, else they would no longer be the same tag to a platform.
      if scalar == "#" || scalar == "@" { isTag = true } else if scalar == " " { isTag = false }
      let isInside = previous != " "
      previous = scalar
      guard !isTag else {
        scalars.append(scalar)
        continue
      }
      switch kind {
      case 0 where scalar == kaf: scalars.append(keheh)
      case 0 where scalar == yeh: scalars.append(persianYeh)
      case 1 where scalar == alef && !isInside && generator.chance(0.3):
        scalars.append(alefWithHamza)
      default: scalars.append(scalar)
      }
      guard joins(scalar) else { continue }
      if kind == 2 && isInside && generator.chance(0.12) {
        scalars.append(contentsOf: repeatElement(tatweel, count: 1 + generator.below(3)))
      } else if kind == 3 && generator.chance(0.2) {
        scalars.append(generator.pick(marks))
      }
    }
    return String(scalars)
  }
}
