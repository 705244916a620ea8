extension CoactionEngine {
  /// Every pair with a co-action and its counts, ordered by pair.
  ///
  /// - Complexity: O(actions + neighbours) time for rows below the capacity; 32 bytes a pair. Use
  ///   `forEachRow` where the pairs may be too many to hold.
  public func edges(
    sides: EdgeCounter.Sides = .byAccount, threads: Int = Parallel.defaultThreads
  ) -> [EdgeCount] {
    var edges: [EdgeCount] = []
    // Room for the most pairs there can be, so that the list is not copied while it grows; what is
    // not used is never touched, and so takes no memory.
    edges.reserveCapacity(min(neighbourCount / 2, 1 << 26))
    forEachRow(threads: threads) {
      (edges: [EdgeCount](), counter: EdgeCounter(table, sides: sides))
    } visit: { state, row in
      var found: [EdgeCount] = []
      swap(&found, &state.edges)
      state.counter.count(row) { edge, _ in found.append(edge) }
      swap(&found, &state.edges)
    } consume: {
      edges.append(contentsOf: $0.edges)
    }
    return edges
  }
}
