import Foundation
import Testing

@Suite("Records that cannot be read")
struct RejectionTests {
  private struct Line: Decodable {
    var file: String
    var line: Int
    var offset: Int
    var code: String
    var message: String
    var raw: String
  }

  private func rejections(_ scratch: Scratch) throws -> [Line] {
    try scratch.text("out/rejections.ndjson").split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  private func expectNoSecrets(_ ending: Ending) {
    for secret in InventedInput.secrets {
      #expect(!ending.diagnostics.contains(secret))
      #expect(!ending.output.contains(secret))
    }
  }

  @Test("are all in rejections.ndjson, and the status is 3")
  func areKept() throws {
    let scratch = try Scratch()
    var lines = InventedInput.posts()
    let places = [0, 17, 300]
    for (index, place) in places.enumerated() {
      lines.insert(InventedInput.broken(index), at: place)
    }
    try scratch.makeFolder("inputs")
    try scratch.write(InventedInput.ndjson(lines), "inputs/stream.ndjson")
    let ending = try Program.run(
      Command.analyze.arguments(["inputs/stream.ndjson"]), in: scratch)
    #expect(ending.status == 3)
    expectNoSecrets(ending)
    let found = try rejections(scratch)
    #expect(found.map(\.raw) == places.indices.map(InventedInput.broken))
    #expect(found.map(\.line) == places.map { $0 + 1 })
    #expect(found.allSatisfy { $0.file == "stream.ndjson" && $0.code == "invalid-json" })
    let stream = Array(InventedInput.ndjson(lines).utf8)
    for line in found { #expect(stream[line.offset...].starts(with: Array(line.raw.utf8))) }
    for secret in InventedInput.secrets {
      #expect(found.allSatisfy { !$0.message.contains(secret) })
    }
  }

  @Test("do not show in the results of the others")
  func doNotShow() throws {
    let (with, without) = (try Scratch(), try Scratch())
    let posts = InventedInput.posts()
    try without.write(InventedInput.ndjson(posts), "in")
    try with.write(InventedInput.ndjson((0..<9).map(InventedInput.broken) + posts), "in")
    #expect(try Program.run(Command.analyze.arguments(["in"]), in: with).status == 3)
    #expect(try Program.run(Command.analyze.arguments(["in"]), in: without).status == 0)
    for name in try without.contents("out") where !["run.json", "report.html"].contains(name) {
      #expect(try with.bytes("out/\(name)") == without.bytes("out/\(name)"), "\(name)")
    }
    #expect(try with.contents("out") == (without.contents("out") + ["rejections.ndjson"]).sorted())
  }

  @Test("of a table are kept too, and the status is 3")
  func areKeptOfTables() throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.table(rows: 60, broken: 7), "in")
    let ending = try Program.run(Command.coactions.arguments(["in"]), in: scratch)
    #expect(ending.status == 3)
    expectNoSecrets(ending)
    let found = try rejections(scratch)
    #expect(found.map(\.line) == Array(55...61))
    #expect(found.allSatisfy { $0.code == "bad-number" && $0.raw.hasSuffix("SENTINEL") })
  }

  @Test("end a run when they are more than half", arguments: Command.allCases)
  func endARun(command: Command) throws {
    let scratch = try Scratch()
    // One more than half, so few that only the end can tell, and so many that it is told before.
    for half in [20, 1500] {
      let text =
        command == .coactions
        ? InventedInput.table(rows: 2 * half + 1, broken: half + 1)
        : InventedInput.ndjson(
          InventedInput.posts(crowd: 60).prefix(half) + (0...half).map(InventedInput.broken))
      try scratch.write(text, "in")
      let ending = try Program.run(command.arguments(["in"]), in: scratch)
      #expect(ending.status == 1)
      #expect(ending.diagnostics.hasPrefix("tocsin: in: "))
      #expect(ending.diagnostics.contains("cannot be read"))
      #expect(ending.diagnostics.count { $0 == "\n" } == 1)
      expectNoSecrets(ending)
      #expect(try scratch.contents() == ["in"])
    }
  }

  @Test("that are just half do not end it", arguments: Command.writingFolders)
  func halfIsKept(command: Command) throws {
    let scratch = try Scratch()
    let text =
      command == .coactions
      ? InventedInput.table(rows: 40, broken: 20)
      : InventedInput.ndjson(
        InventedInput.posts().prefix(20) + (0..<20).map(InventedInput.broken))
    try scratch.write(text, "in")
    #expect(try Program.run(command.arguments(["in"]), in: scratch).status == 3)
    #expect(try rejections(scratch).count == 20)
  }
  @Test("are counted where there is no folder to keep them in, and the status is 3")
  func areCounted() throws {
    let scratch = try Scratch()
    let lines = InventedInput.posts() + (0..<3).map(InventedInput.broken)
    try scratch.write(InventedInput.ndjson(lines), "in")
    let ending = try Program.run(Command.calibrate.arguments(["in"]), in: scratch)
    #expect(ending.status == 3)
    #expect(
      ending.diagnostics == "tocsin: 3 records could not be read and were left out.\n")
    #expect(try scratch.contents() == ["in", "out"])
  }
}
