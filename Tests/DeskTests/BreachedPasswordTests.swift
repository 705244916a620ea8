import Casework
import Foundation
import SocialModel
import Testing

@testable import Desk

@Suite("A list of breached passwords")
struct BreachedPasswordTests {
  private static func list(_ passwords: [String], ending: String = "\n") throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-breached-\(UUID().uuidString).txt").path
    let lines = try passwords.map { password in
      try String(decoding: PasswordRules.breachName(of: password), as: UTF8.self)
        + ":\(password.utf8.count * 7919 % 100_003)"
    }.sorted()
    try lines.joined(separator: ending).appending(ending)
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test(
    "finds each password that it holds and no other, in lists of any length",
    arguments: [1, 2, 3, 1000])
  func finds(_ count: Int) throws {
    let held = (0..<count).map { "lantern \($0) über" }
    for ending in ["\n", "\r\n"] {
      let path = try Self.list(held, ending: ending)
      defer { unlink(path) }
      let list = try BreachedPasswords(path: path)
      for password in held { #expect(try list.contains(password)) }
      for number in 0..<200 { #expect(try !list.contains("parade \(number)")) }
    }
  }

  @Test("has the names that the public list has")
  func names() throws {
    // SHA-1 of "password", as in RFC 3174's terms; known to everybody.
    #expect(
      String(decoding: try PasswordRules.breachName(of: "password"), as: UTF8.self)
        == "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8")
  }

  @Test("is refused when it is missing, empty or something else")
  func hostile() throws {
    #expect(throws: CaseworkError.self) { try BreachedPasswords(path: "/nowhere/list") }
    for text in ["", "\n", "password\n", String(repeating: "z", count: 9000), "5baa61e4\n"] {
      let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("tocsin-breached-\(UUID().uuidString).txt").path
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      defer { unlink(path) }
      #expect(throws: CaseworkError.self) { try BreachedPasswords(path: path) }
    }
  }

  @Test("ends its search in a file that is not in order")
  func unordered() throws {
    var generator = SeededGenerator(seed: 7)
    let held = (0..<500).map { "gate \($0)" }
    let names = try held.map {
      String(decoding: try PasswordRules.breachName(of: $0), as: UTF8.self)
    }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-breached-\(UUID().uuidString).txt").path
    try names.shuffled(using: &generator).joined(separator: "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    defer { unlink(path) }
    let list = try BreachedPasswords(path: path)
    for number in 0..<200 { #expect(try !list.contains("parade \(number)")) }
  }
}
