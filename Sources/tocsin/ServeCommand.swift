import ArgumentParser
import Casework
import Console
import Desk
import Evidence
import Foundation
import Store

/// `tocsin serve`: the console.
struct ServeCommand: ParsableCommand {
  /// The word that starts it; the program treats signals in another way then.
  static let name = "serve"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Serve the console of a database until interrupted.",
    discussion: """
      Listens on this machine alone unless told otherwise. `tocsin user add` makes the first user. \
      Another address needs a proxy in front that ends TLS, and --behind-tls to say so.
      """)

  @Option(help: "The database.", completion: .file())
  var db: String

  @Option(help: "The port to listen on; 0 takes one that is free.")
  var port = 8317

  @Option(help: "The address to listen on.")
  var address = "127.0.0.1"

  @Flag(
    name: .customLong("behind-tls"),
    help: "Say that a proxy ends TLS in front and sets X-Forwarded-For.")
  var isBehindTLS = false

  @Option(
    help: ArgumentHelp(
      "Refuse new passwords that are in this list: SHA-1 in order, as Have I Been Pwned has them.",
      valueName: "file"), completion: .file())
  var breachedPasswords: String?

  @Option(
    help: ArgumentHelp(
      "A folder in which an input is looked for when it is not where it was read; once for each.",
      valueName: "dir"))
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "The address of a server of time stamps (RFC 3161) for packages; it gets a hash.",
      valueName: "url"))
  var timestampServer: String?

  func validate() throws {
    if let timestampServer {
      guard TimeStampServer(timestampServer) != nil else {
        throw ValidationError("--timestamp-server is no address of http or https.")
      }
    }
  }

  func run() throws {
    try ExitStatus.of {
      let configuration = try ConsoleConfiguration(
        address: address, port: port, isBehindTLS: isBehindTLS)
      let store = try CaseStore(path: db, mustExist: true, sealer: .chain)
      if try store.users().isEmpty {
        Diagnostics.say("No user yet: make one with `tocsin user add --db \(db) --role admin`.")
      }
      let desk = try CaseDesk(
        store: store, keys: try DeskKeys.beside(db),
        breached: try breachedPasswords.map { try BreachedPasswords(path: $0) },
        packages: packageSettings)
      let console = try Console(desk: desk, configuration: configuration)
      try serve(console)
      try store.close()
      return .done
    }
  }

  private var packageSettings: PackageSettings {
    var settings = PackageSettings(
      inputFolders: inputs, program: "Tocsin \(Tocsin.version)")
    if let server = timestampServer.flatMap({ TimeStampServer($0) }) {
      settings.stamp = { digest in try server.stamp(digest) }
    }
    return settings
  }

  /// Serves until a signal asks to end.
  private func serve(_ console: Console) throws {
    let address = self.address
    let outcome = Outcome()
    let ended = DispatchSemaphore(value: 0)
    let task = Task {
      do {
        try await console.run { port in
          Diagnostics.say("The console: http://\(address):\(port)/   Stop with Ctrl-C.")
        }
      } catch { outcome.error = error }
      ended.signal()
    }
    let signals = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { task.cancel() }
      source.resume()
      return source
    }
    ended.wait()
    for source in signals { source.cancel() }
    if let error = outcome.error {
      throw error is StoreError
        ? error : ConsoleError(.wrongAddress, "The address and port cannot be listened on.")
    }
  }

  /// What the serving task left; read after it has ended.
  private final class Outcome: @unchecked Sendable {
    var error: (any Error)?
  }
}
