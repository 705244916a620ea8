/// What `leidenalg` finds on the sample graphs, the best of ten seeds with iterations until stable.
///
/// Recorded with leidenalg VERSION by `script/oracle-leiden --record`, which prints these lines.
struct LeidenReference {
  let name: String
  let nodes: Int
  let edges: Int
  let modularity: Double
  /// The constant Potts model at γ = 0.05.
  let constantPotts: Double

  static let all: [LeidenReference] = []
}
