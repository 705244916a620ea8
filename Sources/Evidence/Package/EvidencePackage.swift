import Casework
import SocialModel

/// A package for an authority: a ZIP archive whose every byte follows from the case, the approval, the
/// key and the time, but for the time stamp.
public struct EvidencePackage: Sendable {
  /// What it holds.
  public let manifest: Manifest
  /// Its files, the signatures too.
  public let files: [EvidenceFile]
  /// The archive.
  public let bytes: [UInt8]

  /// SHA-256 of the archive, 64 hexadecimal digits.
  public var sha256: String { Digest.text(bytes) }

  /// SHA-256 of an archive's bytes, 64 hexadecimal digits.
  public static func sha256(of bytes: [UInt8]) -> String { Digest.text(bytes) }

  /// Asks a server for a time stamp on a SHA-256 digest and gives its answer, DER.
  public typealias Stamper = (_ digest: [UInt8]) throws -> [UInt8]

  /// A package has at most so many posts.
  public static let mostPosts = Escalation.mostItems

  /// Makes a package; it is a draft unless a second person released it.
  ///
  /// - Parameters:
  ///   - evidence: the case.
  ///   - approval: the request and its release; nil where nobody asked yet.
  ///   - key: what signs.
  ///   - program: the program with its version.
  ///   - now: when it is made.
  ///   - stamp: asks for a time stamp; nil where no server is configured.
  /// - Throws: ``EvidenceError``, `CaseworkError` where an id breaks the limits of the chain, and what
  ///   `stamp` throws.
  public init(
    _ evidence: EvidenceCase, approval: Approval? = nil, key: AuditSigningKey, program: String,
    now: Timestamp, stamp: Stamper? = nil
  ) throws {
    try Self.check(evidence)
    try approval?.check(evidence)
    let names = evidence.posts.enumerated().map { PackageNames.post($0, type: $1.type) }
    var manifest = Self.manifest(evidence, names, approval, key, program, now, stamp != nil)
    var files = zip(names, evidence.posts).map { EvidenceFile(name: $0, bytes: $1.raw) }
    let view = ReportView(evidence, manifest)
    files.append(EvidenceFile(name: PackageNames.page, bytes: try ReportPage.bytes(view)))
    files.append(EvidenceFile(name: PackageNames.paper, bytes: try ReportPaper.bytes(view)))
    files.append(
      EvidenceFile(name: PackageNames.publicKey, bytes: PublicKeyFile.bytes(key.publicKey)))
    files.append(
      EvidenceFile(
        name: PackageNames.custody,
        bytes: try Custody.bytes(
          evidence, approval: approval, program: program, files: names, key: key, now: now)))
    manifest.files = files.map { Self.entry($0, evidence, names) }.sorted {
      $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    self.files = try Self.sealed(files, manifest, key, stamp)
    self.manifest = manifest
    bytes = try StoredArchive.bytes(of: self.files, time: now)
  }

  private static func check(_ evidence: EvidenceCase) throws {
    let subject = "case \(evidence.id)"
    guard !evidence.posts.isEmpty, !evidence.suspicion.allSatisfy(\.isWhitespace) else {
      throw EvidenceError(
        .incomplete, subject: subject, message: "It needs posts, and why a crime is suspected.")
    }
    guard evidence.posts.count <= mostPosts else {
      throw EvidenceError(
        .tooLarge, subject: subject, message: "It has more than \(mostPosts) posts.")
    }
    guard evidence.posts.allSatisfy({ !$0.raw.isEmpty }) else {
      throw EvidenceError(
        .incomplete, subject: subject, message: "A post has no original bytes.")
    }
    let names = Set(evidence.posts.map { "\($0.account.platform) \($0.id)" })
    guard names.count == evidence.posts.count else {
      throw EvidenceError(.malformed, subject: subject, message: "A post is in it twice.")
    }
  }

  private static func manifest(
    _ evidence: EvidenceCase, _ names: [String], _ approval: Approval?, _ key: AuditSigningKey,
    _ program: String, _ now: Timestamp, _ isTimeStamped: Bool
  ) -> Manifest {
    Manifest(
      program: program, state: approval?.release == nil ? .draft : .released,
      caseID: evidence.id, made: ZonedTime(now), key: key.publicKey.id.description,
      isTimeStamped: isTimeStamped, requested: approval?.request, released: approval?.release,
      suspicion: evidence.suspicion, notice: evidence.notice, candidate: evidence.candidate,
      posts: zip(evidence.posts, names).map { post, name in
        .init(
          id: post.id, account: post.account, published: post.published, file: name,
          assessment: post.assessment)
      }, files: [])
  }

  private static func entry(
    _ file: EvidenceFile, _ evidence: EvidenceCase, _ names: [String]
  ) -> Manifest.File {
    let post = names.firstIndex(of: file.name).map { evidence.posts[$0] }
    return Manifest.File(
      name: file.name, size: file.bytes.count, sha256: Digest.text(file.bytes),
      type: post?.type ?? ownType(file.name), captured: post?.captured)
  }

  private static func ownType(_ name: String) -> String {
    switch name {
    case PackageNames.page: "text/html"
    case PackageNames.paper: "application/pdf"
    case PackageNames.publicKey: "application/x-pem-file"
    default: "application/x-ndjson"
    }
  }

  /// The files with the manifest, its signature, its time stamp, and the sums of them all, signed.
  private static func sealed(
    _ files: [EvidenceFile], _ manifest: Manifest, _ key: AuditSigningKey, _ stamp: Stamper?
  ) throws -> [EvidenceFile] {
    var files = files
    let statement = try manifest.bytes()
    files.append(EvidenceFile(name: PackageNames.manifest, bytes: statement))
    files.append(EvidenceFile(name: PackageNames.signature, bytes: key.sign(statement)))
    if let stamp {
      let answer = try stamp(Digest.sha256(statement))
      files.append(EvidenceFile(name: PackageNames.timeStamp, bytes: answer))
    }
    let sums = sums(of: files)
    files.append(EvidenceFile(name: PackageNames.sums, bytes: sums))
    files.append(EvidenceFile(name: PackageNames.sumsSignature, bytes: key.sign(sums)))
    return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// A line for each file as `sha256sum` reads it, by name.
  static func sums(of files: [EvidenceFile]) -> [UInt8] {
    files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .flatMap { Array("\(Digest.text($0.bytes))  \($0.name)\n".utf8) }
  }
}
