import ArgumentParser
import Console
import Store

/// `tocsin db check`: whether a database is whole.
struct DatabaseCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a database's structure, references, search and counts.",
    discussion: "Reads the whole file. Exit status 1 where a fault is found.")

  @Argument(help: "The database.", completion: .file())
  var file: String

  func run() throws {
    try ExitStatus.of {
      let found = try Databases.open(file).check()
      for line in DatabaseWording.rows(found.rows) { print(line) }
      for fault in found.faults { Diagnostics.say("tocsin: \(file): \(fault)") }
      print(found.faults.isEmpty ? "No fault found." : "\(found.faults.count) faults found.")
      return found.faults.isEmpty ? .done : .failed
    }
  }
}
