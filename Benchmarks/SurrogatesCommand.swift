import ArgumentParser
import Coordination

/// Counts how many surrogates of an ordinary stream show anything, as `make check-calibration` does
/// with unoptimised code on fixed streams.
struct SurrogatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surrogates",
    abstract: "Count the surrogates of an ordinary stream in which anybody is found.",
    discussion: """
      Prints a line for each kind of surrogate. The last figures are of growth from groups of \
      active accounts drawn at random, since surrogates have no group that is certain: how many of \
      the groups anybody would join.
      """)

  @Argument(help: "The file of posts.") var input: String
  @Option(help: "The stream's name.") var name = "stream"
  @Option(help: "How many surrogates of each kind.") var runs: UInt64 = 100

  func run() throws {
    let stream = try StreamColumns(path: input)
    for kind in Surrogate.allCases { count(kind, of: stream) }
    let detection = Detection(profile: .shipped, parameters: DetectionParameters())
    var joined = [0, 0]
    for seed in 1...runs {
      let count = detection.joinersOfRandomGroup(stream, seed: seed)
      joined[0] += count > 0 ? 1 : 0
      joined[1] += count
    }
    report([
      "stream": name, "kind": "random group grown", "runs": "\(runs)", "any": "\(joined[0])",
      "in_all": "\(joined[1])",
    ])
  }

  private func count(_ kind: Surrogate, of stream: StreamColumns) {
    let detection = Detection(profile: .shipped, parameters: DetectionParameters())
    var (any, edges, heldOut, joiners, all) = (0, 0, 0, 0, 0)
    for seed in 0..<runs {
      let columns = kind.columns(
        stream, window: detection.parameters.contextWindow, seed: seed)
      let found = detection.run(columns)
      all += found.log10POfAccount.count
      any += found.log10POfAccount.isEmpty ? 0 : 1
      edges += found.edges.isEmpty ? 0 : 1
      heldOut += found.joiners.contains { $0.basis == .heldOut } ? 1 : 0
      joiners += found.joiners.contains { $0.basis != .heldOut } ? 1 : 0
    }
    report([
      "stream": name, "kind": kind.rawValue, "runs": "\(runs)", "any": "\(any)",
      "edge": "\(edges)", "held_out": "\(heldOut)", "joiner": "\(joiners)", "in_all": "\(all)",
    ])
  }
}
