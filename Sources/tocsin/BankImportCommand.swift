import ArgumentParser
import Banks
import Media

/// `tocsin bank import`: from files of hashes, or of pictures and videos, to a bank file.
struct BankImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a bank file of hashes that others share, or of pictures and videos.",
    discussion: """
      Reads CSV and JSON as `threatexchange` writes them, and lines of a type and a hash, all \
      recognised by content. Hashes of one bank that are equal become one. What is no hash is \
      counted, and exit status 3 then.
      """)

  @Argument(help: "Files of hashes.", completion: .file())
  var inputs: [String]

  @Option(help: "The bank file to write; it does not exist yet.")
  var out: String

  @Option(help: "The bank of hashes whose file does not name one.")
  var bank = BankFiles.defaultBank

  @Option(help: "The type of hashes whose file does not name one, such as pdq.")
  var type: SignalType?

  @Option(help: "Where the hashes come from, where their file does not say. (default: its name)")
  var source: String?

  @Option(help: "The severity where the file does not say, such as SEVERE.")
  var severity = BankSeverity.unknown

  @Flag(help: "The files are pictures and videos, which are hashed.")
  var media = false

  func run() throws {
    try ExitStatus.of {
      var reasons: [String: Int] = [:]
      let bank = media ? try hashed(&reasons) : try read(&reasons)
      try BankFiles.write(bank, as: .csv, to: out)
      Diagnostics.say("\(bank.entries.count) hashes written to \(out)")
      return MediaProgram.report(reasons)
    }
  }

  private func read(_ reasons: inout [String: Int]) throws -> Bank {
    let reader = BankReader(bank: bank, type: type, source: source, severity: severity)
    return try BankFiles.read(inputs, with: reader) { reasons[$0.reason, default: 0] += 1 }
  }

  private func hashed(_ reasons: inout [String: Int]) throws -> Bank {
    var entries: [BankEntry] = []
    for result in try MediaHasher(program: MediaProgram.path).hash(inputs) {
      switch result {
      case .failure(let rejection): reasons[rejection.reason.rawValue, default: 0] += 1
      case .success(let hashes):
        let found = BankEntry.entries(
          of: hashes, bank: bank, severity: severity,
          source: source ?? String(hashes.path.split(separator: "/").last ?? ""))
        entries += found
        if found.isEmpty { reasons["too-little-quality", default: 0] += 1 }
      }
    }
    return Bank(entries)
  }
}
