import ArgumentParser
import Banks

/// `tocsin bank export`: from bank files to what others read.
struct BankExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write banks as CSV, JSON or lines that `threatexchange` reads.")

  @Argument(help: "Bank files.", completion: .file())
  var banks: [String]

  @Option(help: "The file to write; it does not exist yet.")
  var out: String

  @Option(help: "csv, json (one object a line) or lines (a type and a hash).")
  var format = BankFormat.csv

  @Option(
    name: .customLong("only"), parsing: .singleValue, help: "A bank to write; repeat for each.")
  var only: [String] = []

  func run() throws {
    try ExitStatus.of {
      var reasons: [String: Int] = [:]
      let reader = BankReader(bank: BankFiles.defaultBank)
      let all = try BankFiles.read(banks, with: reader) { reasons[$0.reason, default: 0] += 1 }
      let chosen = only.isEmpty ? all : Bank(all.entries.filter { only.contains($0.bank) })
      try BankFiles.write(chosen, as: format, to: out)
      Diagnostics.say("\(chosen.entries.count) hashes written to \(out)")
      return MediaProgram.report(reasons)
    }
  }
}
