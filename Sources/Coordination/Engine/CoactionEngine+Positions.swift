extension CoactionEngine {
  /// For each position whether its action takes part in a co-action that satisfies a condition.
  ///
  /// - Parameters:
  ///   - threads: how many threads work.
  ///   - condition: of the position and of the other action's position.
  /// - Complexity: O(actions) time in ordinary input, since the nearest neighbour settles most; at
  ///   worst O(actions + neighbours).
  public func positionsWithCoaction(
    threads: Int = Parallel.defaultThreads,
    where condition: @Sendable (_ position: Int, _ other: Int) -> Bool = { _, _ in true }
  ) -> [Bool] {
    let block = 1 << 14
    return [Bool](unsafeUninitializedCapacity: table.count) { output, initialized in
      initialized = table.count
      let target = SharedBuffer(output)
      Parallel.forEach((table.count + block - 1) / block, threads: threads) { index in
        EngineMemory.with(self) { memory in
          let search = PairSearch(memory: memory)
          for position in index * block..<min((index + 1) * block, table.count) {
            let found = search.contains(position, where: condition)
            (target.base + position).initialize(to: found)
          }
        }
      }
    }
  }
}

/// Looks among the neighbours of a position for a co-action, the nearest ones first.
private struct PairSearch {
  let memory: EngineMemory

  func contains(_ position: Int, where condition: (Int, Int) -> Bool) -> Bool {
    let neighbours = memory.neighbours
    var other = position - 1
    while other >= 0 && neighbours.areClose(other, position) {
      if isCoaction(position, other) && condition(position, other) { return true }
      other -= 1
    }
    other = position + 1
    while other < neighbours.actions.count && neighbours.areClose(position, other) {
      if isCoaction(position, other) && condition(position, other) { return true }
      other += 1
    }
    return false
  }

  private func isCoaction(_ position: Int, _ other: Int) -> Bool {
    let actions = memory.neighbours.actions
    return actions[position].account != actions[other].account && memory.allows(position, other)
  }
}
