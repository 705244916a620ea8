import Casework
import Foundation

/// The two keys that lie beside a database and never in it: one seals secrets, one signs checkpoints.
public struct DeskKeys: Sendable {
  /// Seals second factors, draws second reviews, signs forms.
  public let sealing: SealingKey
  /// Signs checkpoints of the audit chain.
  public let signing: AuditSigningKey

  /// Keys.
  public init(sealing: SealingKey, signing: AuditSigningKey) {
    self.sealing = sealing
    self.signing = signing
  }

  /// Where the sealing key of a database lies unless told otherwise.
  public static func sealingPath(of database: String) -> String { database + ".sealing-key" }

  /// Where the signing key of a database lies unless told otherwise; its public key has `.pub` after it.
  public static func signingPath(of database: String) -> String { database + ".audit-key" }

  /// The keys of a database, made where there are none.
  ///
  /// - Parameters:
  ///   - database: the database's file.
  ///   - signing: the file of the signing key; nil: beside the database. One that is given must exist.
  /// - Throws: ``DeskError`` with the code `key` when a file cannot be read or written, others may read it,
  ///   or it is no key.
  public static func beside(_ database: String, signing: String? = nil) throws -> DeskKeys {
    do {
      let sealing = try text(at: sealingPath(of: database)) { SealingKey.random().fileText }
      return DeskKeys(
        sealing: try SealingKey(fileText: sealing),
        signing: try signingKey(beside: database, at: signing))
    } catch let error as CaseworkError { throw DeskError(error) }
  }

  /// The signing key of a database, made where there is none and none was given.
  ///
  /// - Throws: `CaseworkError` with the codes `keyFile` and `malformed`.
  public static func signingKey(
    beside database: String, at given: String? = nil
  ) throws -> AuditSigningKey {
    if let given { return try AuditSigningKey(fileText: SecretFile.read(given)) }
    let path = signingPath(of: database)
    let key = try AuditSigningKey(
      fileText: text(at: path) { AuditSigningKey.random().fileText })
    if !FileManager.default.fileExists(atPath: path + ".pub") {
      try SecretFile.write(key.publicKey.fileText, to: path + ".pub", isPublic: true)
    }
    return key
  }

  private static func text(at path: String, orNew make: () -> String) throws -> String {
    if !FileManager.default.fileExists(atPath: path) {
      try SecretFile.write(make(), to: path)
    }
    return try SecretFile.read(path)
  }
}
