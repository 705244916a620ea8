import ArgumentParser

/// `tocsin user`: people who use the console.
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Add people who use the console.",
    subcommands: [UserAddCommand.self])
}
