import Foundation
import Intake
import Pipeline
import SocialModel
import Testing

/// Published conversations on breaking news in which nobody is known to have acted in concert.
private enum OrganicStreams {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("../shared/data/organic")
    .standardizedFileURL.path
  static let names = ["pheme_ferguson", "pheme_germanwings-crash"]
  static let arePresent = names.allSatisfy {
    FileManager.default.fileExists(atPath: "\(folder)/\($0).csv.gz")
  }

  /// The posts in Tocsin's format, in order of time.
  static func lines(_ name: String) throws -> [String] {
    let records = DelimitedRecords(try ByteSource(path: "\(folder)/\(name).csv.gz"))
    let header = try #require(try records.header())
    let columns = try ["ts_ms", "account", "text"].map {
      try #require(header.firstIndex(of: $0))
    }
    var posts: [(time: Int64, account: String, text: String)] = []
    while let event = try records.next() {
      guard case .record(let record) = event else { continue }
      let fields = try columns.map { try #require(record.string($0)) }
      posts.append((try #require(Int64(fields[0])), fields[1], fields[2]))
    }
    posts.sort { ($0.time, $0.account) < ($1.time, $1.account) }
    return posts.enumerated().map { index, post in
      InventedPost(
        id: "\(index)", account: "O_" + post.account, time: post.time, text: post.text
      ).tocsin
    }
  }
}

@Suite(
  "With the default configuration",
  .enabled(if: OrganicStreams.arePresent, "the organic streams are not at ../shared/data/organic"))
struct OrganicStreamTests {
  @Test("no account of an organic stream is flagged", arguments: OrganicStreams.names)
  func flagsNobody(name: String) throws {
    let bench = try Workbench()
    let analysis = try bench.analyze([bench.write(lines: OrganicStreams.lines(name))])
    #expect(analysis.stream.posts > 4000)
    #expect(analysis.run.inputs.allSatisfy { $0.rejections == 0 && $0.duplicates == 0 })
    let flagged = analysis.candidates.reduce(0) { $0 + $1.members.count }
    #expect(flagged == 0)
  }
}
