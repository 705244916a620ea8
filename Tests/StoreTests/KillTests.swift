import Desk
import Foundation
import SocialModel
import Testing

@testable import Store

@Suite("A process that is killed")
struct KillTests {
  /// The program that was built beside the tests.
  private var program: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder =
      bundle?.bundleURL.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("tocsin")
  }

  @Test(
    "loses no acknowledged post and no audit entry, at 20 random moments",
    arguments: [20_161_006] as [UInt64])
  func losesNothing(seed: UInt64) throws {
    let temporary = try TemporaryStore()
    try temporary.store.close()
    var generator = SeededGenerator(seed: seed)
    var next = 0
    var entries: Int64 = 0
    for round in 0..<20 {
      // A moment counted in lines and then in turns of a loop, so that it falls within a batch.
      let lines = Int.random(in: 1...40, using: &generator)
      let turns = Int.random(in: 0...20_000, using: &generator)
      let said = try runAndKill(temporary.path, from: next, afterLines: lines, turns: turns)
      next = max(next, said.posts)
      entries = max(entries, said.entries)
      let store = try temporary.reopened(sealer: .chain)
      let faults = try store.check().faults
      #expect(faults == [], "seed \(seed), round \(round)")
      let last = try store.lastAuditEntry()?.content.sequence ?? 0
      #expect(last >= entries, "seed \(seed), round \(round)")
      for number in 0..<next where number % 7 == round % 7 || number >= next - 100 {
        let id = try store.postID(.web, "\(number)")
        #expect(id != nil, "seed \(seed), round \(round), post \(number)")
      }
      try store.close()
    }
    #expect(next > 500)
  }

  private func runAndKill(
    _ path: String, from first: Int, afterLines lines: Int, turns: Int
  ) throws -> (posts: Int, entries: Int64) {
    let process = Process()
    process.executableURL = program
    process.arguments = ["store-worker", path, "\(first)"]
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

  /// The last numbers of whole lines: a line without its end was not said.
  private static func acknowledged(_ output: Data) -> (posts: Int, entries: Int64) {
    var posts = 0
    var entries: Int64 = 0
    for line in String(decoding: output, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast() {
      let words = line.split(separator: " ")
      guard words.count == 2 else { continue }
      if words[0] == "posts" { posts = Int(words[1]) ?? posts }
      if words[0] == "entries" { entries = Int64(words[1]) ?? entries }
    }
    return (posts, entries)
  }
}
