import Foundation
import Testing

/// A pseudo-terminal: what a program writes to it can be read here.
private final class PseudoTerminal {
  let path: String
  private let descriptor: Int32

  init() throws {
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(descriptor >= 0)
    var number: Int32 = 0
    // TIOCSPTLCK and TIOCGPTN of <asm/ioctls.h>, which the C library's module leaves out.
    try #require(ioctl(descriptor, 0x4004_5431, &number) == 0)
    try #require(ioctl(descriptor, 0x8004_5430, &number) == 0)
    path = "/dev/pts/\(number)"
  }

  deinit { close(descriptor) }

  /// What was written next; nil when everyone who could write has ended.
  func read() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  /// Everything up to the end of those who write.
  func readAll() -> String {
    var text = ""
    while let more = read() { text += more }
    return text
  }
}

@Suite("On a terminal")
struct TerminalTests {
  @Test("the stages show in one line that is empty at the end")
  func showsStages() throws {
    let scratch = try Scratch()
    let terminal = try PseudoTerminal()
    try scratch.write(InventedInput.input(for: .analyze), "in")
    let child = try Child(
      [Program.path] + Command.analyze.arguments(["in"]), in: scratch.path,
      output: scratch.path + "/said", diagnostics: terminal.path)
    let shown = terminal.readAll()
    #expect(try child.wait().status == 0)
    for stage in ["read", "media", "index", "hash", "detect", "describe", "excerpts", "writing"] {
      #expect(shown.contains("\r\u{1B}[2K\(stage) ..."), "\(stage)")
    }
    #expect(shown.hasSuffix("\r\u{1B}[2K"))
    #expect(!shown.contains("\n"))
    for secret in InventedInput.secrets { #expect(!shown.contains(secret)) }
    // Standard output is a file here, and files hold no escape sequences.
    #expect(try !scratch.text("said").contains("\u{1B}"))
  }

  @Test("a failure replaces the progress", arguments: Command.allCases)
  func showsFailures(command: Command) throws {
    let scratch = try Scratch()
    let terminal = try PseudoTerminal()
    let child = try Child(
      [Program.path] + command.arguments(["absent"]), in: scratch.path,
      output: scratch.path + "/said", diagnostics: terminal.path)
    let shown = terminal.readAll()
    #expect(try child.wait().status == 1)
    #expect(shown.hasSuffix("\r\u{1B}[2Ktocsin: absent: There is no such file.\r\n"))
  }

  @Test(
    "a run that is ended by a signal leaves nothing that looks like a result",
    arguments: Command.allCases, [SIGINT, SIGTERM, SIGHUP, SIGKILL])
  func isInterrupted(command: Command, signal: Int32) throws {
    let scratch = try Scratch()
    let terminal = try PseudoTerminal()
    let input =
      command == .coactions
      ? InventedInput.table(rows: 20_000) : InventedInput.ndjson(InventedInput.posts(crowd: 200))
    try scratch.write(input, "in")
    let child = try Child(
      [Program.path] + command.arguments(["in"]), in: scratch.path,
      output: "/dev/null", diagnostics: terminal.path)
    // What is shown first says that the reading has begun, and the hidden output is there by then.
    let shown = terminal.read() ?? ""
    kill(child.id, signal)
    #expect(shown.contains("read ..."))
    #expect(try child.wait().signal == signal)
    let left = try scratch.contents().filter { $0 != "in" }
    guard signal == SIGKILL else {
      #expect(left == [])
      return
    }
    // Nobody can tidy up here, but the next run is not in its way.
    #expect(left.count == 1 && left.allSatisfy { $0.hasPrefix(".out.partial-") })
    #expect(try Program.run(command.arguments(["in"]), in: scratch).status == 0)
  }
}
