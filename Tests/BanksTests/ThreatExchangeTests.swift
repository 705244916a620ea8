import Foundation
import Media
import Testing

@testable import Banks

/// `threatexchange` from PyPI in a virtual environment that script/oracle-media makes.
private enum ThreatExchange {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let python: String = {
    let named = ProcessInfo.processInfo.environment["TOCSIN_ORACLE_MEDIA"]
    let folder =
      named
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-oracle-media").path
    return folder + "/bin/python"
  }()

  static let isPresent = FileManager.default.isExecutableFile(atPath: python)
  static let absence: Comment = "threatexchange is not installed: run script/oracle-media"

  /// What the Python half prints, line by line.
  static func run(_ mode: String, _ input: [UInt8]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-banks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("input")
    try Data(input).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [
      root.appendingPathComponent("script/oracle_media.py").path, mode, file.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(mode)")
    return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init)
  }
}

@Suite(
  "Beside threatexchange",
  .enabled(if: ThreatExchange.isPresent, ThreatExchange.absence))
struct ThreatExchangeTests {
  @Test("files are read by it, and what it writes is read here")
  func filesAreRead() throws {
    let bank = BankFileTests.everything
    let counts = try ThreatExchange.run("check", BankWriter.bytes(of: bank, as: .csv))
    for type in SignalType.allCases where type != .vpdq {
      #expect(counts.contains("\(type.rawValue) 1"), "\(type.rawValue)")
    }
    let lines = BankWriter.bytes(of: bank, as: .lines)
    let written = try ThreatExchange.run("read", lines).joined(separator: "\n")
    let reader = BankReader(bank: "x")
    var rejected = 0
    let back = try reader.read(Array(written.utf8), name: "csv") { _ in rejected += 1 }
    let direct = try reader.read(lines, name: "lines") { _ in rejected += 1 }
    #expect(rejected == 0)
    let known = Set(back.map(\.type))
    #expect(known.count >= 7)
    #expect(
      Set(back.map { "\($0.type) \($0.value)" })
        == Set(direct.filter { known.contains($0.type) }.map { "\($0.type) \($0.value)" }))
    #expect(back.allSatisfy { $0.category == .seed && $0.bank == "own" })
  }

  /// Texts in ASCII after their normal form alone: it fails at others that are about as long.
  @Test("texts match as they do there")
  func textsMatch() throws {
    let text = "The iron lantern parade begins at the old quay tonight, bring a light"
    let others = [
      text, text.uppercased(),
      "Thé iron lantern parade begins at the old quay tonight bring a light",
      "The iron lantern parade begins at the new quay tonight, bring a light",
      "The iron lantern parade ends at the old quay tonight, bring a light",
      "The iron lantern parade begins at the old quay tonight, bring lights",
      "iron lantern parade begins at the old quay tonight, bring a light", "lantern", "",
    ]
    let pairs = others.flatMap { a in others.map { [a, $0] } }
      .filter { !TextMatching.normal($0[0]).isEmpty && !TextMatching.normal($0[1]).isEmpty }
    let expected = try ThreatExchange.run("texts", Array(JSONEncoder().encode(pairs)))
    #expect(expected.count == pairs.count)
    for (pair, matches) in zip(pairs, expected) {
      let index = BankIndex(Bank([BankEntry(type: .text, value: pair[0], bank: "b")]))
      #expect(!index.matches(ofText: pair[1]).isEmpty == (matches == "1"), "\(pair)")
    }
  }

  @Test("links have the MD5 that they have there")
  func linksHaveTheirDigest() throws {
    let links = [
      "https://meridian.example/A?b=C", "HTTP://MERIDIAN.example", "meridian.example/x",
      "ftp://a.example/https://b.example", "https://x.example/a b",
    ]
    let expected = try ThreatExchange.run("links", Array(JSONEncoder().encode(links)))
    for (link, digest) in zip(links, expected) { #expect(LinkDigest.md5(of: link) == digest) }
  }
}
