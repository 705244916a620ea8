import Coordination
import SocialModel

/// An edge as the statistics of its accounts need it.
struct AccountEdge: Sendable {
  let pair: AccountPair
  /// The mean time between the two actions of a co-action, in seconds.
  let meanLag: Double
  /// The smaller number of contents over the larger.
  let symmetry: Double

  init(_ edge: EdgeCount) {
    pair = edge.pair
    meanLag = Double(edge.lagSum) / Double(edge.coactions)
    symmetry =
      Double(min(edge.contentsA, edge.contentsB)) / Double(max(edge.contentsA, edge.contentsB))
  }
}

/// Means over each account's edges, as CooRTweet's `account_stats`.
///
/// CooRTweet takes edges of one account that agree in both values for one and the same; here every
/// edge counts, but for `asCooRTweet`.
struct AccountStatistics {
  private let network: CoactionNetwork

  init(_ network: CoactionNetwork) { self.network = network }

  /// The file: one row for each account with an edge, in the order of names.
  ///
  /// - Complexity: O(edges log edges) time, O(edges) memory.
  func encode(_ edges: [AccountEdge]) -> CSVBuffer {
    let contents = distinctContents()
    var csv = CSVBuffer()
    csv.header(["account_id", "avg_time_delta", "avg_edge_symmetry_score", "unique_shares_count"])
    for (account, own) in edgesByAccount(edges) {
      let counted = network.options.asCooRTweet ? Self.distinct(own) : own
      csv.field(network.name(account))
      csv.field(Self.mean(counted.map(\.meanLag)))
      csv.field(Self.mean(counted.map(\.symmetry)))
      csv.field(contents[Int(account)])
      csv.endRow()
    }
    return csv
  }

  private func edgesByAccount(_ edges: [AccountEdge]) -> [(Int32, [AccountEdge])] {
    var byAccount: [Int32: [AccountEdge]] = [:]
    for edge in edges {
      byAccount[edge.pair.a, default: []].append(edge)
      byAccount[edge.pair.b, default: []].append(edge)
    }
    return byAccount.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func distinct(_ edges: [AccountEdge]) -> [AccountEdge] {
    var seen: Set<[Double]> = []
    return edges.filter { seen.insert([$0.meanLag, $0.symmetry]).inserted }
  }

  private static func mean(_ values: [Double]) -> Double {
    // Neumaier's compensated sum, so that the mean is right to the last digit that is printed.
    var (sum, lost) = (0.0, 0.0)
    for value in values {
      let next = sum + value
      lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
      sum = next
    }
    return (sum + lost) / Double(values.count)
  }

  /// For each account how many of its contents are in a co-action.
  private func distinctContents() -> [Int32] {
    let acts = network.engine.positionsWithCoaction(threads: network.options.threads)
    let table = network.set.table
    var counts = [Int32](repeating: 0, count: table.accountCount)
    for account in 0..<Int32(table.accountCount) {
      var seen: Set<Int32> = []
      for position in table.positions(of: account) where acts[Int(position)] {
        seen.insert(table.contents[Int(position)])
      }
      counts[Int(account)] = Int32(seen.count)
    }
    return counts
  }
}
