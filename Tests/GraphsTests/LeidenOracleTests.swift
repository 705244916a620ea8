import Foundation
import Testing

@testable import Graphs

@Suite("Leiden against leidenalg")
struct LeidenOracleTests {
  static let potts = Quality.constantPotts(resolution: 0.05)

  @Test(
    "Modularity and Potts quality come within one per cent of leidenalg's best, for five seeds",
    arguments: LeidenReference.all.map(\.name))
  func withinOnePerCent(name: String) throws {
    let reference = try #require(LeidenReference.all.first { $0.name == name })
    let graph = try #require(SampleGraphs.all.first { $0.name == name }).graph
    #expect(graph.nodeCount == reference.nodes && graph.edgeCount == reference.edges)
    for seed in UInt64(1)...5 {
      for refinement in [Leiden.Refinement.random(theta: 0.01), .greedy] {
        let found = Leiden(refinement: refinement, seed: seed).communities(of: graph)
        #expect(isWithin(found.quality, reference.modularity), "seed \(seed), \(refinement)")
        let dense = Leiden(quality: Self.potts, refinement: refinement, seed: seed)
          .communities(of: graph)
        #expect(isWithin(dense.quality, reference.constantPotts), "seed \(seed), \(refinement)")
      }
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
        let found = Leiden(quality: quality).communities(of: graph)
        let lines = ["\(found.quality)"] + found.partition.membership.map { "\($0)" }
        try write(lines, to: folder.appendingPathComponent("\(name).\(kind)"))
      }
    }
  }

  private func isWithin(_ value: Double, _ reference: Double) -> Bool {
    abs(value - reference) <= max(0.01 * abs(reference), 1e-9)
  }

  private func write(_ lines: [String], to file: URL) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
  }
}
