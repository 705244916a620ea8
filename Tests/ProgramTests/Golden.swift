import Foundation
import Testing

/// Compares with the file kept under Tests/Golden/Program.
///
/// With `TOCSIN_RECORD=1` in the environment it writes the file instead, and fails as a reminder
/// to read the difference before it is kept.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = packageRoot.appendingPathComponent("Tests/Golden/Program")
  let file = folder.appendingPathComponent(name)
  guard ProcessInfo.processInfo.environment["TOCSIN_RECORD"] != "1" else {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name): read the difference", sourceLocation: sourceLocation)
    return
  }
  let expected = FileManager.default.contents(atPath: file.path).map {
    String(decoding: $0, as: UTF8.self)
  }
  #expect(text == expected, "\(name) differs", sourceLocation: sourceLocation)
}
