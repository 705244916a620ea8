import Casework

/// Verifies a package in memory, without a network and without writing anything.
///
/// Every bit counts. The sums of all files are signed, and so is the manifest; the bytes between the
/// files, which carry names, times and modes, have no signature of their own, but there is one way to
/// write them: so the archive is made again from its files and compared byte by byte.
///
/// What it cannot tell without help: who signed, without a key that came by another way; and that
/// the time is right, without a time stamp and the certificates of its server.
public struct EvidenceVerifier: Sendable {
  /// No package is longer, in bytes.
  public static let longest = StoredArchive.longest

  private let keys: [AuditPublicKey]
  private let certificates: [UInt8]?

  /// A verifier.
  ///
  /// - Parameters:
  ///   - keys: the keys that may sign; with none, the one that the package names.
  ///   - certificates: PEM, of the authority behind the time stamps; nil where the stamp's signature is
  ///     not to be checked.
  public init(keys: [AuditPublicKey] = [], certificates: [UInt8]? = nil) {
    self.keys = keys
    self.certificates = certificates
  }

  /// Verifies the bytes of a file.
  ///
  /// - Complexity: O(bytes).
  public func verify(_ bytes: [UInt8]) -> EvidenceVerdict {
    var verdict = EvidenceVerdict()
    verdict.sha256 = Digest.text(bytes)
    verdict.isKeyTrusted = !keys.isEmpty
    do {
      let files = try StoredArchive.files(in: bytes)
      try check(files, of: bytes, &verdict)
    } catch let fault as Found {
      verdict.fault = fault.fault
    } catch {
      let message = (error as? EvidenceError)?.message ?? "It cannot be read."
      verdict.fault = EvidenceFault(.notRead, nil, message)
    }
    return verdict
  }

  /// Ends the work with the first fault.
  private struct Found: Error {
    var fault: EvidenceFault

    init(_ kind: EvidenceFault.Kind, _ file: String?, _ message: String) {
      fault = EvidenceFault(kind, file, message)
    }
  }

  private func check(
    _ files: [EvidenceFile], of bytes: [UInt8], _ verdict: inout EvidenceVerdict
  ) throws {
    var held: [String: [UInt8]] = [:]
    for file in files { held[file.name] = file.bytes }
    let key = try key(held)
    let manifest = try manifest(held, signedBy: key)
    verdict.manifest = manifest
    verdict.files = try compare(held, manifest)
    try checkSums(files, held, signedBy: key)
    verdict.custodyEntries = try checkCustody(held, manifest, key)
    if manifest.isTimeStamped { try checkStamp(held, &verdict) }
    let again = try StoredArchive.bytes(of: files, time: manifest.made.time)
    if again != bytes {
      let most = min(again.count, bytes.count)
      let place = (0..<most).first { again[$0] != bytes[$0] } ?? most
      throw Found(
        .container, nil,
        "The files are as they were signed; the archive around them was changed at byte "
          + "\(place).")
    }
  }

  private func need(_ name: String, _ held: [String: [UInt8]]) throws -> [UInt8] {
    guard let bytes = held[name] else { throw Found(.missing, name, "The file is not there.") }
    return bytes
  }

  private func key(_ held: [String: [UInt8]]) throws -> AuditPublicKey {
    let name = PackageNames.publicKey
    guard let key = PublicKeyFile.key(try need(name, held)) else {
      throw Found(.changed, name, "It is no public key as a package has it.")
    }
    guard keys.isEmpty || keys.contains(key) else {
      throw Found(.unknownKey, name, "The package names the key \(key.id), which is not yours.")
    }
    return key
  }

  private func manifest(
    _ held: [String: [UInt8]], signedBy key: AuditPublicKey
  ) throws -> Manifest {
    let bytes = try need(PackageNames.manifest, held)
    let signature = try need(PackageNames.signature, held)
    guard key.isValid(signature, of: bytes) else {
      // The sums tell which of the three it is, unless a forger made them fit.
      let sums = String(decoding: held[PackageNames.sums] ?? [], as: UTF8.self)
      let odd = [PackageNames.manifest, PackageNames.publicKey].first { name in
        !sums.contains("\(Digest.text(held[name] ?? []))  \(name)\n")
      }
      throw Found(
        .changed, odd ?? PackageNames.signature,
        "The manifest, its signature and the key do not belong together.")
    }
    guard let manifest = Manifest.read(bytes), manifest.key == key.id.description else {
      throw Found(
        .changed, PackageNames.manifest, "It is no manifest of this version, or of another key.")
    }
    return manifest
  }

  /// Every listed file is there as it was, and no other.
  private func compare(_ held: [String: [UInt8]], _ manifest: Manifest) throws -> Int {
    for file in manifest.files {
      let bytes = try need(file.name, held)
      guard bytes.count == file.size, Digest.text(bytes) == file.sha256 else {
        throw Found(.changed, file.name, "It does not have the SHA-256 that the manifest states.")
      }
    }
    for name in PackageNames.unlisted where name != PackageNames.timeStamp || manifest.isTimeStamped
    {
      _ = try need(name, held)
    }
    var known = Set(manifest.files.map(\.name) + PackageNames.unlisted)
    if !manifest.isTimeStamped { known.remove(PackageNames.timeStamp) }
    if let added = held.keys.filter({ !known.contains($0) }).min() {
      throw Found(.added, added, "The manifest does not know the file.")
    }
    return held.count
  }

  private func checkSums(
    _ files: [EvidenceFile], _ held: [String: [UInt8]], signedBy key: AuditPublicKey
  ) throws {
    let sums = try need(PackageNames.sums, held)
    let signature = try need(PackageNames.sumsSignature, held)
    let own = [PackageNames.sums, PackageNames.sumsSignature]
    let right = EvidencePackage.sums(of: files.filter { !own.contains($0.name) })
    guard sums == right else {
      // Everything but the time stamp is known to be right by now.
      let isStamp =
        held[PackageNames.timeStamp] != nil && key.isValid(signature, of: sums)
      throw Found(
        .changed, isStamp ? PackageNames.timeStamp : PackageNames.sums,
        "The list of sums and the files do not belong together.")
    }
    guard key.isValid(signature, of: sums) else {
      throw Found(.changed, PackageNames.sumsSignature, "It does not sign the list of sums.")
    }
  }

  private func checkCustody(
    _ held: [String: [UInt8]], _ manifest: Manifest, _ key: AuditPublicKey
  ) throws -> UInt64 {
    let bytes = try need(PackageNames.custody, held)
    var verifier = AuditVerifier(keys: [key])
    verifier.consume(bytes)
    let verdict = verifier.finish()
    if let fault = verdict.fault {
      throw Found(.custody, PackageNames.custody, fault.description)
    }
    guard verdict.unsignedEntries == 0, verdict.entries > 0, verdict.header?.first == 1 else {
      throw Found(.custody, PackageNames.custody, "No signature covers its last entry.")
    }
    if let difference = Custody.difference(bytes, manifest) {
      throw Found(.custody, PackageNames.custody, difference)
    }
    return verdict.entries
  }

  private func checkStamp(_ held: [String: [UInt8]], _ verdict: inout EvidenceVerdict) throws {
    let name = PackageNames.timeStamp
    let digest = Digest.sha256(try need(PackageNames.manifest, held))
    let result = TimeStamp.check(
      try need(name, held), digest: digest, nonce: nil, certificates: certificates)
    switch result {
    case .success(let time):
      verdict.stamped = time
      verdict.isStampTrusted = certificates != nil
    case .failure(let error): throw Found(.timeStamp, name, error.message)
    }
  }
}
