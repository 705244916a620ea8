import SocialModel

/// A stream with its times or its objects drawn anew: what chance alone would have made of it.
///
/// Detection finds nobody in surrogates of ordinary streams but by mistake.
/// Known problems: surrogates that keep the times keep the clock that feeds share, and what shares a
/// clock acts in concert.
public enum Surrogate: String, CaseIterable, Sendable {
  /// Times stay, and each object is drawn from those that the layer has in that hour.
  case drawnObjects = "objects drawn from the hour's mix"
  /// Every post is moved by itself, evenly within half a context window to either side.
  case movedTimes = "times moved by up to half the context window"

  /// A surrogate of a stream.
  ///
  /// - Parameters:
  ///   - window: the context window in milliseconds.
  ///   - seed: decides the draw.
  /// - Complexity: O(n log n) in the actions.
  public func columns(_ stream: StreamColumns, window: Int64, seed: UInt64) -> StreamColumns {
    var draw = SeededGenerator(seed: seed)
    var result = stream
    if self == .movedTimes {
      for post in result.postTimes.indices {
        result.postTimes[post] += Int64(draw.below(Int(window) + 1)) - window / 2
      }
    }
    for layer in Layer.allCases {
      guard let table = stream.tables[layer] else { continue }
      let objects =
        self == .drawnObjects
        ? Self.drawn(table, &draw) : table.actions.map(\.object)
      result.tables[layer] = ActionTable(
        accountCount: table.accountCount, objectCount: table.objectCount, objects: objects,
        accounts: table.actions.map(\.account),
        times: table.contents.map { result.postTimes[Int($0)] }, contents: table.contents,
        threads: 1)
    }
    return result
  }

  private static func drawn(_ table: ActionTable, _ draw: inout SeededGenerator) -> [Int32] {
    var mix: [Int64: [Int32]] = [:]
    let hour = { (time: Int64) in time / 3_600_000 }
    for action in table.actions { mix[hour(action.time), default: []].append(action.object) }
    return table.actions.map { draw.pick(mix[hour($0.time)] ?? [$0.object]) }
  }
}
