import ArgumentParser
import Casework
import Desk
import Pipeline
import Store

/// `tocsin audit export`: the chain of a database as a file that anybody can verify.
struct AuditExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export the audit chain of a database.",
    discussion: """
      Notes the export in the chain, signs a checkpoint of its end and writes all of it. \
      `tocsin audit verify` reads the file; the public key lies beside the signing key.
      """)

  @Option(help: "The database.", completion: .file())
  var db: String

  @Option(help: "The file to write; it does not exist yet.", completion: .file())
  var out: String

  @Option(
    help: "The file of the signing key. (default: the database's name and .audit-key)",
    completion: .file())
  var key: String?

  func run() throws {
    try ExitStatus.of {
      let store = try Databases.open(db)
      let desk = try CaseDesk(store: store, keys: DeskKeys.beside(db, signing: key))
      let file = try WholeFile(at: out)
      let count = try desk.exportAudit(by: .terminal) { try file.write($0) }
      try file.commit()
      print("\(count) entries written to \(out).")
      return .done
    }
  }
}

/// How the program opens databases.
enum Databases {
  /// An existing database, with the audit chain as casework writes it.
  static func open(_ path: String) throws -> CaseStore {
    try CaseStore(path: path, mustExist: true, sealer: .chain)
  }
}
