import ArgumentParser

/// The program. One file a command.
@main
struct Tocsin: ParsableCommand {
  /// The version that results and `--version` state.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tocsin",
    abstract: "Find accounts that act in concert around an attack, with a stated error rate.",
    discussion: """
      Exit status: 0 done, 1 failed, 3 done with rejections, 64 wrong usage. Results go to standard \
      output or files, progress and diagnostics to standard error.
      """,
    version: version,
    subcommands: [
      AnalyzeCommand.self, CoactionsCommand.self, CalibrateCommand.self, ThreatsCommand.self,
      SimulateCommand.self,
    ])

  static func main() {
    Interruption.prepare()
    main(nil)
  }
}
