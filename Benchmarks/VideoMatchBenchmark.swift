import ArgumentParser
import Foundation
import Media

/// Compares every pair of hash lists in a folder, for the script that compares with vPDQ.
struct VideoMatchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vpdq", abstract: "Compare hash lists of videos, all with all.")

  @Argument(help: "Hash lists.") var lists: [String]

  func run() throws {
    let videos = try lists.map {
      try VideoHash(text: String(contentsOfFile: $0, encoding: .utf8), name: $0)
    }
    let (pairs, cost) = measured {
      videos.indices.flatMap { a in
        videos.indices.map { b in (a, b, VideoMatch.compare(videos[a], with: videos[b])) }
      }
    }
    for (a, b, match) in pairs {
      report([
        "a": "\(a)", "b": "\(b)", "query": "\(match.queryPercent)",
        "compare": "\(match.comparePercent)",
      ])
    }
    report(["benchmark": "vpdq", "pairs": "\(pairs.count)", "cpu_s": decimal(cost.cpuSeconds)])
  }
}
