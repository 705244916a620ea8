import Foundation
import SocialModel
import Testing

@testable import Evidence

/// The server of time stamps of `Tests/time-stamp-server.py`, on loopback.
private final class StampServer {
  let address: String
  let folder: URL
  private let process: Process

  init(in folder: URL) throws {
    self.folder = folder
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    process.arguments = ["python3", tests.appendingPathComponent("time-stamp-server.py").path]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = try #require(try pipe.fileHandleForReading.read(upToCount: 1))
      try #require(!more.isEmpty, "the server of time stamps did not begin")
      line += more
    }
    let port = String(decoding: line.dropLast(), as: UTF8.self)
    address = "http://127.0.0.1:\(port)"
  }

  // The child inherits blocked signals, so that a gentler one would leave it there, and whoever waits
  // for the end of standard error with it.
  deinit { kill(process.processIdentifier, SIGKILL) }

  func certificate(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

@Suite(
  "A time stamp", .enabled(if: Peer.isInstalled("openssl") && Peer.isInstalled("python3")))
struct TimeStampTests {
  @Test("of a server on loopback is in the package, and verified offline with its certificates")
  func stamped() throws {
    try Peer.inFolder { folder in
      let made = try StampServer(in: folder)
      let server = try #require(TimeStampServer(made.address + "/"))
      let package = try Parade.package(stamp: server.stamp)
      let ca = try made.certificate("ca.pem")
      let verdict = EvidenceVerifier(certificates: ca).verify(package.bytes)
      #expect(verdict.fault == nil && verdict.isStampTrusted && verdict.stamped != nil)
      #expect(!EvidenceVerifier().verify(package.bytes).isStampTrusted)
      let other = try made.certificate("other.pem")
      #expect(
        EvidenceVerifier(certificates: other).verify(package.bytes).fault?.kind == .timeStamp)
      #expect(
        EvidenceVerifier(certificates: [1]).verify(package.bytes).fault?.kind == .timeStamp)
      try byHand(package, in: folder)
      try changes(package)
      try refusals(made)
    }
  }

  /// openssl says the same.
  private func byHand(_ package: EvidencePackage, in folder: URL) throws {
    for name in ["manifest.json", "manifest.tsr"] {
      let file = try #require(package.files.first { $0.name == name })
      try Data(file.bytes).write(to: folder.appendingPathComponent(name))
    }
    let run = try Peer.run(
      [
        "openssl", "ts", "-verify", "-data", "manifest.json", "-in", "manifest.tsr", "-CAfile",
        "ca.pem",
      ],
      in: folder)
    #expect(run.status == 0 && run.output.contains("Verification: OK"), "\(run.output)")
  }

  /// Every changed bit of the stamp is found, without its certificates too.
  private func changes(_ package: EvidencePackage) throws {
    let stamp = try #require(package.files.first { $0.name == "manifest.tsr" })
    let start = try #require(Data(package.bytes).range(of: Data(stamp.bytes))).lowerBound
    var random = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      let bit = random.below(stamp.bytes.count * 8)
      var bytes = package.bytes
      bytes[start + bit / 8] ^= 1 << (bit % 8)
      #expect(
        EvidenceVerifier().verify(bytes).fault?.file == "manifest.tsr", "seed 5, bit \(bit)")
    }
  }

  /// A server that moves the asker on, refuses or is not there gives no package.
  private func refusals(_ made: StampServer) throws {
    for address in [made.address + "/moved", made.address + "/broken", "http://127.0.0.1:1/"] {
      let server = try #require(TimeStampServer(address))
      let error = #expect(throws: EvidenceError.self) { try Parade.package(stamp: server.stamp) }
      #expect(error?.code == .noTimeStamp, "\(address)")
    }
  }

  @Test("is asked for at addresses of http and https alone")
  func addresses() {
    for text in ["", "stamp", "file:///etc/passwd", "ftp://a.example/", "http://"] {
      #expect(TimeStampServer(text) == nil, "\(text)")
    }
    #expect(TimeStampServer("https://stamps.example/tsr") != nil)
  }

  @Test("that is no answer is told apart from one of another file")
  func unclear() {
    let digest = [UInt8](repeating: 1, count: 32)
    for answer in [[], [0x30], [UInt8](repeating: 0x30, count: 100_000)] {
      #expect(throws: EvidenceError.self) {
        try TimeStamp.check(answer, digest: digest, nonce: nil, certificates: nil).get()
      }
    }
  }
}
