/// The time that an input spans.
struct StreamClock: Sendable, Hashable {
  private let first: Int64
  private let last: Int64

  /// The clock of posts at these times in milliseconds.
  init(_ times: [Int64]) {
    first = times.min() ?? 0
    last = times.max() ?? 0
  }

  /// Of so many equal parts of the input's time, the share in which one of these times falls.
  func steadiness(_ times: [Int64], parts: Int) -> Double {
    let width = (Double(last) - Double(first) + 1) / Double(parts)
    let held = Set(
      times.map { min(parts - 1, Int((Double($0) - Double(first)) / width)) })
    return Double(held.count) / Double(parts)
  }
}
