import ArgumentParser
import Casework
import Console
import Desk
import Store

/// `tocsin user add`: a user, made on the terminal; the first one cannot be made elsewhere.
struct UserAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a user, asking for the password on the terminal.",
    discussion: """
      Prints once the secret of the second factor, to be typed into an authenticator program. The \
      database is made where there is none, and beside it FILE.key, which secrets are sealed with: \
      keep it, and keep it from others.
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

  @Flag(help: "Set up no second factor: for a demonstration alone.")
  var noSecondFactor = false

  func run() throws {
    try ExitStatus.of {
      let password = try PasswordPrompt.password(descriptor: passwordFd)
      try PasswordRules.check(password, userName: name)
      let key = try ConsoleKeys.load(forDatabase: db)
      let store = try CaseStore(path: db, sealer: .chain)
      let secret = noSecondFactor ? nil : OneTimeSecret.random()
      let user = NewUser(name: name, role: role, password: password, secret: secret)
      let id = try user.add(to: store, key: key, by: .system("terminal"))
      print("User \(id): \(role.rawValue)")
      if let secret { print(secret.uri(issuer: "Tocsin", userName: name)) }
      return .done
    }
  }
}

extension Role: ExpressibleByArgument {}
