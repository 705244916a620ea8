import Coordination
import Foundation
import SocialModel
import Testing

@testable import Pipeline

@Suite struct ProfileFileTests {
  private static let good: [String: String] = [
    "name": #""quiet week""#, "contextWindowSeconds": "3600",
    "scalesSeconds": "[10, 60, 300, 900]",
    "shares": #"{"url": [0.01, 0.05, 0.2, 0.5], "text": [0.02, 0.02, 0.3, 1]}"#,
    "repeats": "[1, 0.2, 0.05]", "returnRate": "0.03",
  ]

  private func text(_ fields: [String: String]) -> String {
    "{"
      + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
      .joined(separator: ", ") + "}"
  }

  private func read(_ text: String) throws -> DetectionProfile {
    let scratch = try ScratchFolder()
    return try ProfileFile.read(path: try scratch.write(text, "profile.json"))
  }

  @Test func `a profile that was written is read again`() throws {
    let shipped = try ProfileFile.bytes(of: .shipped)
    #expect(try read(String(decoding: shipped, as: UTF8.self)) == .shipped)
    #expect(shipped.last == UInt8(ascii: "\n"))
    let profile = try read(text(Self.good))
    #expect(profile.name == "quiet week" && profile.layers == [.url, .text])
    #expect(profile.repeats == [1, 0.2, 0.05] && profile.shares[.text] == [0.02, 0.02, 0.3, 1])
    let again = try read(String(decoding: try ProfileFile.bytes(of: profile), as: UTF8.self))
    #expect(again == profile)
  }

  @Test func `four digits are kept`() throws {
    let profile = DetectionProfile(
      name: "digits", shares: [.url: [0.000123456, 0.0123449, 0.99996, 1]], repeats: [1, 0.123456],
      returnRate: 0.0123456)
    let again = try read(String(decoding: try ProfileFile.bytes(of: profile), as: UTF8.self))
    #expect(again.shares[.url] == [0.0001235, 0.01234, 1, 1] && again.repeats == [1, 0.1235])
    #expect(again.returnRate == 0.01235)
  }

  private static let bad: [(field: String, value: String?)] =
    good.keys.sorted().map { ($0, nil) } + [
      ("name", "7"), ("contextWindowSeconds", "1800"), ("contextWindowSeconds", "3600.5"),
      ("scalesSeconds", "[10, 60, 300]"), ("scalesSeconds", "[60, 10, 300, 900]"),
      ("shares", "{}"), ("shares", "[]"), ("shares", #"{"url": [0.1, 0.2, 0.3]}"#),
      ("shares", #"{"url": [0.1, 0.2, 0.3, 0.4, 0.5]}"#), ("shares", #"{"url": []}"#),
      ("shares", #"{"url": [0, 0.2, 0.3, 0.4]}"#), ("shares", #"{"url": [-0.1, 0.2, 0.3, 0.4]}"#),
      ("shares", #"{"url": [0.1, 0.2, 0.3, 1.1]}"#), ("shares", #"{"url": [0.2, 0.1, 0.3, 0.4]}"#),
      ("shares", #"{"url": [0.1, "0.2", 0.3, 0.4]}"#),
      ("shares", #"{"url": [0.1, null, 0.3, 0.4]}"#), ("shares", #"{"url": [0.1, NaN, 0.3, 0.4]}"#),
      ("shares", #"{"lantern": [0.1, 0.2, 0.3, 0.4]}"#),
      ("shares", #"{"mention": [0.1, 0.2, 0.3, 0.4]}"#),
      ("repeats", "[]"), ("repeats", "[1]"), ("repeats", "[0.9, 0.5]"), ("repeats", "[1, 0]"),
      ("repeats", "[1, 1.2]"), ("repeats", "[1, 0.1, 0.5]"), ("repeats", "[1, -0.1]"),
      ("returnRate", "0"), ("returnRate", "1.5"), ("returnRate", "-0.1"), ("returnRate", "[1]"),
    ]

  @Test(arguments: bad.indices)
  func `what is not of the form is one clear error`(index: Int) throws {
    let (field, value) = Self.bad[index]
    var fields = Self.good
    fields[field] = value
    let error = #expect(throws: PipelineError.self) { try read(text(fields)) }
    #expect(error?.code == .badProfile && error?.subject.hasSuffix("profile.json") == true)
    #expect(error?.message.hasSuffix(".") == true && error?.hint.isEmpty == false)
  }

  @Test(arguments: ["", " ", "{", "[]", "null", "7", "lantern", "{}", "\u{0}"])
  func `another kind of file is one clear error`(text: String) {
    let error = #expect(throws: PipelineError.self) { try read(text) }
    #expect(error?.code == .badProfile)
  }

  @Test func `a file that is not there or is a folder is one clear error`() throws {
    let scratch = try ScratchFolder()
    for path in [scratch.path + "/none.json", scratch.path] {
      let error = #expect(throws: PipelineError.self) { try ProfileFile.read(path: path) }
      #expect(error?.code == .inputUnreadable && error?.subject == path)
    }
  }
}
