import ArgumentParser
import Banks

/// `tocsin bank fetch`: hashes of a Hasher-Matcher-Actioner server.
struct BankFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Fetch hashes from a Hasher-Matcher-Actioner server into a bank file.",
    discussion: """
      The server gives contents one by one: either those of some ids, or those that match hashes \
      which you have. Nothing is changed there. What is no hash is counted, and exit status 3 then.
      """)

  @Option(help: "The server's address, such as http://127.0.0.1:5000.")
  var server: String

  @Option(help: "The bank file to write; it does not exist yet.")
  var out: String

  @Option(
    name: .customLong("bank"), parsing: .singleValue,
    help: "A bank of the server; repeat for each. (default: all)")
  var banks: [String] = []

  @Option(help: "Ids of contents, such as 1-500 or 3,8,20-40; ids that are not there are skipped.")
  var contents: String?

  @Option(
    parsing: .singleValue,
    help: "A bank file: fetch what its hashes match; repeat for each.", completion: .file())
  var like: [String] = []

  @Option(help: "Seconds to wait for each answer.")
  var timeout = 30.0

  func validate() throws {
    guard contents != nil || !like.isEmpty else {
      throw ValidationError("Name --contents, or --like.")
    }
    guard timeout > 0, timeout <= 3600 else {
      throw ValidationError("--timeout must be from 0 to 3600 seconds.")
    }
    _ = try ids()
  }

  func run() throws {
    try ExitStatus.of {
      var reasons: [String: Int] = [:]
      let client = try MatcherClient(server: server, secondsToAnswer: timeout)
      let names = try client.banks().map(\.name)
      for bank in banks where !names.contains(bank) {
        throw BankError(.serverRefused, subject: bank, message: "The server has no such bank.")
      }
      guard let first = banks.first ?? names.first else {
        throw BankError(.serverRefused, subject: "server", message: "The server has no bank.")
      }
      var entries: [BankEntry] = []
      // Contents are numbered over all banks: the answer says which bank one is in.
      for id in try ids().union(matched(client, &reasons)).sorted() {
        entries +=
          try client.content(id, ofBank: first) { reasons[$0.reason, default: 0] += 1 } ?? []
      }
      let fetched = Bank(entries.filter { banks.isEmpty || banks.contains($0.bank) })
      try BankFiles.write(fetched, as: .csv, to: out)
      Diagnostics.say("\(fetched.entries.count) hashes written to \(out)")
      return MediaProgram.report(reasons)
    }
  }

  /// The ids of contents that the hashes of `--like` match.
  private func matched(_ client: MatcherClient, _ reasons: inout [String: Int]) throws -> Set<Int> {
    let reader = BankReader(bank: BankFiles.defaultBank)
    let known = try BankFiles.read(like, with: reader) { reasons[$0.reason, default: 0] += 1 }
    var found: Set<Int> = []
    for entry in known.entries {
      found.formUnion(
        try client.lookup(entry.value, entry.type, banks: banks).map(\.content))
    }
    return found
  }

  /// The ids of `--contents`.
  private func ids() throws -> Set<Int> {
    var found: Set<Int> = []
    for part in (contents ?? "").split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first >= 0, first <= last, last - first < 10_000_000
      else { throw ValidationError("--contents takes ids such as 1-500 or 3,8,20-40.") }
      found.formUnion(first...last)
    }
    return found
  }
}
