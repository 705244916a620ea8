import Foundation
import Testing

@Suite("tocsin coactions")
struct CoactionsCommandTests {
  private static let rows = """
    object_id,account_id,content_id,timestamp_share
    lantern,a,p1,0
    lantern,b,p2,7

    """

  /// Runs the command on a table in a folder of its own; gives what was left in the folder.
  private func run(
    _ table: String?, _ arguments: [String] = ["--time-window", "60", "--min-participation", "1"],
    prepare: (Scratch) throws -> Void = { _ in }
  ) throws -> (outcome: Ending, left: [String], edges: String?) {
    let scratch = try Scratch()
    if let table { try scratch.write(table, "in.csv") }
    try prepare(scratch)
    let outcome = try Program.run(
      ["coactions", "in.csv", "--out", "out"] + arguments, in: scratch)
    let left = try scratch.contents()
    let isDone = try left.contains("out") && scratch.contents("out").contains("edges.csv")
    return (outcome, left, isDone ? try scratch.text("out/edges.csv") : nil)
  }

  @Test("ends with 0 and the results")
  func done() throws {
    let (outcome, left, edges) = try run(Self.rows)
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.diagnostics.contains("2 rows, 1 co-actions on 1 edges"))
    #expect(left == ["in.csv", "out"])
    #expect(edges?.hasSuffix("\na,b,1,7,1,1,1,0\n") == true)
  }

  @Test("ends with 3 where records were rejected")
  func rejections() throws {
    let (outcome, _, edges) = try run(Self.rows + "lantern,c,p3,noon\n")
    #expect(outcome.status == 3 && edges != nil)
    #expect(outcome.diagnostics.contains("1 records were rejected"))
  }

  @Test(
    "ends with 1, one sentence and no results where the input is no use",
    arguments: [
      (nil, "in.csv"), ("", "empty"), ("a,b\n1,2\n", "`object_id`"),
      (
        "object_id,account_id,content_id,timestamp_share\nlantern,a,p1,noon\n",
        "1 of the 1 records read so far cannot be read"
      ),
    ] as [(String?, String)])
  func badInput(table: String?, sentence: String) throws {
    let (outcome, left, _) = try run(table)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.diagnostics.hasPrefix("tocsin: ") && outcome.diagnostics.contains(sentence))
    #expect(outcome.diagnostics.split(separator: "\n").count == 1)
    #expect(left == (table == nil ? [] : ["in.csv"]))
  }

  @Test("ends with 1 where the output folder holds something, and leaves that alone")
  func occupiedOutput() throws {
    let (outcome, left, _) = try run(Self.rows) { try $0.makeFolder("out/mine") }
    #expect(outcome.status == 1 && outcome.diagnostics.contains("not empty"))
    #expect(left == ["in.csv", "out"])
  }

  @Test(
    "ends with 64 where it is called wrongly",
    arguments: [
      [], ["--time-window", "60"], ["--time-window", "-1", "--min-participation", "2"],
      ["--time-window", "x", "--min-participation", "2"],
      ["--time-window", "60", "--min-participation", "0"],
      ["--time-window", "60", "--min-participation", "2", "--edge-weight", "1.5"],
      ["--time-window", "60", "--min-participation", "2", "--fast-window", "61"],
      ["--time-window", "60", "--min-participation", "2", "--no-such-option"],
    ])
  func wrongUsage(arguments: [String]) throws {
    let (outcome, left, _) = try run(Self.rows, arguments)
    #expect(outcome.status == 64 && left == ["in.csv"])
  }
}
