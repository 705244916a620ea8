import Foundation
import Testing

@Suite("The program's help")
struct HelpTests {
  @Test("is what is kept, for the program and every command")
  func isKept() throws {
    let scratch = try Scratch()
    let program = try Program.run(["--help"], in: scratch)
    #expect(program.status == 0 && program.diagnostics.isEmpty)
    try expectGolden(program.output, "tocsin.txt")
    for command in try CommandTree.read().commands {
      let help = try Program.run(command.words + ["--help"], in: scratch)
      #expect(help.status == 0 && help.diagnostics.isEmpty)
      try expectGolden(help.output, "\(command.words.joined(separator: "-")).txt")
    }
    #expect(try scratch.contents() == [])
  }

  @Test("is the same by `help` and without arguments")
  func isTheSameByOtherWays() throws {
    let scratch = try Scratch()
    let help = try Program.run(["--help"], in: scratch)
    #expect(try Program.run(["help"], in: scratch).output == help.output)
    #expect(try Program.run([], in: scratch).output == help.output)
    let command = try Program.run(["help", "analyze"], in: scratch)
    // `--version` is listed by the one and not by the other.
    #expect(command.output.hasPrefix("OVERVIEW: Find accounts that act in concert"))
  }

  @Test("keeps to 80 columns but for the usage line, and gives the version")
  func keepsToWidth() throws {
    let scratch = try Scratch()
    for command in try CommandTree.read().commands {
      let help = try Program.run(command.words + ["--help"], in: scratch).output
      for line in help.split(separator: "\n") where !line.hasPrefix("USAGE:") {
        #expect(line.count <= 80, "\(line)")
      }
    }
    let version = try Program.run(["--version"], in: scratch)
    #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil && version.status == 0)
  }
}

@Suite("The written description of the program")
struct CommandDocumentationTests {
  private static func page(_ name: String) throws -> String {
    try String(contentsOf: packageRoot.appendingPathComponent(name), encoding: .utf8)
  }

  /// The part of docs/commands.md under a command's heading.
  private static func section(_ command: String) throws -> String {
    let parts = try page("docs/commands.md").components(separatedBy: "\n## ").dropFirst()
    return try #require(
      parts.first { $0.prefix { $0 != "\n" } == "tocsin \(command)" },
      "docs/commands.md has no heading `## tocsin \(command)`")
  }

  @Test("names every command and every option")
  func namesEveryOption() throws {
    for command in try CommandTree.read().commands {
      let section = try Self.section(command.commandName)
      for option in command.options {
        #expect(
          section.contains("| `\(option)"), "tocsin \(command.commandName) \(option) is missing")
      }
    }
  }

  @Test("names no command and no option that there is not")
  func namesNoOther() throws {
    let commands = try CommandTree.read().commands
    let page = try Self.page("docs/commands.md")
    let headings = page.matches(of: /\n## tocsin ([a-z ]+)\n/).map { String($0.1) }
    #expect(headings == commands.map(\.commandName))
    for command in commands {
      let named = try Self.section(command.commandName).matches(of: /\| `(--[a-z-]+)/)
        .map { String($0.1) }
      #expect(Set(named).subtracting(command.options) == [], "\(command.commandName)")
    }
  }

  @Test("names every exit status")
  func namesEveryStatus() throws {
    let page = try Self.page("docs/commands.md")
    for status in [0, 1, 3, 64] { #expect(page.contains("| \(status) |")) }
  }
}
