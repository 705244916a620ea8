import Foundation
import Testing

/// An input that no command can read, and what its sentence says.
struct WrongInput: Sendable, CustomTestStringConvertible {
  var name: String
  /// Its bytes; nil where there is no such file.
  var bytes: [UInt8]?
  /// What the sentence contains, command by command.
  var words: [Command: String]

  var testDescription: String { name }

  static let all: [WrongInput] = [
    WrongInput("absent.ndjson", nil, "no such file"),
    WrongInput("no/such/folder.ndjson", nil, "no such file"),
    WrongInput("empty.ndjson", [], "empty", "header"),
    WrongInput("blank.ndjson", Array("\n \r\n".utf8), "empty", "header"),
    WrongInput(
      "picture.ndjson", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48],
      "none of the formats", "header"),
    WrongInput("wide.csv", utf16("id,account,time,text\n1,2,3,lantern\n"), "UTF-16", "header"),
    WrongInput(
      "packed.zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0] + Array("lantern.ndjson".utf8),
      "none of the formats", "header"),
    WrongInput(
      "prose.txt", Array("An iron lantern parade\n".utf8), "none of the formats", "header"),
    WrongInput("cut.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1], "compressed data"),
  ]

  private init(_ name: String, _ bytes: [UInt8]?, _ analyze: String, _ coactions: String? = nil) {
    self.name = name
    self.bytes = bytes
    words = [.analyze: analyze, .calibrate: analyze, .coactions: coactions ?? analyze]
  }

  private static func utf16(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }
}

@Suite("Wrong input")
struct WrongInputTests {
  /// Expects one sentence on a file, the status 1 and nothing left behind.
  private func expectFailure(
    _ ending: Ending, on name: String, saying words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(ending.status == 1, sourceLocation: sourceLocation)
    #expect(ending.output == "", sourceLocation: sourceLocation)
    let said = ending.diagnostics
    #expect(said.hasPrefix("tocsin: \(name): "), "\(said)", sourceLocation: sourceLocation)
    #expect(said.contains(words), "\(said)", sourceLocation: sourceLocation)
    #expect(said.hasSuffix(".\n"), "\(said)", sourceLocation: sourceLocation)
    #expect(said.count { $0 == "\n" } == 1, "\(said)", sourceLocation: sourceLocation)
    #expect(!said.contains("\u{1B}"), sourceLocation: sourceLocation)
    for secret in InventedInput.secrets {
      #expect(!said.contains(secret), sourceLocation: sourceLocation)
    }
  }

  @Test("is told in one sentence and leaves nothing", arguments: Command.allCases, WrongInput.all)
  func isTold(command: Command, input: WrongInput) throws {
    let scratch = try Scratch()
    if let bytes = input.bytes { try scratch.write(bytes, input.name) }
    let before = try scratch.contents()
    let ending = try Program.run(command.arguments([input.name]), in: scratch)
    expectFailure(ending, on: input.name, saying: input.words[command] ?? "")
    #expect(try scratch.contents() == before)
  }

  @Test("that is a folder, a device or a pipe is told so", arguments: Command.allCases)
  func isNoFile(command: Command) throws {
    let scratch = try Scratch()
    try scratch.makeFolder("inputs")
    mkfifo(scratch.path + "/pipe", 0o600)
    for (name, words) in [("inputs", "a folder"), ("pipe", "no regular file"), ("/dev/null", "no")]
    {
      let ending = try Program.run(command.arguments([name]), in: scratch)
      expectFailure(ending, on: name, saying: words)
    }
    #expect(try scratch.contents() == ["inputs", "pipe"])
  }

