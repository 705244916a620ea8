import Foundation
import Testing

/// The commands and options that the program has, as it says itself.
struct CommandTree: Decodable {
  struct Command: Decodable {
    var commandName: String
    var subcommands: [Command]?
    var arguments: [Argument]?
    var shouldDisplay: Bool?
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

  /// The program's commands but for `help`, in order; a command's own commands follow it and have
  /// both names, such as `bank match`.
  var commands: [Command] { command.ownCommands.flatMap { [$0] + $0.ownCommandsWithBothNames } }
}

extension CommandTree.Command {
  /// Its commands but for `help` and those that are not shown.
  var ownCommands: [Self] {
    (subcommands ?? []).filter { $0.commandName != "help" && $0.shouldDisplay ?? true }
  }

  var ownCommandsWithBothNames: [Self] {
    ownCommands.map { command in
      var command = command
      command.commandName = "\(commandName) \(command.commandName)"
      return command
    }
  }

  /// The name as words of a command line.
  var words: [String] { commandName.split(separator: " ").map(String.init) }

  /// Every option and flag but those that all commands have.
  var options: [String] {
    (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }.map(\.spelling)
      .filter { !["--help", "-h", "--version"].contains($0) }
  }
}
