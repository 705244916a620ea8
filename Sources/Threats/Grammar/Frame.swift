/// What a pattern of the grammar means when it is found.
struct Frame: Sendable {
  /// Its name in the grammar file, for reasons and tests.
  var name: String
  var kind: Assessment.Kind
  var commitment: Assessment.Commitment
  var directness: Assessment.Directness
  var options: Options
  var pattern: Pattern

  struct Options: OptionSet, Sendable {
    let rawValue: Int
    /// A negation in it is part of what it says.
    static let negationIsPart = Options(rawValue: 1)
    /// Said as a question it means the same.
    static let questionIsSame = Options(rawValue: 2)
    /// Counts only together with a second sign.
    static let weak = Options(rawValue: 4)
    /// A reporting word in it is part of what it says.
    static let reportIsPart = Options(rawValue: 8)
    /// Its words may stand in any order.
    static let anyOrder = Options(rawValue: 16)
    /// Its words may stand in several sentences of the post.
    static let wholePost = Options(rawValue: 32)
  }

  static func options(_ names: [Substring]) -> Options? {
    var options: Options = []
    for name in names {
      switch name {
      case "neg": options.insert(.negationIsPart)
      case "ask": options.insert(.questionIsSame)
      case "weak": options.insert(.weak)
      case "rep": options.insert(.reportIsPart)
      case "free": options.insert(.anyOrder)
      case "post": options.insert(.wholePost)
      default: return nil
      }
    }
    return options
  }
}

/// A pattern that gives classes to one of its words.
struct Mark: Sendable {
  var classes: ClassSet
  /// Which of the pattern's words, from 0.
  var word: Int
  var pattern: Pattern
}
