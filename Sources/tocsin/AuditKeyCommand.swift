import ArgumentParser
import Casework
import Glibc

/// `tocsin audit key`: a new pair of keys for checkpoints.
struct AuditKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make a pair of keys for signing checkpoints.",
    discussion: """
      Writes the signing key, which its owner alone may read, and beside it the public key, NAME.pub, \
      which auditors verify with. Prints the key's id.
      """)

  @Option(help: "The file of the signing key; it does not exist yet.", completion: .file())
  var out: String

  func run() throws {
    try ExitStatus.of {
      let key = AuditSigningKey.random()
      try SecretFile.write(key.publicKey.fileText, to: out + ".pub", isPublic: true)
      do { try SecretFile.write(key.fileText, to: out) } catch {
        unlink(out + ".pub")
        throw error
      }
      print(key.publicKey.id)
      return .done
    }
  }
}
