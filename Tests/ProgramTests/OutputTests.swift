import Foundation
import Testing

@Suite("What the program writes")
struct OutputTests {
  private static let files: [Command: [String]] = [
    .analyze: [
      "accounts.csv", "candidates.json", "network.gexf", "network.graphml", "pairs.csv",
      "report.html", "run.json", "templates.json", "threats.ndjson",
    ],
    .coactions: ["coactions.csv", "edges.csv", "group_stats.csv"],
  ]

  @Test("is whole, silent and the same twice", arguments: Command.writingFolders)
  func isTheSameTwice(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "in")
    try scratch.makeFolder("second")
    for out in ["first", "second"] {
      let ending = try Program.run(command.arguments(["in"], out: out), in: scratch)
      #expect(ending.status == 0)
      for secret in InventedInput.secrets { #expect(!ending.diagnostics.contains(secret)) }
      #expect(!(ending.output + ending.diagnostics).contains("\u{1B}"))
      #expect(!(ending.output + ending.diagnostics).contains("\r"))
      if command == .analyze { #expect(ending.diagnostics == "") }
    }
    #expect(try scratch.contents() == ["first", "in", "second"])
    #expect(try scratch.contents("first") == Self.files[command])
    #expect(try scratch.contents("second") == Self.files[command])
    for name in try scratch.contents("first") where name != "run.json" {
      #expect(try scratch.bytes("first/\(name)") == scratch.bytes("second/\(name)"), "\(name)")
    }
  }

  @Test("names the accounts that act together and no other")
  func namesTheAccounts() throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: .analyze), "in")
    let ending = try Program.run(Command.analyze.arguments(["in"]), in: scratch)
    let rows = try scratch.text("out/accounts.csv").split(separator: "\n").dropFirst()
    #expect(
      rows.map { $0.split(separator: ",")[1] }.sorted() == (0..<5).map { "member\($0)" })
    #expect(rows.allSatisfy { $0.contains(",c1,copy-paste,") })
    #expect(ending.output.contains("c1  copy-paste") && ending.output.contains("Written to out:"))
  }

  @Test("does not name a place of this machine", arguments: Command.writingFolders)
  func namesNoPlace(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "in")
    let input = scratch.path + "/in"
    #expect(try Program.run(command.arguments([input]), in: scratch).status == 0)
    for name in try scratch.contents("out") {
      #expect(try !scratch.text("out/\(name)").contains(scratch.path), "\(name)")
    }
  }

  @Test("does not depend on the number of threads")
  func doesNotDependOnThreads() throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.table(rows: 600), "in")
    for threads in ["1", "2", "5"] {
      let arguments = Command.coactions.arguments(["in"], out: threads)
      let more = ["--threads", threads, "--account-stats", "--objects", "--fast-window", "3"]
      #expect(try Program.run(arguments + more, in: scratch).status == 0)
    }
    for name in try scratch.contents("1") {
      for threads in ["2", "5"] {
        #expect(try scratch.bytes("1/\(name)") == scratch.bytes("\(threads)/\(name)"), "\(name)")
      }
    }
  }
  @Test("is a profile that can be used, the same twice")
  func isAProfile() throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.ndjson(InventedInput.posts(crowd: 60)), "in")
    for out in ["first", "second"] {
      let ending = try Program.run(
        Command.calibrate.arguments(["in"], out: out) + ["--name", "quiet"], in: scratch)
      #expect(ending.status == 0 && ending.diagnostics == "")
      #expect(ending.output.contains("hashtag: "))
    }
    #expect(try scratch.contents() == ["first", "in", "second"])
    #expect(try scratch.bytes("first") == scratch.bytes("second"))
    let analysis = try Program.run(
      Command.analyze.arguments(["in"]) + ["--profile", "first"], in: scratch)
    #expect(analysis.status == 0)
    #expect(try scratch.text("out/run.json").contains("\"quiet\""))
  }
}
