/// The time that an input spans, and how finely it tells it.
struct StreamClock: Sendable, Hashable {
  /// Whether some post's time is not a full minute.
  let hasSeconds: Bool
  private let first: Int64
  private let last: Int64

  /// The clock of posts at these times in milliseconds.
  init(_ times: [Int64]) {
    hasSeconds = times.contains { $0 % 60_000 != 0 }
    first = times.min() ?? 0
    last = times.max() ?? 0
  }

  /// Of so many equal parts of the input's time, the share in which one of these times falls.
  func steadiness(_ times: [Int64], parts: Int) -> Double {
    let width = Double(last - first + 1) / Double(parts)
    let held = Set(times.map { min(parts - 1, Int(Double($0 - first) / width)) })
    return Double(held.count) / Double(parts)
  }
}
