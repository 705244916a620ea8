/// A language whose grammar there is.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case french = "fr"
  case german = "de"
  case arabic = "ar"
  /// Arabic in Latin letters and digits, as in chats.
  case arabicChat = "ar-Latn"
  case russian = "ru"
  case spanish = "es"
  case italian = "it"
  case portuguese = "pt"
  case dutch = "nl"
  case polish = "pl"
  case hindi = "hi"
  /// Hindi in Latin letters, as in chats.
  case hindiChat = "hi-Latn"
  case chinese = "zh"

  /// Whether its grammar is small: what it says is to be trusted less, and its silence hardly at all.
  public var isBasic: Bool {
    switch self {
    case .english, .french, .german, .arabic, .arabicChat, .russian: false
    case .spanish, .italian, .portuguese, .dutch, .polish, .hindi, .hindiChat, .chinese: true
    }
  }

  /// Whether its frames are those that languages with a small grammar share; word order is why others have their own.
  var sharesFrames: Bool {
    switch self {
    case .spanish, .italian, .portuguese, .dutch, .polish: true
    default: false
    }
  }
}
