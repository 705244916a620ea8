import Foundation
import Testing

@testable import Evidence

/// Archives that another program makes: python3, which the set-up installs.
@Suite("A hostile archive is refused", .enabled(if: Peer.isInstalled("python3")))
struct HostileArchiveTests {
  private static let files = [EvidenceFile(name: "posts/0001.json", bytes: [1, 2, 3])]

  /// The message on an archive that a few lines of Python fill; `z` is the open archive.
  private func message(_ lines: String, mode: String = "zipfile.ZIP_STORED") throws -> String {
    let script = """
      import sys, warnings, zipfile
      warnings.simplefilter("ignore")
      with zipfile.ZipFile("a.zip", "w", \(mode)) as z:
      \(lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
      """
    let bytes = try Peer.inFolder { folder in
      let run = try Peer.run(["python3", "-c", script], in: folder)
      try #require(run.status == 0, "\(run.output)")
      return [UInt8](try Data(contentsOf: folder.appendingPathComponent("a.zip")))
    }
    let fault = try #require(EvidenceVerifier().verify(bytes).fault)
    #expect(fault.kind == .notRead)
    return fault.message
  }

  @Test(
    "for names that lead elsewhere or hide",
    arguments: [
      "../a", "/etc/a", "posts/../../a", "a\\\\b", "C:a", "posts//a", "./a", ".a", "a b",
      "a\\x07", "é", "a\\u202eb",
    ])
  func names(name: String) throws {
    let found = try message("z.writestr('\(name)', 'x')")
    #expect(found == "Its entry 1 has a name that no file of a package has.")
  }

  @Test("for a name twice, compressed entries and links")
  func entries() throws {
    #expect(
      try message("z.writestr('a', 'x')\nz.writestr('a', 'y')")
        == "Its entry 2 has the name of another.")
    let compressed = try message(
      "z.writestr('a', b'\\0' * 50_000_000)", mode: "zipfile.ZIP_DEFLATED")
    #expect(compressed.hasPrefix("Its entry 1 is compressed"))
    let link = try message(
      "i = zipfile.ZipInfo('a')\ni.create_system = 3\ni.external_attr = 0o120777 << 16\n"
        + "z.writestr(i, '/etc/passwd')")
    #expect(link == "Its entry 1 is a link or no regular file.")
  }

  @Test("for 100,000 entries")
  func many() throws {
    let found = try message("for i in range(100_000): z.writestr(str(i), b'')")
    #expect(found == "It has 100000 entries; a package has at most 4096.")
  }

  @Test("for encrypted entries and entries that share bytes")
  func patched() throws {
    let good = try StoredArchive.bytes(of: Self.files, time: Parade.now)
    let central = try #require(Data(good).range(of: Data([0x50, 0x4B, 1, 2]))?.lowerBound)
    var encrypted = good
    encrypted[central + 8] |= 1
    let fault = EvidenceVerifier().verify(encrypted).fault
    #expect(fault?.message == "Its entry 1 is encrypted.", "\(String(describing: fault))")
    var long = good
    for place in [central + 20, central + 24] {
      long.replaceSubrange(place..<(place + 4), with: [0, 0, 0, 5])
    }
    #expect(EvidenceVerifier().verify(long).fault?.kind == .notRead)
  }

  @Test("for every length to which a package is cut, and for what is no archive")
  func truncated() throws {
    let good = try StoredArchive.bytes(of: Self.files, time: Parade.now)
    #expect(try StoredArchive.files(in: good) == Self.files)
    for length in 0..<good.count {
      #expect(EvidenceVerifier().verify(Array(good[..<length])).fault != nil)
    }
    for bytes in [Array("<html>".utf8), [UInt8](repeating: 0, count: 5_000_000)] {
      #expect(EvidenceVerifier().verify(bytes).fault?.kind == .notRead)
    }
    let package = try Parade.package().bytes
    #expect(EvidenceVerifier().verify(package + [0]).fault != nil)
    #expect(EvidenceVerifier().verify([0] + package).fault != nil)
  }

  @Test("once it would be larger than one that is read")
  func tooLarge() throws {
    let files = (0...4096).map { EvidenceFile(name: "a\($0)", bytes: []) }
    #expect(throws: EvidenceError.self) { try StoredArchive.bytes(of: files, time: Parade.now) }
  }
}