  @Test("among right ones is found before anything is read", arguments: Command.allCases)
  func isFoundFirst(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "good")
    let ending = try Program.run(command.arguments(["good", "absent"]), in: scratch)
    expectFailure(ending, on: "absent", saying: "no such file")
    #expect(try scratch.contents() == ["good"])
  }

  @Test(
    "that may not be read is told so", .enabled(if: geteuid() != 0, "the superuser reads all"),
    arguments: Command.allCases)
  func isUnreadable(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "closed")
    chmod(scratch.path + "/closed", 0)
    let ending = try Program.run(command.arguments(["closed"]), in: scratch)
    expectFailure(ending, on: "closed", saying: "may not be read")
    #expect(try scratch.contents() == ["closed"])
  }

  @Test("an output that is there already is left as it is", arguments: Command.allCases)
  func outputIsThere(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "in")
    try scratch.makeFolder("full")
    try scratch.write("precious", "full/file")
    try scratch.write("precious", "file")
    let full = try Program.run(command.arguments(["in"], out: "full"), in: scratch)
    expectFailure(full, on: "full", saying: command == .calibrate ? "exists" : "is not empty")
    let file = try Program.run(command.arguments(["in"], out: "file"), in: scratch)
    expectFailure(file, on: "file", saying: command == .calibrate ? "exists" : "no folder")
    #expect(try scratch.contents() == ["file", "full", "in"])
    #expect(try scratch.text("full/file") == "precious")
    #expect(try scratch.text("file") == "precious")
  }

  @Test("an output in a folder that is not there is told so", arguments: Command.allCases)
  func outputHasNoPlace(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "in")
    let ending = try Program.run(command.arguments(["in"], out: "no/where/out"), in: scratch)
    expectFailure(ending, on: "no/where/out", saying: "No such file or directory")
    #expect(try scratch.contents() == ["in"])
  }

  @Test("a disk that is full leaves nothing half-written", arguments: Command.allCases)
  func diskIsFull(command: Command) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: command), "in")
    // A limit on the size of files is met by the same calls as the end of the disk.
    let ending = try Program.run(command.arguments(["in"]), in: scratch, fileLimit: 1)
    #expect(ending.status == 1)
    #expect(ending.diagnostics.hasPrefix("tocsin: out"), "\(ending.diagnostics)")
    #expect(ending.diagnostics.contains("no room on the disk"), "\(ending.diagnostics)")
    #expect(ending.diagnostics.count { $0 == "\n" } == 1)
    #expect(try scratch.contents() == ["in"])
  }

  @Test("a disk that is full while rejections are written leaves nothing")
  func diskIsFullOfRejections() throws {
    let scratch = try Scratch()
    let lines = InventedInput.posts() + (0..<400).map(InventedInput.broken)
    try scratch.write(InventedInput.ndjson(lines), "in")
    let ending = try Program.run(Command.analyze.arguments(["in"]), in: scratch, fileLimit: 8)
    #expect(ending.status == 1)
    #expect(ending.diagnostics.hasPrefix("tocsin: out/"), "\(ending.diagnostics)")
    #expect(ending.diagnostics.contains("no room on the disk"))
    #expect(try scratch.contents() == ["in"])
  }

  @Test(
    "a profile that is none is told so",
    arguments: [
      nil, "", "{}", "[]", "lantern", #"{"name":"x","contextWindowSeconds":1}"#,
      """
      {"name":"x","contextWindowSeconds":3600,"scalesSeconds":[10,60,300,900],\
      "shares":{"text":[0.5,0.1,0.2,0.3]},"repeats":[1,0.1]}
      """,
      """
      {"name":"x","contextWindowSeconds":3600,"scalesSeconds":[10,60,300,900],\
      "shares":{"lantern":[0.1,0.2,0.3,0.4]},"repeats":[1,0.1]}
      """,
    ])
  func profileIsNone(profile: String?) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: .analyze), "in")
    if let profile { try scratch.write(profile, "profile.json") }
    let before = try scratch.contents()
    let ending = try Program.run(
      Command.analyze.arguments(["in"]) + ["--profile", "profile.json"], in: scratch)
    expectFailure(ending, on: "profile.json", saying: "The profile")
    #expect(try scratch.contents() == before)
  }

  @Test(
    "on the command line is wrong usage",
    arguments: [
      ["analyze"], ["analyze", "in"], ["analyze", "--out", "out"], ["coactions", "in"],
      ["analyze", "in", "--out", "out", "--time-window", "-1"],
      ["analyze", "in", "--out", "out", "--time-window", "3600"],
      ["analyze", "in", "--out", "out", "--time-window", "nan"],
      ["analyze", "in", "--out", "out", "--context-window", "inf"],
      ["analyze", "in", "--out", "out", "--false-discovery-rate", "0"],
      ["analyze", "in", "--out", "out", "--false-discovery-rate", "1"],
      ["analyze", "in", "--out", "out", "--column", "account"],
      ["analyze", "in", "--out", "out", "--column", "mood=x"],
      ["analyze", "in", "--out", "out", "--platform", "no word"],
      ["analyze", "in", "--out", "out", "--frobnicate"],
      ["coactions", "in", "--out", "out", "--time-window", "60"],
      ["coactions", "in", "--out", "out", "--time-window", "-1", "--min-participation", "1"],
      ["coactions", "in", "--out", "out", "--time-window", "60", "--min-participation", "0"],
      [
        "coactions", "in", "--out", "out", "--time-window", "60", "--min-participation", "1",
        "--edge-weight", "2",
      ],
      [
        "coactions", "in", "--out", "out", "--time-window", "60", "--min-participation", "1",
        "--fast-window", "61",
      ],
      [
        "coactions", "in", "--out", "out", "--time-window", "60", "--min-participation", "1",
        "--threads", "0",
      ],
      ["frobnicate"],
    ])
  func isWrongUsage(arguments: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(InventedInput.input(for: .analyze), "in")
    let ending = try Program.run(arguments, in: scratch)
    #expect(ending.status == 64)
    #expect(ending.output == "")
    #expect(ending.diagnostics.hasPrefix("Error: "), "\(ending.diagnostics)")
    #expect(try scratch.contents() == ["in"])
  }
}
