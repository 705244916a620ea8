import ArgumentParser
import Console
import Store

/// `tocsin db restore`: a backup in the place of a database.
struct DatabaseRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a checked backup in the place of a database that no program has open.",
    discussion: "What was there is kept beside it as FILE.replaced.")

  @Argument(help: "The database.", completion: .file())
  var file: String

  @Option(help: "The backup.", completion: .file())
  var from: String

  func run() throws {
    try ExitStatus.of {
      try CaseStore.restore(from: from, to: file, sealer: .auditChain)
      print("Restored \(file) from \(from).")
      return .done
    }
  }
}
