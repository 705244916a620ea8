import SocialModel

extension Timestamp {
  /// The moment that a text names, in the forms in which inputs write times: RFC 3339, a day of the
  /// calendar, or a count of seconds or milliseconds since 1970; nil when it names none.
  public init?(text: String) {
    var text = text
    let found = text.withUTF8 { TimeText.timestamp($0) }
    guard let found else { return nil }
    self = found
  }
}
