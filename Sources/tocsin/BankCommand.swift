import ArgumentParser
import Banks
import Pipeline

/// `tocsin bank`: hashes that others hold, and what matches them.
struct BankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank",
    abstract: "Import, export, match and fetch banks of hashes.",
    discussion: """
      A bank holds hashes of pictures, videos, texts and links with what is held of each, how grave \
      it is and where it comes from. Bank files are CSV as `threatexchange dataset` writes it.
      """,
    subcommands: [
      BankImportCommand.self, BankExportCommand.self, BankMatchCommand.self, BankFetchCommand.self,
    ])
}

/// Reading and writing of bank files.
enum BankFiles {
  /// The entries of files, joined.
  static func read(
    _ paths: [String], with reader: BankReader, rejected: (BankRejection) -> Void
  ) throws -> Bank {
    Bank(try paths.flatMap { try reader.read(path: $0, rejected: rejected) })
  }

  /// Writes a bank as a file that appears whole.
  static func write(_ bank: Bank, as format: BankFormat, to path: String) throws {
    let file = try WholeFile(at: path)
    try file.write(BankWriter.bytes(of: bank, as: format))
    try file.commit()
  }

  /// The name that a bank has where nobody gave one.
  static let defaultBank = "own"
}

extension SignalType: ExpressibleByArgument {}
extension BankSeverity: ExpressibleByArgument {}
extension BankFormat: ExpressibleByArgument {}
