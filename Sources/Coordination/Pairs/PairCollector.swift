import SocialModel

/// Collects what two accounts did on the same rare objects.
struct PairCollector: Sendable {
  let actions: RareActions
  let parameters: DetectionParameters

  /// All coincidences of a pair within the context window.
  ///
  /// - Complexity: O(actions of both accounts + coincidences).
  func coincidences(_ pair: AccountPair) -> [Coincidence] {
    let table = actions.table
    var found: [Coincidence] = []
    var restA = table.positions(of: pair.a)
    var restB = table.positions(of: pair.b)
    while let x = restA.first, let y = restB.first {
      let objectA = table.actions[Int(x)].object
      let objectB = table.actions[Int(y)].object
      let runA = restA.prefix { table.actions[Int($0)].object == objectA }
      let runB = restB.prefix { table.actions[Int($0)].object == objectB }
      if objectA == objectB { append(objectA, runA, runB, to: &found) }
      if objectA <= objectB { restA = restA.dropFirst(runA.count) }
      if objectB <= objectA { restB = restB.dropFirst(runB.count) }
    }
    return found
  }

  private func append(
    _ object: Int32, _ ofA: ArraySlice<Int32>, _ ofB: ArraySlice<Int32>,
    to found: inout [Coincidence]
  ) {
    let table = actions.table
    var low = ofB.startIndex
    for x in ofA {
      let time = table.actions[Int(x)].time
      while low < ofB.endIndex,
        time - table.actions[Int(ofB[low])].time > parameters.contextWindow
      {
        low += 1
      }
      for y in ofB[low...] {
        let lag = table.actions[Int(y)].time - time
        if lag > parameters.contextWindow { break }
        found.append(
          Coincidence(
            postA: table.contents[Int(x)], postB: table.contents[Int(y)], lag: abs(lag),
            object: object))
      }
    }
  }
}
