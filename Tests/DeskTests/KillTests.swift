import Casework
import Foundation
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("A desk that is killed")
struct KillTests {
  private struct Said {
    var posts = 0
    var notices = 0
    var entries: Int64 = 0
    var decisions: [Int64] = []
  }

  /// The program that was built beside the tests.
  private var program: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder =
      bundle?.bundleURL.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("tocsin")
  }

  @Test(
    "has every acknowledged post, notice and decision, and a chain that verifies, at 50 moments",
    arguments: [20_161_007] as [UInt64])
  func losesNothing(seed: UInt64) throws {
    let test = try TestDesk()
    try test.store.close()
    var generator = SeededGenerator(seed: seed)
    var all = Said()
    for round in 0..<50 {
      let lines = Int.random(in: 1...60, using: &generator)
      let turns = Int.random(in: 0...20_000, using: &generator)
      let said = try runAndKill(test.path, from: all.posts, afterLines: lines, turns: turns)
      all.posts = max(all.posts, said.posts)
      all.notices += said.notices
      all.entries = max(all.entries, said.entries)
      all.decisions += said.decisions
      let store = try CaseStore(path: test.path, mustExist: true, sealer: .chain)
      let note: Comment = "seed \(seed), round \(round)"
      #expect(try store.check().faults == [], note)
      #expect(try store.lastAuditEntry()?.content.sequence ?? 0 >= all.entries, note)
      let stored = Set(
        try store.decisions(from: Timestamp(seconds: 0), until: Timestamp(seconds: 1 << 40))
          .map(\.id))
      #expect(stored.isSuperset(of: all.decisions), note)
      let notices = try store.notices(
        from: Timestamp(seconds: 0), until: Timestamp(seconds: 1 << 40)
      ).count
      #expect(notices >= all.notices, note)
      for number in 0..<all.posts where number % 5 == round % 5 {
        #expect(try store.postID(.web, "\(number)") != nil, note)
      }
      try verify(store, test.path, note)
      try store.close()
    }
    #expect(all.decisions.count > 100)
    #expect(Set(all.decisions).count == all.decisions.count)
  }

  private func verify(_ store: CaseStore, _ path: String, _ note: Comment) throws {
    let key = try DeskKeys.signingKey(beside: path).publicKey
    var verifier = AuditVerifier(keys: [key], held: nil, expected: nil)
    let count = try ChainExport.write(store, publicKey: key) { line in
      line.withUnsafeBytes { _ = verifier.consume($0) }
    }
    let verdict = verifier.finish()
    #expect(verdict.fault == nil, note)
    #expect(UInt64(verdict.entries) == count, note)
  }

  private func runAndKill(
    _ path: String, from first: Int, afterLines lines: Int, turns: Int
  ) throws -> Said {
    let process = Process()
    process.executableURL = program
    process.arguments = ["desk-worker", path, "\(first)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var output = Data()
    while output.reduce(0, { $0 + ($1 == 10 ? 1 : 0) }) < lines {
      let part = pipe.fileHandleForReading.availableData
      if part.isEmpty { break }
      output.append(part)
    }
    var spent: UInt64 = 1
    for turn in 0..<UInt64(turns) { spent = spent &* 31 &+ turn }
    #expect(spent != 0)
    kill(process.processIdentifier, SIGKILL)
    output.append(pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    return Self.acknowledged(output)
  }

  /// What whole lines say: a line without its end was not said.
  private static func acknowledged(_ output: Data) -> Said {
    var said = Said()
    for line in String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast() {
      let words = line.split(separator: " ")
      guard words.count == 2, let number = Int64(words[1]) else { continue }
      switch words[0] {
      case "posts": said.posts = Int(number)
      case "notices": said.notices += Int(number)
      case "entries": said.entries = number
      default: said.decisions.append(number)
      }
    }
    return said
  }
}
