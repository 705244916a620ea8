import Casework
import Foundation

/// A password from the person at the terminal, or from a file descriptor.
enum PasswordPrompt {
  /// The password: asked for twice without echo, or the first line of a descriptor.
  ///
  /// - Throws: `CaseworkError` when there is no terminal, the two differ or nothing can be read.
  static func password(descriptor: Int32?) throws -> String {
    if let descriptor { return try line(of: descriptor) }
    guard isatty(STDIN_FILENO) == 1 else {
      throw failure("There is no terminal to ask on.", "Give --password-fd.")
    }
    let first = try ask("Password: ")
    guard try ask("The same again: ") == first else { throw failure("The two differ.", "") }
    return first
  }

  private static func ask(_ words: String) throws -> String {
    var usual = termios()
    guard tcgetattr(STDIN_FILENO, &usual) == 0 else {
      throw failure("The terminal cannot be told not to show it.", "Give --password-fd.")
    }
    var silent = usual
    silent.c_lflag &= ~tcflag_t(ECHO)
    FileHandle.standardError.write(Data(words.utf8))
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    guard let line = readLine() else { throw failure("Nothing was typed.", "") }
    return line
  }

  private static func line(of descriptor: Int32) throws -> String {
    var bytes = [UInt8](repeating: 0, count: PasswordRules.longestBytes + 2)
    var count = 0
    while count < bytes.count {
      let more = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      guard more >= 0 else { throw failure("The file descriptor cannot be read.", "") }
      if more == 0 || bytes[count..<(count + more)].contains(0x0A) {
        count += more
        break
      }
      count += more
    }
    guard
      let text = String(validating: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self)
    else { throw failure("It is no UTF-8.", "") }
    return text
  }

  private static func failure(_ message: String, _ hint: String) -> CaseworkError {
    CaseworkError(.incomplete, subject: "password", message: message, hint: hint)
  }
}
