/// What `leidenalg` finds on the sample graphs, the best of ten seeds with iterations until stable.
///
/// Recorded with leidenalg 0.12.0 and igraph 1.0.0 by `script/oracle-leiden --record`, which prints
/// the table's lines.
struct LeidenReference: Sendable {
  let name: String
  let nodes: Int
  let edges: Int
  let modularity: Double
  /// The constant Potts model at γ = 0.05.
  let constantPotts: Double

  static let all: [LeidenReference] = [
    .init(
      name: "karate", nodes: 34, edges: 78, modularity: 0.419789612,
      constantPotts: 54.400000),
    .init(
      name: "ring-of-cliques", nodes: 150, edges: 330, modularity: 0.887070707,
      constantPotts: 285.000000),
    .init(
      name: "barbell", nodes: 50, edges: 391, modularity: 0.519479203,
      constantPotts: 368.000000),
    .init(
      name: "planted-small", nodes: 200, edges: 1045, modularity: 0.552969025,
      constantPotts: 589.000000),
    .init(
      name: "planted-large", nodes: 1000, edges: 8681, modularity: 0.510100636,
      constantPotts: 3638.850000),
    .init(
      name: "lfr-like", nodes: 2000, edges: 13291, modularity: 0.687223899,
      constantPotts: 7598.100000),
    .init(
      name: "lfr-like-mixed", nodes: 1000, edges: 7110, modularity: 0.434798411,
      constantPotts: 1909.750000),
    .init(
      name: "weighted-random", nodes: 500, edges: 2950, modularity: 0.413570741,
      constantPotts: 4976.080925),
    .init(
      name: "barabasi-albert", nodes: 1000, edges: 2994, modularity: 0.417384591,
      constantPotts: 833.000000),
    .init(
      name: "grid", nodes: 900, edges: 1740, modularity: 0.827525102,
      constantPotts: 1012.900000),
    .init(
      name: "disconnected", nodes: 320, edges: 1354, modularity: 0.814475175,
      constantPotts: 1046.500000),
    .init(
      name: "star", nodes: 101, edges: 100, modularity: 0.000000000,
      constantPotts: 9.500000),
    .init(
      name: "two-level", nodes: 1024, edges: 9824, modularity: 0.688543596,
      constantPotts: 4746.050000),
  ]
}
