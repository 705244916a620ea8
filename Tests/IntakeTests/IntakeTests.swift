import Foundation
import SocialModel
import Testing

@testable import Intake

@Suite struct IntakeTests {
  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appending(path: name)
    try Data(bytes).write(to: place)
    return place.path
  }

  private func record(_ id: Int) -> String {
    Samples.tocsin(id, "2016-03-22T07:58:12Z", "lantern") + "\n"
  }

  @Test func `files are read in order, whatever their names say, and fetched by seeking`() throws {
    let plain = try file("a.csv", Array((1...6).map(record).joined().utf8))
    let other = try file("b.txt", gzipped(Array((5...9).map(record).joined().utf8)))
    var batches: [[String]] = []
    var posts: [Post] = []
    let intake = Intake(options: IntakeOptions(batchPosts: 4))
    let summaries = try intake.read(paths: [plain, other]) { batch in
      batches.append(batch.posts.map(\.id))
      posts += batch.posts
    }
    #expect(batches == [["1", "2", "3", "4"], ["5", "6", "7", "8"], ["9"]])
    #expect(summaries.map(\.posts) == [6, 3] && summaries.map(\.duplicates) == [0, 2])
    #expect(summaries.map(\.compression) == [.none, .gzip])
    #expect(summaries.map(\.path) == [plain, other])
    #expect(summaries[0].mapperVersion == 1)
    let wanted = [posts[8], posts[5], posts[0]].map(\.location)
    let raw = try intake.rawRecords(at: wanted, paths: [plain, other])
    #expect(raw.count == 3)
    #expect(String(decoding: raw[posts[5].location] ?? [], as: UTF8.self) + "\n" == record(6))
    #expect(try intake.posts(at: wanted, paths: [plain, other]).map(\.id) == ["1", "6", "9"])
  }

  @Test func `nothing is handed on when one of the files cannot be read`() throws {
    let good = try file("a", Array(record(1).utf8))
    let folder = FileManager.default.temporaryDirectory.path
    let empty = try file("empty", [])
    for (bad, code) in [
      ("/no/such/lantern", IntakeError.Code.fileNotFound), (folder, .notAFile),
      (empty, .emptyInput),
    ] {
      let error = #expect(throws: IntakeError.self) {
        try Intake().read(paths: [good, bad]) { _ in Issue.record("a batch came") }
      }
      #expect(error?.code == code && error?.subject == bad)
    }
  }

  @Test func `a record that is no longer there is an error`() throws {
    let path = try file("a", Array(record(1).utf8))
    let location = RecordLocation(input: 0, offset: 10, length: 5000, line: 1)
    let error = #expect(throws: IntakeError.self) {
      try Intake().rawRecords(at: [location], paths: [path])
    }
    #expect(error?.code == .recordGone)
  }

  @Test func `an error of the caller ends the reading`() throws {
    struct Stop: Error {}
    let path = try file("a", Array((1...10).map(record).joined().utf8))
    #expect(throws: Stop.self) {
      try Intake(options: IntakeOptions(batchPosts: 2)).read(paths: [path]) { _ in throw Stop() }
    }
  }

  @Test func `a damaged first record does not hide the format`() throws {
    let reading = try read("{\"platform\":\"x\n" + record(1) + record(2) + record(3))
    #expect(reading.posts.count == 3 && reading.codes == [.invalidJSON])
    let other = try read("%%% rubbish\n" + record(1) + record(2) + record(3))
    #expect(other.posts.count == 3 && other.codes == [.invalidJSON])
  }

  @Test func `values that share a line are told apart`() throws {
    let reading = try read((1...4).map { record($0).replacing("\n", with: " ") }.joined())
    #expect(reading.posts.map(\.id) == ["1", "2", "3", "4"])
  }
}

@Suite struct RejectionLogTests {
  @Test func `a rejection is one line of JSON`() {
    let log = RejectionLog(files: ["a.csv", "b \"x\".json"])
    let text = Rejection(
      input: 1, line: 3, offset: 77, code: .missingField, message: "The field `id` is missing.",
      raw: Array("{\"a\":\t1}\u{1}é".utf8))
    #expect(
      String(decoding: log.line(for: text), as: UTF8.self)
        == #"{"file":"b \"x\".json","line":3,"offset":77,"code":"missing-field","#
        + #""message":"The field `id` is missing.","raw":"{\"a\":\u00091}\u0001é"}"# + "\n")
    for (raw, encoded): ([UInt8], String) in [
      ([0xFF], "/w=="), ([0xFF, 0xFE], "//4="), ([0xFF, 0xFE, 0x41], "//5B"),
      ([0xFF, 0xFE, 0x41, 0x42], "//5BQg=="),
    ] {
      let bytes = Rejection(
        input: 0, line: 1, offset: 0, code: .invalidUTF8, message: "", raw: raw)
      let line = String(decoding: log.line(for: bytes), as: UTF8.self)
      #expect(line.hasSuffix(#""raw_base64":"\#(encoded)"}"# + "\n"))
    }
  }
}
