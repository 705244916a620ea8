import Foundation
import Testing

/// The commands and options that the program has, as it says itself.
struct CommandTree: Decodable {
  struct Command: Decodable {
    var commandName: String
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
      var spelling: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }
    var kind: String
    var names: [Name]?
    var shouldDisplay: Bool
  }

  var command: Command

  static func read() throws -> CommandTree {
    let ending = try Program.run(["--experimental-dump-help"], in: Scratch())
    return try JSONDecoder().decode(CommandTree.self, from: Data(ending.output.utf8))
  }

  /// The program's commands but for `help`, in order.
  var commands: [Command] { (command.subcommands ?? []).filter { $0.commandName != "help" } }
}

extension CommandTree.Command {
  /// Every option and flag but those that all commands have.
  var options: [String] {
    (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }.map(\.spelling)
      .filter { !["--help", "-h", "--version"].contains($0) }
  }
}
