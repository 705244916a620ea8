import Casework
import Foundation

/// The key file that lies beside a database: secrets are sealed with it and tokens of forms made.
public enum ConsoleKeys {
  /// Where a database's key lies.
  public static func path(ofDatabase path: String) -> String { path + ".key" }

  /// The database's key; made, for its owner's eyes alone, where there is none yet.
  ///
  /// - Throws: `CaseworkError` when the file cannot be read or written, or others may read it.
  public static func load(forDatabase database: String) throws -> SealingKey {
    let path = path(ofDatabase: database)
    if !FileManager.default.fileExists(atPath: path) {
      let key = SealingKey.random()
      try SecretFile.write(key.fileText, to: path)
      return key
    }
    return try SealingKey(fileText: SecretFile.read(path))
  }
}
