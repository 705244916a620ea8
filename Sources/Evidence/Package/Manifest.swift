import Casework
import Foundation
import SocialModel

/// What a package holds and where it comes from: `manifest.json`, which is signed.
public struct Manifest: Hashable, Sendable, Codable {
  /// Whether a second person released the package.
  public enum State: String, Hashable, Sendable, Codable {
    /// Nobody did: a working copy that must not leave the team.
    case draft
    /// Somebody did.
    case released
  }

  /// A file of the package.
  public struct File: Hashable, Sendable, Codable {
    /// Its path in the package.
    public var name: String
    /// Its length in bytes.
    public var size: Int
    /// SHA-256, 64 hexadecimal digits.
    public var sha256: String
    /// What sort of bytes they are.
    public var type: String
    /// Where and when they were captured, and by which version; nil for what the program made.
    public var captured: EvidenceCase.Capture?
  }

  /// A post of the package.
  public struct Post: Hashable, Sendable, Codable {
    /// Its id on the account's platform.
    public var id: String
    /// What is needed to locate the account.
    public var account: EvidenceCase.Account
    /// When it was published, in the platform's zone.
    public var published: ZonedTime
    /// The file with its original bytes.
    public var file: String
    /// What was said of it.
    public var assessment: EvidenceCase.Assessment?
  }

  /// What the file is: `tocsin-evidence`.
  public var format = Manifest.format
  /// Which version of the format: 1.
  public var version = 1
  /// The program that made the package, with its version.
  public var program: String
  /// Whether it was released.
  public var state: State
  /// What such a package is for.
  public var basis = Manifest.basis
  /// The case's id.
  public var caseID: String
  /// When the package was made.
  public var made: ZonedTime
  /// The key that signed.
  public var key: String
  /// Whether the package has a time stamp.
  public var isTimeStamped: Bool
  /// Who asked for it; nil where nobody did.
  public var requested: EvidenceCase.Act?
  /// Who released it; nil for a draft.
  public var released: EvidenceCase.Act?
  /// Why a crime is suspected.
  public var suspicion: String
  /// Which offence, for whom, and what leads to the accounts; nil where the suspicion says it.
  public var notice: EvidenceCase.Notice?
  /// The candidate, where there is one.
  public var candidate: EvidenceCase.Candidate?
  /// The posts.
  public var posts: [Post]
  /// Every file but the manifest, what signs it, and the list of sums; by name.
  public var files: [File]

  /// The word for such a manifest.
  public static let format = "tocsin-evidence"
  /// What such a package is for.
  public static let basis = "Regulation (EU) 2022/2065, Article 18"

  enum CodingKeys: String, CodingKey, CaseIterable {
    case format, version, program, state, basis, made, key, requested, released, suspicion,
      notice, candidate
    case posts, files
    case caseID = "case"
    case isTimeStamped = "timeStamp"
  }

  /// The file's bytes: JSON with its keys in order and one way to write everything.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// The manifest of a file's bytes; nil where it is none.
  static func read(_ bytes: [UInt8]) -> Manifest? {
    do {
      let manifest = try JSONDecoder().decode(Manifest.self, from: Data(bytes))
      return manifest.format == format && manifest.version == 1 ? manifest : nil
    } catch { return nil }
  }
}
