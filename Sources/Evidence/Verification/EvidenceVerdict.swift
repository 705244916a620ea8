import Casework
import SocialModel

/// The first thing that is wrong with a package.
public struct EvidenceFault: Hashable, Sendable, CustomStringConvertible {
  /// What sort of thing it is; the raw value is stable.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The file is no archive that is read.
    case notRead = "not-read"
    /// A file is missing.
    case missing
    /// A file is there that was not.
    case added
    /// A file is not the one that was signed.
    case changed
    /// The package is signed by another key than the verifier's.
    case unknownKey = "unknown-key"
    /// The chain of custody does not hold, or contradicts the manifest.
    case custody
    /// The time stamp does not hold.
    case timeStamp = "time-stamp"
    /// Bytes of the archive around the files were changed.
    case container
  }

  /// What sort of thing it is.
  public var kind: Kind
  /// The file concerned; nil where it is the archive.
  public var file: String?
  /// What is wrong, in a sentence.
  public var message: String

  init(_ kind: Kind, _ file: String?, _ message: String) {
    self.kind = kind
    self.file = file
    self.message = message
  }

  /// The kind, the file and the message.
  public var description: String {
    file.map { "\(kind.rawValue), \($0): \(message)" } ?? "\(kind.rawValue): \(message)"
  }
}

/// What the verification of a package found.
public struct EvidenceVerdict: Hashable, Sendable {
  /// The first thing that is wrong; nil where nothing is.
  public var fault: EvidenceFault?
  /// What the signed manifest says; nil where it could not be read.
  public var manifest: Manifest?
  /// Files that are as they were signed.
  public var files = 0
  /// Entries of the chain of custody.
  public var custodyEntries: UInt64 = 0
  /// Whether the key is one that the verifier brought, and not only the package's own.
  public var isKeyTrusted = false
  /// What the time stamp says; nil where there is none.
  public var stamped: Timestamp?
  /// Whether the verifier's certificates lead to who stamped.
  public var isStampTrusted = false
  /// SHA-256 of the archive.
  public var sha256 = ""
}
