import ArgumentParser
import Console
import Store

/// `tocsin db info`: what a database is and holds.
struct DatabaseInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Show a database's schema, size and number of rows.")

  @Argument(help: "The database.", completion: .file())
  var file: String

  func run() throws {
    try ExitStatus.of {
      let info = try Databases.open(file).info()
      print("Schema: \(info.migrations.joined(separator: ", "))")
      print("Size: \(info.bytes) bytes, \(info.freeBytes) of them free")
      print("SQLite: \(info.sqlite)")
      print("Audit entries are sealed as: \(info.sealer)")
      for line in DatabaseWording.rows(info.rows) { print(line) }
      return .done
    }
  }
}
