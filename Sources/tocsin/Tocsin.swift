import ArgumentParser
import Foundation
import Media

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
      AnalyzeCommand.self, MatchCommand.self, CoactionsCommand.self, CalibrateCommand.self,
      ThreatsCommand.self, SimulateCommand.self, HashCommand.self, BankCommand.self,
      AuditCommand.self, EvidenceCommand.self, DatabaseCommand.self, ReportsCommand.self,
      FiguresCommand.self, ServeCommand.self, UserCommand.self,
    ])

  static func main() {
    // A worker is this program again; it obeys no option and watches no signal.
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == MediaWorker.command {
      Foundation.exit(MediaWorker.run(Array(arguments.dropFirst())))
    }
    if arguments.first == StoreWorker.command {
      Foundation.exit(StoreWorker.run(Array(arguments.dropFirst())))
    }
    if arguments.first == DeskWorker.command {
      Foundation.exit(DeskWorker.run(Array(arguments.dropFirst())))
    }
    // The server ends what it is doing and writes its last audit entry.
    if arguments.first != ServeCommand.name { Interruption.prepare() }
    main(nil)
  }
}
