import Foundation
import Intake
import Pipeline
import Testing

/// A folder of its own for a test, gone afterwards.
final class ScratchFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func write(_ text: String, _ name: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// What is in the folder, in order.
  func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}

/// A table as columns by name and rows of text.
struct Table {
  var columns: [String: Int] = [:]
  var rows: [[String]] = []

  init(path: String) throws {
    let records = DelimitedRecords(try ByteSource(path: path))
    for (index, name) in (try records.header() ?? []).enumerated() { columns[name] = index }
    while let event = try records.next() {
      guard case .record(let record) = event else { continue }
      rows.append(try (0..<record.count).map { try #require(record.string($0)) })
    }
  }

  /// Some columns of every row, in the order given.
  func select(_ names: [String]) throws -> [[String]] {
    let indices = try names.map { try #require(columns[$0], "no column \($0)") }
    return rows.map { row in indices.map { row[$0] } }
  }
}

/// The published sets and what CooRTweet finds in them; only where they are at hand.
enum PublishedSets {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/data/coortweet").standardizedFileURL.path
  static let isPresent = FileManager.default.fileExists(atPath: folder + "/expected/summary.csv")
  static let reason: Comment = "the published sets are not at ../shared/data/coortweet"

  static func input(_ set: String) -> String { "\(folder)/\(set).csv.gz" }

  static func expected(_ name: String) throws -> Table {
    try Table(path: "\(folder)/expected/\(name).csv.gz")
  }

  /// One of the parameter sets of `expected`.
  struct Case: Sendable, CustomTestStringConvertible {
    var set: String
    var window: Int64
    var participation: Int
    var testDescription: String { "\(set)_tw\(window)_mp\(participation)" }
  }

  static func cases(_ windows: [Int64]) -> [Case] {
    let sets = [
      "german_url", "german_domain", "german_hashtag", "german_phash", "russian_coord_tweets",
    ]
    return sets.flatMap { set in
      windows.flatMap { window in
        [2, 5].map { Case(set: set, window: window, participation: $0) }
      }
    }
  }
}

extension ScratchFolder {
  /// Runs the plain count and returns the folder with its results.
  func coactions(
    _ inputs: [String], window: Int64, participation: Int, name: String = "out",
    _ change: (inout CoactionOptions) -> Void = { _ in }
  ) throws -> (folder: String, summary: CoactionSummary) {
    var options = CoactionOptions(
      inputs: inputs, output: path + "/" + name, windowSeconds: window,
      minParticipation: participation, threads: 2)
    change(&options)
    return (options.output, try CoactionRun(options).run())
  }
}

/// Whether two fields say the same; numbers may differ by R's rounding of the 15th digit.
func agree(_ x: String, _ y: String) -> Bool {
  if x == y { return true }
  guard let a = Double(x), let b = Double(y) else { return false }
  return abs(a - b) <= 1e-13 * max(abs(a), abs(b))
}

/// Expects rows to agree field by field.
func expectAgreement(
  _ found: [[String]], _ expected: [[String]], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, sourceLocation: sourceLocation)
  let differing = zip(found, expected).filter { x, y in !zip(x, y).allSatisfy(agree) }
  #expect(differing.count == 0, sourceLocation: sourceLocation)
}

extension [[String]] {
  /// In the order of their fields' bytes.
  func sortedRows() -> [[String]] { sorted { $0.lexicographicallyPrecedes($1) } }
}
