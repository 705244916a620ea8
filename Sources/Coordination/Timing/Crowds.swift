/// Moments at which so many accounts use an object that a coincidence says nothing.
enum Crowds {
  /// The table without the actions that have more neighbours than the limit within the window.
  ///
  /// - Complexity: O(actions).
  static func without(_ table: ActionTable, limit: Int, window: Int64) -> ActionTable {
    let keeps = isUncrowded(table, limit: limit, window: window)
    let kept = table.actions.indices.filter { keeps[$0] }
    if kept.count == table.count { return table }
    return ActionTable(
      accountCount: table.accountCount, objectCount: table.objectCount,
      objects: kept.map { table.actions[$0].object },
      accounts: kept.map { table.actions[$0].account }, times: kept.map { table.actions[$0].time },
      contents: kept.map { table.contents[$0] })
  }

  /// For each position whether at most `limit` other actions on its object lie within the window.
  static func isUncrowded(_ table: ActionTable, limit: Int, window: Int64) -> [Bool] {
    var result = [Bool](repeating: true, count: table.count)
    for object in 0..<Int32(table.objectCount) {
      let range = table.positions(on: object)
      guard range.count > limit else { continue }
      var low = range.lowerBound
      var high = range.lowerBound
      for position in range {
        let time = table.actions[position].time
        while time - table.actions[low].time > window { low += 1 }
        while high < range.upperBound, table.actions[high].time - time <= window { high += 1 }
        result[position] = high - low - 1 <= limit
      }
    }
    return result
  }
}
