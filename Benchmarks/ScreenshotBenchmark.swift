import ArgumentParser
import Foundation
import Media
import Simulation
import SocialModel

/// Hashes screenshots of invented texts in one layout, and copies of them.
struct ScreenshotBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screenshots",
    abstract: "Measure how often PDQ takes screenshots of different texts for copies.")

  @Option(help: "How many texts of each length.") var texts = 200
  @Option(help: "Words in a text; repeat for each length.") var words = [8, 20, 35, 60, 90]
  @Option(help: "Of how many of them copies are made.") var copied = 40
  @Option(help: "Seed.") var seed: UInt64 = 1

  func run() throws {
    for count in words {
      var generator = SeededGenerator(seed: seed, stream: UInt64(count))
      let shots = (0..<texts).map { _ in
        InventedScreenshot(of: InventedScreenshot.text(count, &generator))
      }
      let hashes = shots.map { Self.hash($0) }
      var distances: [Int] = []
      for first in hashes.indices {
        for second in hashes.indices where second > first {
          distances.append(hashes[first].distance(to: hashes[second]))
        }
      }
      let near = distances.count { $0 <= PDQHash.matchDistance }
      distances.sort()
      report([
        "benchmark": "screenshots", "words": "\(count)", "pairs": "\(distances.count)",
        "near_percent": decimal(Double(near) * 100 / Double(max(1, distances.count))),
        "nearest": "\(distances.first ?? 0)", "median": "\(distances[distances.count / 2])",
        "copies_lost": try lost(Array(zip(shots, hashes).prefix(copied))),
      ])
    }
  }

  /// For each way to copy, how many of the copies are no match.
  private func lost(_ shots: [(InventedScreenshot, PDQHash)]) throws -> String {
    let ways: [(String, (InventedScreenshot) -> InventedScreenshot)] = [
      ("two-thirds", { $0.scaled(to: $0.side * 2 / 3) }), ("half", { $0.scaled(to: $0.side / 2) }),
      ("third", { $0.scaled(to: $0.side / 3) }), ("dimmed", { $0.dimmed(0.7) }),
    ]
    return ways.map { name, copy in
      let lost = shots.count { $1.distance(to: Self.hash(copy($0))) > PDQHash.matchDistance }
      return "\(name):\(lost)/\(shots.count)"
    }.joined(separator: ",")
  }

  private static func hash(_ shot: InventedScreenshot) -> PDQHash {
    shot.pixels.withUnsafeBufferPointer { pixels in
      let hasher = PDQHasher(width: shot.side, height: shot.side)
      for row in 0..<shot.side { hasher.add(row: pixels.baseAddress! + 3 * shot.side * row) }
      return hasher.finish().hash
    }
  }
}
