import SocialModel

/// How often accounts that are under no suspicion come close to each other on an object by chance.
///
/// Accounts whose times come in different units smear a burst: between a full minute and a second of
/// it lies up to a minute that nobody waited. Shares are therefore taken over all accounts and over
/// those of each unit by themselves, and the largest counts.
struct OwnShares {
  let table: ActionTable
  /// The unit that each post's time comes in; empty where all are milliseconds.
  var postUnits: [TimeUnit] = []
  var parameters: DetectionParameters
  /// For each account, whether it is left out of the count.
  let isLeftOut: [Bool]

  /// The units that times come in, the finest first.
  var units: [TimeUnit] {
    postUnits.isEmpty ? [.millisecond] : Set(postUnits).sorted()
  }

  /// The shares of opportunities on an object within some windows, among the accounts not left
  /// out; nil where there are too few opportunities.
  ///
  /// - Complexity: O(n log n) for n actions on the object.
  func shares(of object: Int32, within windows: [Int64]) -> [Double]? {
    let positions = table.positions(on: object).filter {
      !isLeftOut[Int(table.actions[$0].account)]
    }
    guard var shares = shares(positions.map { table.actions[$0] }, windows) else { return nil }
    if postUnits.isEmpty { return shares }
    let ofUnits = Dictionary(grouping: positions) { postUnits[Int(table.contents[$0])] }
    for own in ofUnits.values where own.count < positions.count {
      guard let others = self.shares(own.map { table.actions[$0] }, windows) else { continue }
      shares = zip(shares, others).map { max($0, $1) }
    }
    return shares
  }

  private func shares(_ actions: [ActionTable.Action], _ windows: [Int64]) -> [Double]? {
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
