/// Each node's community, the communities numbered from 0 by their smallest node.
public struct Partition: Sendable, Hashable {
  /// The community of each node.
  public let membership: [Int32]
  /// The number of communities.
  public let count: Int

  /// The partition in which two nodes share a community exactly when they share a label.
  ///
  /// - Complexity: O(n), and O(n log n) when labels lie outside `0..<labels.count`.
  public init(labels: [Int32]) {
    var membership = [Int32](repeating: 0, count: labels.count)
    var next: Int32 = 0
    if labels.allSatisfy({ $0 >= 0 && Int($0) < labels.count }) {
      var seen = [Int32](repeating: -1, count: labels.count)
      for (node, label) in labels.enumerated() {
        if seen[Int(label)] < 0 {
          seen[Int(label)] = next
          next += 1
        }
        membership[node] = seen[Int(label)]
      }
    } else {
      var seen = [Int32: Int32]()
      for (node, label) in labels.enumerated() {
        if let known = seen[label] {
          membership[node] = known
        } else {
          seen[label] = next
          membership[node] = next
          next += 1
        }
      }
    }
    self.membership = membership
    count = Int(next)
  }

  /// The partition of n nodes into n communities.
  public init(singletons nodeCount: Int) {
    membership = (0..<nodeCount).map { Int32($0) }
    count = nodeCount
  }

  /// The nodes of each community, ascending.
  ///
  /// - Complexity: O(n).
  public var communities: [[Int32]] {
    var result = [[Int32]](repeating: [], count: count)
    for (node, community) in membership.enumerated() {
      result[Int(community)].append(Int32(node))
    }
    return result
  }
}
