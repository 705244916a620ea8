import Testing

@testable import Intake

@Suite("Flat JSON")
struct FlatJSONTests {
  private func objects(_ text: String) throws -> [FlatJSON.Record] {
    try FlatJSON.objects(Array(text.utf8))
  }

  @Test("takes an object or a list of objects, with texts, whole numbers and booleans")
  func takes() throws {
    let record = try objects(#"{"a":"x","b":-7,"c":true,"d":null,"é":"\u0041"}"#)
    #expect(
      record == [
        .success(["a": .text("x"), "b": .text("-7"), "c": .flag(true), "é": .text("A")])
      ])
    #expect(try objects("[]").isEmpty)
    #expect(try objects("[{},{}]") == [.success([:]), .success([:])])
  }

  @Test(
    "rejects what is nested, doubled or no object, each by itself",
    arguments: [
      (#"{"a":1,"a":1}"#, FlatJSON.Problem.duplicateKey),
      (#"{"a":1,"\u0061":2}"#, .duplicateKey), (#"{"a":null,"a":1}"#, .duplicateKey),
      (#"{"a":{}}"#, .wrongType), (#"{"a":[]}"#, .wrongType), (#"{"a":1.5}"#, .wrongType),
      ("7", .notAnObject), ("null", .notAnObject), (#""x""#, .notAnObject),
    ])
  func rejects(text: String, problem: FlatJSON.Problem) throws {
    #expect(try objects(text) == [.failure(problem)])
    #expect(try objects("[{},\(text)]") == [.success([:]), .failure(problem)])
  }

  @Test("refuses what is no document", arguments: ["", " ", "{", "{}{}", "[1,]", "{'a':1}", "nul"])
  func refuses(text: String) {
    #expect(throws: FlatJSON.Problem.invalidJSON) { try objects(text) }
  }

  @Test("refuses bytes that are no UTF-8 and depth without end")
  func hostile() {
    #expect(throws: FlatJSON.Problem.invalidUTF8) {
      try FlatJSON.objects(Array(#"{"a":""#.utf8) + [0xFF, 0x22, 0x7D])
    }
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect(throws: FlatJSON.Problem.self) { try objects(deep) }
  }

  @Test("numbers lines as a text editor does and goes on after a bad one")
  func lines() {
    let found = FlatJSON.lines(Array("{}\r\n\n  \n{\n{\"a\":1}".utf8))
    #expect(found.map(\.line) == [1, 4, 5])
    #expect(found[0].record == .success([:]))
    #expect(found[1].record == .failure(.invalidJSON))
    #expect(found[2].record == .success(["a": .text("1")]))
    #expect(FlatJSON.lines([]).isEmpty)
  }
}
