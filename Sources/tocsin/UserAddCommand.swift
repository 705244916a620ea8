import ArgumentParser
import Casework
import Desk
import Store

/// `tocsin user add`: a user, made on the terminal; the first one cannot be made elsewhere.
struct UserAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a user, asking for the password on the terminal.",
    discussion: """
      Prints once the secret of the second factor, to be typed into an authenticator program. The \
      database is made where there is none, and beside it FILE.sealing-key and FILE.audit-key: keep \
      them, and keep them from others.
      """)

  @Option(help: "The database.", completion: .file())
  var db: String

  @Option(help: "The name to sign in with.")
  var name: String

  @Option(help: "The role.")
  var role: Role

  @Option(
    help: ArgumentHelp(
      "Read the password from this open file descriptor and ask nothing.", valueName: "n"))
  var passwordFd: Int32?

  @Flag(help: "Set up no second factor, and require none of anybody: for a demonstration alone.")
  var noSecondFactor = false

  func run() throws {
    try ExitStatus.of {
      let password = try PasswordPrompt.password(descriptor: passwordFd)
      try PasswordRules.check(password, userName: name)
      let store = try CaseStore(path: db, sealer: .chain)
      let desk = try CaseDesk(store: store, keys: try DeskKeys.beside(db))
      let secret = noSecondFactor ? nil : OneTimeSecret.random()
      let id = try desk.createUser(
        name, role: role, password: password, secret: secret, by: .terminal)
      if noSecondFactor { try desk.setSecondFactorRequired(false, by: .terminal) }
      print("User \(id): \(role.rawValue)")
      if let secret { print(secret.uri(issuer: "Tocsin", userName: name)) }
      return .done
    }
  }
}

extension Role: ExpressibleByArgument {}
