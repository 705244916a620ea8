import Foundation
import Testing

@testable import Graphs

@Suite("Leiden against leidenalg")
struct LeidenOracleTests {
  static let potts = Quality.constantPotts(resolution: 0.05)

  @Test(
    "The best of three seeds comes within one per cent of the best of leidenalg's ten",
    arguments: LeidenReference.all)
  func withinOnePerCent(reference: LeidenReference) throws {
    let graph = try #require(SampleGraphs.all.first { $0.name == reference.name }).graph
    #expect(graph.nodeCount == reference.nodes && graph.edgeCount == reference.edges)
    #expect(isWithin(0.01, best(.modularity, of: graph).quality, reference.modularity))
    #expect(isWithin(0.01, best(Self.potts, of: graph).quality, reference.constantPotts))
  }

  @Test(
    "Any single run comes within two per cent of it, greedy or random",
    arguments: LeidenReference.all)
  func singleRun(reference: LeidenReference) throws {
    let graph = try #require(SampleGraphs.all.first { $0.name == reference.name }).graph
    for leiden in [Leiden(seed: 4), Leiden(refinement: .greedy, seed: 5)] {
      let quality = leiden.communities(of: graph).quality
      #expect(isWithin(0.02, quality, reference.modularity), "\(leiden.refinement)")
    }
  }

  @Test("Every sample graph has a reference")
  func complete() {
    #expect(LeidenReference.all.map(\.name) == SampleGraphs.all.map(\.name))
  }

  /// Written for `script/oracle-leiden`, which names the folder; nothing to do otherwise.
  @Test(
    "The sample graphs and their partitions are exported for the live comparison",
    .enabled(if: ProcessInfo.processInfo.environment["TOCSIN_EXPORT_GRAPHS"] != nil))
  func export() throws {
    let folder = URL(
      fileURLWithPath: try #require(ProcessInfo.processInfo.environment["TOCSIN_EXPORT_GRAPHS"]))
    for (name, graph) in SampleGraphs.all {
      let loops = graph.selfLoops.enumerated().filter { $0.element > 0 }
        .map { "\($0.offset) \($0.offset) \($0.element)" }
      let edges =
        ["\(graph.nodeCount)"] + graph.edges.map { "\($0.a) \($0.b) \($0.weight)" } + loops
      try write(edges, to: folder.appendingPathComponent("\(name).edges"))
      for (kind, quality) in [("modularity", Quality.modularity), ("potts", Self.potts)] {
        let found = best(quality, of: graph)
        let lines = ["\(found.quality)"] + found.partition.membership.map { "\($0)" }
        try write(lines, to: folder.appendingPathComponent("\(name).\(kind)"))
      }
    }
  }

  private func best(_ quality: Quality, of graph: WeightedGraph) -> Leiden.Result {
    let results = (UInt64(1)...3).map { Leiden(quality: quality, seed: $0).communities(of: graph) }
    return results[1...].reduce(results[0]) { $1.quality > $0.quality ? $1 : $0 }
  }

  private func isWithin(_ share: Double, _ value: Double, _ reference: Double) -> Bool {
    abs(value - reference) <= max(share * abs(reference), 1e-9)
  }

  private func write(_ lines: [String], to file: URL) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
  }
}
