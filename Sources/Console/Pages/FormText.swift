/// The ends of lines as forms send them.
enum LineEnds {
  /// The text with lines that end in a line feed alone.
  static func plain(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}

/// Blanks around what somebody typed.
enum Blanks {
  /// The text without blanks at its ends.
  static func trimmed(_ text: String) -> String {
    String(
      text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
