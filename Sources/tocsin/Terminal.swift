import Foundation

/// Standard output, where results belong.
enum Terminal {
  /// Whether results are read on a terminal.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal, 80 where there is none.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
