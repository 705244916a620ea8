import Foundation
import Testing

@Suite("tocsin simulate")
struct SimulateTests {
  private func simulate(
    _ scratch: Scratch, out: String = "out", seed: Int = 1, fileLimit: Int? = nil
  ) throws -> Ending {
    try Program.run(
      ["simulate", "--out", out, "--posts", "5000", "--seed", "\(seed)"], in: scratch,
      fileLimit: fileLimit)
  }

  @Test("writes the same twice, and something else with another seed")
  func isTheSameTwice() throws {
    let scratch = try Scratch()
    for (out, seed) in [("a", 7), ("b", 7), ("c", 8)] {
      let ending = try simulate(scratch, out: out, seed: seed)
      #expect(ending.status == 0 && ending.diagnostics == "")
      #expect(ending.output.contains("posts by"))
    }
    #expect(try scratch.contents() == ["a", "b", "c"])
    for name in try scratch.contents("a") {
      #expect(try scratch.bytes("a/\(name)") == scratch.bytes("b/\(name)"), "\(name)")
    }
    #expect(try scratch.bytes("a/posts.ndjson") != scratch.bytes("c/posts.ndjson"))
  }

  @Test("writes what analyze reads without a rejection")
  func isReadable() throws {
    let scratch = try Scratch()
    #expect(try simulate(scratch).status == 0)
    let ending = try Program.run(
      Command.analyze.arguments(["out/posts.ndjson"], out: "analysis"), in: scratch)
    #expect(ending.status == 0)
    #expect(try !scratch.contents("analysis").contains("rejections.ndjson"))
  }

  @Test("leaves what is there alone, and nothing half-written")
  func failsCleanly() throws {
    let scratch = try Scratch()
    try scratch.makeFolder("full")
    try scratch.write("precious", "full/file")
    let full = try simulate(scratch, out: "full")
    #expect(full.status == 1)
    #expect(full.diagnostics.hasPrefix("tocsin: full: The output folder exists"))
    #expect(try scratch.text("full/file") == "precious")
    let disk = try simulate(scratch, fileLimit: 8)
    #expect(disk.status == 1)
    #expect(disk.diagnostics.hasPrefix("tocsin: out: It cannot be written"))
    for ending in [full, disk] {
      #expect(ending.output == "" && ending.diagnostics.count { $0 == "\n" } == 1)
    }
    #expect(try scratch.contents() == ["full"])
  }

  @Test(
    "is called wrongly with 64",
    arguments: [
      [], ["--out", "out", "--posts", "4999"], ["--out", "out", "--posts", "many"],
      ["--out", "out", "--seed", "-1"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let scratch = try Scratch()
    #expect(try Program.run(["simulate"] + arguments, in: scratch).status == 64)
    #expect(try scratch.contents() == [])
  }
}
