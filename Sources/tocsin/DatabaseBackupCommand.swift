import ArgumentParser
import Console
import Store

/// `tocsin db backup`: a copy of one moment, while others write.
struct DatabaseBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy a database to a new file while others go on writing.")

  @Argument(help: "The database.", completion: .file())
  var file: String

  @Option(help: "The file to write; it does not exist yet.")
  var to: String

  func run() throws {
    try ExitStatus.of {
      let store = try Databases.open(file)
      try store.backUp(to: to) { share in
        Diagnostics.replaceLine("copied \(Int(share * 100)) %")
      }
      Diagnostics.clearLine()
      print("Written to \(to).")
      return .done
    }
  }
}
