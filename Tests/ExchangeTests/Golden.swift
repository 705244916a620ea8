import Foundation
import Testing

/// Compares with the file kept under Tests/Golden/Exchange.
///
/// With `TOCSIN_RECORD=1` in the environment it writes the file instead, and fails as a reminder
/// to read the difference before it is kept.
func expectGolden(
  _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = packageRoot.appendingPathComponent("Tests/Golden/Exchange")
  let file = folder.appendingPathComponent(name)
  guard ProcessInfo.processInfo.environment["TOCSIN_RECORD"] != "1" else {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    Issue.record("recorded \(name): read the difference", sourceLocation: sourceLocation)
    return
  }
  let expected = [UInt8](try Data(contentsOf: file))
  guard bytes != expected else { return }
  let lines = [bytes, expected].map {
    String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }
  let line = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  Issue.record(
    "\(name) differs from line \((line ?? min(lines[0].count, lines[1].count)) + 1) on",
    sourceLocation: sourceLocation)
}
