/// A language whose grammar there is.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case french = "fr"
  case german = "de"
  case arabic = "ar"
  /// Arabic in Latin letters and digits, as in chats.
  case arabicChat = "ar-Latn"
  case russian = "ru"
}
