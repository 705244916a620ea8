import Evidence
import Foundation
import Testing

@testable import Desk

/// The server of time stamps of `Tests/time-stamp-server.py`, on loopback, in a folder that is gone with it.
private final class LoopbackStamps {
  let address: String
  let folder: URL
  private let process = Process()

  static let canRun = ["openssl", "python3"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-stamps-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
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
    address = "http://127.0.0.1:\(String(decoding: line.dropLast(), as: UTF8.self))"
  }

  deinit {
    // The child inherits blocked signals, so that a gentler one would leave it there.
    kill(process.processIdentifier, SIGKILL)
    do { try FileManager.default.removeItem(at: folder) } catch {
      print("a temporary folder could not be removed")
    }
  }

  func certificate(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

@Suite("Packages with a time stamp at the desk", .enabled(if: LoopbackStamps.canRun))
struct StampedPackageTests {
  @Test("are stamped once by a server on loopback, and every download is the same bytes")
  func stamped() throws {
    let server = try LoopbackStamps()
    let input = try ParadeInput()
    let stamps = try #require(TimeStampServer(server.address + "/"))
    let desk = try input.desk(PackageSettings(stamp: { try stamps.stamp($0) }))
    let id = try input.released(desk)
    let first = try desk.downloadEscalation(id, by: input.lin)
    input.test.clock.advance(seconds: 600)
    // A desk that has no server gives the kept bytes, with the stamp.
    #expect(try input.test.desk.downloadEscalation(id, by: input.lou) == first)
    let keys = [input.test.keys.signing.publicKey]
    let ca = try server.certificate("ca.pem")
    let found = EvidenceVerifier(keys: keys, certificates: ca).verify(first)
    #expect(found.fault == nil && found.isStampTrusted && found.stamped != nil)
    let other = try server.certificate("other.pem")
    let fault = EvidenceVerifier(keys: keys, certificates: other).verify(first).fault
    #expect(fault?.kind == .timeStamp)
    let plain = try input.test.desk.downloadEscalation(input.released(), by: input.lin)
    #expect(EvidenceVerifier(keys: keys, certificates: ca).verify(plain).stamped == nil)
  }

  @Test(
    "are not made while the server gives no stamp; the release stands, and a later download is stamped"
  )
  func unanswered() throws {
    let server = try LoopbackStamps()
    let input = try ParadeInput()
    let stamps = try ["/broken", "/moved", "/"].map {
      try #require(TimeStampServer(server.address + $0))
    }
    let id = try input.released()
    for stamp in stamps.prefix(2) {
      let desk = try input.desk(PackageSettings(stamp: { try stamp.stamp($0) }))
      expect(.unavailable) { _ = try desk.downloadEscalation(id, by: input.lin) }
    }
    let desk = try input.desk(PackageSettings(stamp: { try stamps[2].stamp($0) }))
    let bytes = try desk.downloadEscalation(id, by: input.lin)
    let found = EvidenceVerifier(
      keys: [input.test.keys.signing.publicKey], certificates: try server.certificate("ca.pem")
    ).verify(bytes)
    #expect(found.fault == nil && found.isStampTrusted)
    let downloads = try input.test.store.auditEntries(subject: "escalation:\(id)").items
      .filter { $0.content.action.contains("download") }
    #expect(downloads.count == 1, "what was not made was not downloaded")
  }
}
