/// The window of a running mean over a line of a picture, in the reference's steps.
///
/// Value t of the output is the mean of the values within half a window around t, fewer at both
/// ends. A sum is kept: the value that enters is added, then the one that leaves is subtracted.
/// Float sums depend on that order, so every stage here follows it.
struct BoxWindow {
  /// How many values a full window has.
  let size: Int
  /// By how many steps the output lags behind the input.
  let lag: Int
  /// How long lines are.
  let length: Int

  /// The window that makes lines of `length` fit for 64 samples when it is applied twice.
  init(length: Int) {
    self.length = length
    size = (length + 127) / 128
    lag = (size + 2) / 2 - 1
  }

  /// How many values the sum holds when output `index` is due.
  func count(at index: Int) -> Int {
    min(index + lag + 1, length) - max(0, index + lag + 1 - size)
  }

  /// Where in a line of that length the 64 samples lie: at the centres of 64 equal parts.
  static func samples(of length: Int) -> [Int] {
    (0..<64).map { Int((Double($0) + 0.5) * Double(length) / 64) }
  }
}
