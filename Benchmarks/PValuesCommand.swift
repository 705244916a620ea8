import ArgumentParser
import Coordination
import Foundation
import Intake
import Pipeline
import SocialModel

/// Prints the p-values of all tests on a stream; `script/plot-qq.py` draws them.
struct PValuesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "p-values",
    abstract: "Print how many tests of each family have which p-value.",
    discussion: """
      Columns: stream, family, log10_p to four decimals, count. With --moved N the posts of N \
      copies of the stream are moved in time, each evenly by up to half the context window, and \
      the copies are pooled under the stream's name and `moved`.
      """)

  @Argument(help: "The file of posts.") var input: String
  @Option(help: "The stream's name in the first column.") var name = "stream"
  @Option(help: "How many copies with moved times; 0: the stream as it is.") var moved = 0
  @Option(help: "How many groups growth is tested on, for the stream as it is.") var groups = 20
  @Option(help: "A profile of `tocsin calibrate`; the shipped one if not given.")
  var profile: String?

  func run() throws {
    let stream = try StreamColumns(path: input)
    let detection = Detection(
      profile: try profile.map { try ProfileFile.read(path: $0) } ?? .shipped,
      parameters: DetectionParameters())
    var tally = PValueTally()
    for seed in 1...UInt64(max(1, moved)) {
      let columns =
        moved == 0
        ? stream
        : Surrogate.movedTimes.columns(
          stream, window: detection.parameters.contextWindow, seed: seed)
      tally.add(detection.diagnostics(columns, groupSeed: seed))
    }
    if moved == 0 && groups > 1 {
      for seed in 2...UInt64(groups) {
        tally.add(detection.diagnostics(stream, groupSeed: seed).growth, to: "growth")
      }
    }
    tally.report(moved == 0 ? name : name + " moved")
  }
}

/// How often each p-value of each family was seen.
private struct PValueTally {
  private var counts: [String: [Int: Int]] = [:]

  mutating func add(_ found: DetectionDiagnostics) {
    add(found.pairs, to: "pairs")
    add(found.heldOut, to: "held-out members")
    add(found.growth, to: "growth")
  }

  mutating func add(_ family: DetectionDiagnostics.Family, to name: String) {
    for log10P in family.log10P {
      counts[name, default: [:]][Int((log10P * 10_000).rounded()), default: 0] += 1
    }
    counts[name, default: [:]][0, default: 0] += family.tests - family.log10P.count
  }

  func report(_ stream: String) {
    for (family, counts) in counts.sorted(by: { $0.key < $1.key }) {
      for (value, count) in counts.sorted(by: { $0.key < $1.key }) where count > 0 {
        print("\(stream),\(family),\(String(format: "%.4f", Double(value) / 10_000)),\(count)")
      }
    }
  }
}

extension StreamColumns {
  /// The columns of a file of posts.
  init(path: String) throws {
    let builder = StreamBuilder(layers: DetectionProfile.testable)
    _ = try Intake(options: IntakeOptions()).read(paths: [path]) { builder.add($0.posts) }
    self = builder.finish().columns
  }
}
