/// Moments at which so many accounts use an object that a coincidence says nothing.
enum Crowds {
  /// For each position whether at most `limit` other actions on its object lie within the window.
  ///
  /// - Complexity: O(actions).
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
