/// Moments at which so many accounts use an object that a coincidence says nothing.
enum Crowds {
  /// For each position of a range on one object whether at most `limit` other actions on it lie
  /// within the window.
  ///
  /// - Complexity: O(range).
  static func isUncrowded(
    _ table: ActionTable, _ range: Range<Int>, limit: Int, window: Int64
  ) -> [Bool] {
    if range.count <= limit { return [Bool](repeating: true, count: range.count) }
    var low = range.lowerBound
    var high = range.lowerBound
    return range.map { position in
      let time = table.actions[position].time
      while time - table.actions[low].time > window { low += 1 }
      while high < range.upperBound, table.actions[high].time - time <= window { high += 1 }
      return high - low - 1 <= limit
    }
  }
}
