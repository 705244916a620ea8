/// Finds the actions on the same object within the window of an action.
struct Neighbours {
  let actions: UnsafeBufferPointer<ActionTable.Action>
  let window: UInt64

  /// The positions within the window of a position, itself included.
  @inline(__always)
  func range(of position: Int) -> Range<Int> {
    var low = position
    while low > 0 && areClose(low - 1, position) { low -= 1 }
    var high = position + 1
    while high < actions.count && areClose(position, high) { high += 1 }
    return low..<high
  }

  /// Whether two positions, the first one smaller, are on one object within the window.
  ///
  /// Times are sorted within an object, so their difference is not negative, and one that wraps
  /// around in `Int64` is right as an unsigned number.
  @inline(__always)
  func areClose(_ first: Int, _ second: Int) -> Bool {
    let (older, newer) = (actions[first], actions[second])
    return older.object == newer.object
      && UInt64(bitPattern: newer.time &- older.time) <= window
  }
}
