import CSodium
import Foundation

/// Where the encoder's files lie, and their bytes once they are known to be the right ones.
public enum EncoderFolder {
  /// The weights, as script/install-encoder writes them, and the tokenizer's model.
  enum File: String, CaseIterable {
    case weights = "weights.bin"
    case tokenizer = "sp.model"

    /// The SHA-256 of its bytes.
    var sha256: String {
      switch self {
      case .weights: "888a948cd389b1ea136155855510d668a86808603c2b9868e23954d58b69498c"
      case .tokenizer: "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
      }
    }
  }

  /// The folder that an environment names: `TOCSIN_ENCODER`, or `tocsin/encoder-0.2.1` in the user's
  /// data folder; nil where it names neither that nor a home.
  ///
  /// Nothing says that the folder exists. An empty variable counts as none.
  public static func named(by environment: [String: String]) -> String? {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let folder = value("TOCSIN_ENCODER") { return folder }
    let data = value("XDG_DATA_HOME") ?? value("HOME").map { $0 + "/.local/share" }
    return data.map { $0 + "/tocsin/encoder-0.2.1" }
  }

  /// Looks whether the encoder's files are there, without reading them.
  ///
  /// - Throws: ``MeaningError`` with the code `notInstalled`.
  public static func check(_ folder: String) throws {
    for file in File.allCases
    where !FileManager.default.fileExists(atPath: folder + "/" + file.rawValue) {
      throw MeaningError(
        .notInstalled, subject: folder, message: "The sentence encoder is not installed there.")
    }
  }

  /// The bytes of a file of the encoder.
  ///
  /// - Throws: ``MeaningError`` with the code `unreadable` or `damaged`.
  /// - Complexity: O(bytes) time and memory: 79 MB for the weights.
  static func bytes(of file: File, in folder: String) throws -> [UInt8] {
    let path = folder + "/" + file.rawValue
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MeaningError(.unreadable, subject: path, message: "The file cannot be read.")
    }
    let bytes = [UInt8](data)
    guard sha256(bytes) == file.sha256 else {
      throw MeaningError(
        .damaged, subject: path, message: "The file is not the one that is known.",
        hint: "Remove it and run script/install-encoder.")
    }
    return bytes
  }

  private static func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_bytes()))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
