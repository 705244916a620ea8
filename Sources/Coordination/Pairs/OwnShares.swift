import SocialModel

/// How often accounts that are under no suspicion come close to each other on an object by chance.
struct OwnShares {
  let table: ActionTable
  let parameters: DetectionParameters
  /// For each account, whether it is left out of the count.
  let isLeftOut: [Bool]

  /// The shares of opportunities on an object within some windows, among the accounts not left
  /// out; nil where there are too few opportunities.
  ///
  /// - Complexity: O(n log n) for n actions on the object.
  func shares(of object: Int32, within windows: [Int64]) -> [Double]? {
    let actions = table.actions[table.positions(on: object)].filter {
      !isLeftOut[Int($0.account)]
    }
    let ofAccounts = Dictionary(grouping: actions, by: \.account).values
    func pairs(_ window: Int64) -> Int {
      ofAccounts.reduce(Self.pairs(actions, within: window)) {
        $0 - Self.pairs($1, within: window)
      }
    }
    let opportunities = pairs(parameters.contextWindow)
    guard opportunities >= parameters.ownShareOpportunities else { return nil }
    return windows.map { Double(pairs($0)) / Double(opportunities) }
  }

  /// How many pairs of actions, sorted by time, lie within a window.
  static func pairs(
    _ actions: some RandomAccessCollection<ActionTable.Action>, within window: Int64
  )
    -> Int
  {
    var count = 0
    var low = actions.startIndex
    var index = actions.startIndex
    while index < actions.endIndex {
      while actions[index].time - actions[low].time > window { low = actions.index(after: low) }
      count += actions.distance(from: low, to: index)
      index = actions.index(after: index)
    }
    return count
  }
}
