import Exchange
import Foundation
import Pipeline
import SocialModel
import Testing

/// A folder of its own in which invented streams are analysed; gone afterwards.
final class Workbench {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-analysis-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes an input and returns its path.
  func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Writes lines and returns the file's path.
  func write(lines: [String], _ name: String = "posts.ndjson") throws -> String {
    try write(Self.bytes(lines), name)
  }

  static func bytes(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Analyses posts in Tocsin's format.
  func analyze(
    _ posts: [InventedPost], _ change: (inout AnalysisParameters) -> Void = { _ in }
  ) throws -> Analysis {
    try analyze([write(lines: posts.map(\.tocsin))], change)
  }

  /// Analyses files.
  func analyze(
    _ paths: [String], _ change: (inout AnalysisParameters) -> Void = { _ in }
  ) throws -> Analysis {
    var parameters = AnalysisParameters()
    change(&parameters)
    return try AnalysisRun(version: "0.0.0", parameters: parameters).analyze(paths) { _ in }
  }
}

extension Analysis {
  /// The ids of the accounts in candidates, candidate by candidate, in order.
  var found: [[String]] {
    candidates.map { $0.members.map { accounts[Int($0.account)].id }.sorted() }
  }

  /// The files that depend on what the posts say and not on how the input spells them.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for kind in [ResultFile.candidates, .accounts, .pairs, .graphML, .gexf] {
      files[kind.rawValue] = String(decoding: try kind.bytes(of: self), as: UTF8.self)
    }
    return files
  }
}

/// Expects two analyses to give the same files; says which differ, and not how.
func expectSameFiles(
  _ analysis: Analysis, _ other: Analysis, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let (files, others) = (try analysis.files(), try other.files())
  let differing = files.keys.filter { files[$0] != others[$0] }.sorted()
  #expect(differing == [], sourceLocation: sourceLocation)
}
