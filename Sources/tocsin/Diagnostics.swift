import Foundation

/// Standard error, where progress and diagnostics belong.
enum Diagnostics {
  /// Writes a line.
  static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Whether someone watches standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Replaces the line that a progress report stands in; silent where nobody watches.
  static func replaceLine(_ text: String) {
    if isWatched { FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8)) }
  }

  /// Empties the line that a progress report stands in.
  static func clearLine() { replaceLine("") }
}
