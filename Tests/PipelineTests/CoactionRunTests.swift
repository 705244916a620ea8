import Foundation
import Intake
import Pipeline
import Testing

@Suite("The plain count")
struct CoactionRunTests {
  private let header = "object_id,account_id,content_id,timestamp_share\n"

  private func csv(_ rows: [OracleRow]) -> String {
    header + rows.map { "\($0.object),\($0.account),\($0.content),\($0.time)\n" }.joined()
  }

  /// Random rows in which contents repeat, are missing, or are named like objects.
  private func randomRows(_ count: Int, seed: UInt64) -> [OracleRow] {
    var generator = TestGenerator(state: seed)
    return (0..<count).map { _ in
      let content = Int.random(in: -2..<60, using: &generator)
      return OracleRow(
        object: "\(Int.random(in: 0..<6, using: &generator))",
        account: "acc\(Int.random(in: 0..<14, using: &generator))",
        content: content < 0 ? "" : "\(content)", time: Int.random(in: 0..<900, using: &generator))
    }
  }

  @Test("agrees with its definition, as CooRTweet and by default", arguments: 0..<16)
  func agreesWithOracle(seed: UInt64) throws {
    let scratch = try ScratchFolder()
    let rows = randomRows(110, seed: seed)
    let input = try scratch.write(csv(rows), "in.csv")
    for asCooRTweet in [false, true] {
      let participation = Int(seed % 4) + 1
      let (folder, _) = try scratch.coactions(
        [input], window: 40, participation: participation, name: "out-\(asCooRTweet)"
      ) { $0.asCooRTweet = asCooRTweet }
      let oracle = CoactionOracle(
        rows, window: 40, participation: participation, asCooRTweet: asCooRTweet)
      let expected = oracle.coactions()
      let coactions = try Table(path: folder + "/coactions.csv")
      #expect(coactions.rows.sortedRows() == expected.map(\.row).sortedRows())
      let edges = try Table(path: folder + "/edges.csv")
      #expect(
        try edges.select(["account_a", "account_b", "weight", "n_content_a", "n_content_b"])
          == oracle.edges(expected))
    }
  }

  @Test("gives the same bytes on one thread and on several")
  func isIndependentOfThreads() throws {
    let scratch = try ScratchFolder()
    let input = try scratch.write(csv(randomRows(3000, seed: 5)), "in.csv")
    let runs = try [1, 2, 3].map { threads in
      try scratch.coactions([input], window: 30, participation: 2, name: "out\(threads)") {
        $0.threads = threads
        $0.fastWindowSeconds = 5
        $0.listsObjects = true
        $0.writesAccounts = true
        $0.writesObjects = true
      }.folder
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: runs[0]) {
      let bytes = runs.map { FileManager.default.contents(atPath: "\($0)/\(name)") }
      #expect(bytes[0] != nil && bytes[0] == bytes[1] && bytes[0] == bytes[2], "\(name)")
    }
  }

  @Test("gives the same edges when rows are shuffled")
  func ignoresInputOrder() throws {
    let scratch = try ScratchFolder()
    var generator = TestGenerator(state: 9)
    let rows = randomRows(600, seed: 6)
    let folders = try [rows, rows.shuffled(using: &generator)].enumerated().map { index, rows in
      let input = try scratch.write(csv(rows), "in\(index).csv")
      return try scratch.coactions([input], window: 30, participation: 3, name: "out\(index)")
        .folder
    }
    #expect(
      FileManager.default.contents(atPath: folders[0] + "/edges.csv")
        == FileManager.default.contents(atPath: folders[1] + "/edges.csv"))
  }

  @Test("counts contents by account, and means to 15 digits")
  func knownValues() throws {
    let scratch = try ScratchFolder()
    let input = try scratch.write(
      header
        + """
        lantern,mira,p1,1000
        lantern,zed,p2,1010
        lantern,zed,p3,1021
        parade,zed,p4,5000
        parade,mira,p5,5001
        lantern,"o,k",p6,1000

        """, "in.csv")
    let (folder, summary) = try scratch.coactions([input], window: 60, participation: 1)
    let edges = try String(contentsOfFile: folder + "/edges.csv", encoding: .utf8)
    #expect(
      edges == """
        account_a,account_b,weight,avg_time_delta,n_content_a,n_content_b,edge_symmetry_score,\
        weight_threshold
        mira,"o,k",1,0,1,1,1,0
        mira,zed,3,10.6666666666667,2,3,0.666666666666667,1
        "o,k",zed,2,15.5,1,2,0.5,0

        """)
    #expect(summary.coactions == 6 && summary.edges == 3 && summary.weightThreshold == 2)
  }

  @Test("counts each bad row as rejected and goes on")
  func rejects() throws {
    let scratch = try ScratchFolder()
    let good = (0..<12).map { "lantern,acc\($0),p\($0),\($0)\n" }.joined()
    let bad = """
      lantern,x,p100,soon
      lantern,x,p101,12.5
      lantern,x,p102,99999999999999999999
      lantern,x,p103
      ,x,p104,7
      lantern,,p105,7

      """
    let input = try scratch.write(header + good + bad, "in.csv")
    let (folder, summary) = try scratch.coactions([input], window: 5, participation: 1)
    #expect(summary.rows == 12 && summary.rejections == 6)
    let log = try String(contentsOfFile: folder + "/rejections.ndjson", encoding: .utf8)
    let codes = [
      "bad-number", "bad-number", "bad-number", "column-count", "missing-field", "missing-field",
    ]
    #expect(log.split(separator: "\n").count == codes.count)
    for (line, code) in zip(log.split(separator: "\n"), codes) {
      #expect(line.contains("\"code\":\"\(code)\""))
    }
  }

  @Test("stops when more than half is rejected, and leaves nothing")
  func stopsOnRubbish() throws {
    let scratch = try ScratchFolder()
    let rows = (0..<9).map { "lantern,a\($0),p\($0),\($0 < 4 ? "1" : "never")\n" }.joined()
    let input = try scratch.write(header + rows, "in.csv")
    #expect {
      try scratch.coactions([input], window: 5, participation: 1)
    } throws: {
      ($0 as? IntakeError)?.code == .tooManyRejections
    }
    #expect(try scratch.contents() == ["in.csv"])
  }

  @Test("reads columns in any order, tabs, a byte-order mark and times with a fraction of zeros")
  func readsVariants() throws {
    let scratch = try ScratchFolder()
    let input = try scratch.write(
      "\u{FEFF}timestamp_share\tnote\tcontent_id\taccount_id\tobject_id\r\n"
        + "-5.000\t\tp1\ta\tlantern\r\n+3\tx\tp2\tb\tlantern\r\n", "in.tsv")
    let (folder, summary) = try scratch.coactions([input], window: 8, participation: 1)
    #expect(summary.rejections == 0)
    #expect(
      try Table(path: folder + "/edges.csv").rows == [["a", "b", "1", "8", "1", "1", "1", "0"]])
  }

  @Test("writes headers alone where there is nothing to count", arguments: [0, 1])
  func handlesFewRows(count: Int) throws {
    let scratch = try ScratchFolder()
    let input = try scratch.write(csv(randomRows(count, seed: 1)), "in.csv")
    let (folder, summary) = try scratch.coactions([input], window: 8, participation: 2) {
      $0.fastWindowSeconds = 2
      $0.writesAccounts = true
      $0.writesObjects = true
    }
    #expect(summary.edges == 0 && summary.weightThreshold == nil)
    for name in ["edges", "coactions", "fast_edges", "account_stats", "group_stats"] {
      #expect(try Table(path: "\(folder)/\(name).csv").rows.isEmpty)
    }
  }

  @Test("says which column is missing, that a file is empty, and that one is not there")
  func refusesInputs() throws {
    let scratch = try ScratchFolder()
    let inputs: [(String, IntakeError.Code)] = [
      (
        try scratch.write("object_id,account_id,content_id\na,b,c\n", "no-time.csv"), .missingColumn
      ),
      (try scratch.write("", "empty.csv"), .emptyInput),
      (scratch.path + "/absent.csv", .fileNotFound),
    ]
    let names = try scratch.contents()
    for (input, code) in inputs {
      #expect {
        try scratch.coactions([input], window: 8, participation: 2)
      } throws: {
        ($0 as? IntakeError)?.code == code
      }
    }
    #expect(try scratch.contents() == names)
  }

  @Test("keeps the objects of two tables apart and joins their edges")
  func joinsLayers() throws {
    let scratch = try ScratchFolder()
    let one = try scratch.write(header + "7,a,p1,0\n7,b,p2,1\n", "one.csv")
    let other = try scratch.write(header + "7,b,p3,0\n7,c,p4,1\n7,a,p1,2\n", "other.csv")
    let (folder, _) = try scratch.coactions([one, other], window: 8, participation: 1)
    let edges = try Table(path: folder + "/edges.csv")
    #expect(
      try edges.select(["account_a", "account_b", "weight", "n_content_a", "n_content_b"]) == [
        ["a", "b", "2", "1", "2"], ["a", "c", "1", "1", "1"], ["b", "c", "1", "1", "1"],
      ])
  }
}

/// SplitMix64, the same everywhere.
struct TestGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
