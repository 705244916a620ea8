import ArgumentParser

/// `tocsin reports`: users' notices.
struct ReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "Import users' notices into a database.",
    subcommands: [ReportsImportCommand.self])
}
