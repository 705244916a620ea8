import ArgumentParser

@main
struct Tocsin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tocsin",
    abstract: "Find accounts that act in concert around an attack, with a stated error rate.",
    version: "0.1.0",
    subcommands: [SimulateCommand.self])
}
