import Foundation

/// What standard output and standard error are connected to.
enum Terminal {
  /// Whether results are read on a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether progress is read on a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal, 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes a line to standard error.
  static func say(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

  /// Empties the line that a progress report stands in.
  static func clearLine() {
    if errorIsTerminal { FileHandle.standardError.write(Data("\r\u{1B}[2K".utf8)) }
  }
}
