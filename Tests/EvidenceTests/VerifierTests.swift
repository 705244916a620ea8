import Casework
import SocialModel
import Testing

@testable import Evidence

@Suite("A forged package")
struct VerifierTests {
  private func repacked(_ change: (inout [EvidenceFile]) throws -> Void) throws -> EvidenceFault? {
    var files = try Parade.package().files
    try change(&files)
    return EvidenceVerifier().verify(try StoredArchive.bytes(of: files, time: Parade.now)).fault
  }

  /// A package whose manifest was changed and signed anew by whoever holds a key.
  private func resealed(
    by key: AuditSigningKey, _ change: (inout Manifest) -> Void
  ) throws -> [UInt8] {
    let package = try Parade.package(key: key)
    var manifest = package.manifest
    change(&manifest)
    var files = package.files.filter {
      !["manifest.json", "manifest.sig", "SHA256SUMS", "SHA256SUMS.sig"].contains($0.name)
    }
    let bytes = try manifest.bytes()
    files.append(EvidenceFile(name: "manifest.json", bytes: bytes))
    files.append(EvidenceFile(name: "manifest.sig", bytes: key.sign(bytes)))
    let sums = EvidencePackage.sums(of: files)
    files.append(EvidenceFile(name: "SHA256SUMS", bytes: sums))
    files.append(EvidenceFile(name: "SHA256SUMS.sig", bytes: key.sign(sums)))
    return try StoredArchive.bytes(of: files, time: Parade.now)
  }

  @Test("is whole as it was made, and shows what it could not tell")
  func whole() throws {
    let package = try Parade.package()
    let verdict = EvidenceVerifier().verify(package.bytes)
    #expect(verdict.fault == nil && verdict.files == 11 && verdict.custodyEntries == 7)
    #expect(!verdict.isKeyTrusted && verdict.stamped == nil && verdict.sha256 == package.sha256)
    #expect(EvidenceVerifier(keys: [Parade.key.publicKey]).verify(package.bytes).isKeyTrusted)
  }

  @Test("is named by the file that is missing")
  func missing() throws {
    for name in try Parade.package().files.map(\.name) {
      let fault = try repacked { $0.removeAll { $0.name == name } }
      #expect(
        fault?.kind == .missing && fault?.file == name, "\(name): \(String(describing: fault))")
    }
  }

  @Test("is named by the file that was added")
  func added() throws {
    for name in ["posts/0004.json", "aaa", "manifest.tsr"] {
      let fault = try repacked { $0.append(EvidenceFile(name: name, bytes: [1])) }
      #expect(fault?.kind == .added && fault?.file == name)
    }
  }

  @Test("is found when two files changed places, or custody was cut")
  func swapped() throws {
    let fault = try repacked { files in
      let first = try #require(files.firstIndex { $0.name == "posts/0001.json" })
      let third = try #require(files.firstIndex { $0.name == "posts/0003.json" })
      (files[first].bytes, files[third].bytes) = (files[third].bytes, files[first].bytes)
    }
    #expect(fault?.file == "posts/0001.json")
  }

  @Test("is found when another key signed it, by who brings the right one")
  func otherKey() throws {
    let other = AuditSigningKey(seed: [UInt8](repeating: 8, count: 32))
    let bytes = try Parade.package(key: other).bytes
    #expect(EvidenceVerifier().verify(bytes).fault == nil)
    let fault = EvidenceVerifier(keys: [Parade.key.publicKey]).verify(bytes).fault
    #expect(fault?.kind == .unknownKey && fault?.file == "public-key.pem")
  }

  @Test("is found when the manifest claims a release that custody does not know")
  func claimedRelease() throws {
    let key = Parade.key
    #expect(EvidenceVerifier().verify(try resealed(by: key) { _ in }).fault == nil)
    let people = try resealed(by: key) { $0.released?.by = "u8" }
    #expect(EvidenceVerifier().verify(people).fault?.kind == .custody)
    let draft = try resealed(by: key) { $0.state = .draft }
    #expect(EvidenceVerifier().verify(draft).fault?.kind == .custody)
    let posts = try resealed(by: key) { $0.posts.removeLast() }
    #expect(EvidenceVerifier().verify(posts).fault?.kind == .custody)
    let stamp = try resealed(by: key) { $0.isTimeStamped = true }
    #expect(EvidenceVerifier().verify(stamp).fault?.file == "manifest.tsr")
    let time = try resealed(by: key) { $0.made = ZonedTime(Timestamp(seconds: 1_000_000_000)) }
    #expect(EvidenceVerifier().verify(time).fault?.kind == .container)
  }
}
