/// The unit that an account's times come in: what a platform, an export or a spreadsheet left of them.
///
/// A lag between cut times is cut as well. Let U and V be true times, r the unit, u and v the times
/// as published, and a hit |u − v| ≤ δ, which is |u − v| ≤ kr for k = ⌊δ/r⌋. For a true lag of
/// D = (j + f)r with 0 ≤ f < 1, and a moment anywhere in its unit, the published lag is jr with
/// probability 1 − f and (j + 1)r with f. So D is a hit surely up to kr, never from (k + 1)r on, and
/// with a probability that falls evenly from 1 to 0 between: a trapezium, as wide as
/// ∫ P(hit | D) dD = (k + ½)r. With F the share of true lags up to some length,
/// P(hit) = ∫₀¹ F((k + s)r) ds, at most F((k + ½)r) where F is concave (Jensen), which lags of
/// accounts that come closer than chance are.
///
/// Two moments of one stretch of n units hit with probability ((2k + 1)n − k(k + 1))/n² where the
/// stretch begins with a unit, and with less otherwise; that is 2x − x² + 1/(2n)² for x = (k + ½)/n.
///
/// Where the two accounts' units differ, and the finer divides the coarser, the finer counts: cutting
/// V to s and U to r is cutting both to s and moving U back by a multiple of s between 0 and r − s.
/// That shifts the window and does not widen it: (2k + 1)s of V's times are hits with k = ⌊δ/s⌋, as
/// without the move. A shifted window holds no more of a density that falls off on both sides of
/// zero.
public enum TimeUnit: UInt8, Sendable, Hashable, CaseIterable, Comparable {
  /// Nothing was cut, as far as is known.
  case millisecond
  case second
  case minute
  case quarterHour
  case hour

  /// The unit's length.
  public var milliseconds: Int64 {
    switch self {
    case .millisecond: 1
    case .second: 1000
    case .minute: 60_000
    case .quarterHour: 900_000
    case .hour: 3_600_000
    }
  }

  /// Finer units come first.
  public static func < (a: TimeUnit, b: TimeUnit) -> Bool { a.rawValue < b.rawValue }

  /// The coarsest unit that a moment is a whole number of.
  init(of milliseconds: Int64) {
    if milliseconds % 1000 != 0 {
      self = .millisecond
    } else if milliseconds % 60_000 != 0 {
      self = .second
    } else if milliseconds % 900_000 != 0 {
      self = .minute
    } else {
      self = milliseconds % 3_600_000 != 0 ? .quarterHour : .hour
    }
  }

  /// The true lags that a published lag of at most `scale` covers, in milliseconds: (⌊δ/r⌋ + ½)r.
  func width(of scale: Int64) -> Double {
    guard self != .millisecond else { return Double(scale) }
    return (Double(scale / milliseconds) + 0.5) * Double(milliseconds)
  }

  /// The chance that two moments of one stretch, `width` lags of which are hits, hit.
  func uniformChance(width: Double, of stretch: Int64) -> Double {
    let ratio = min(1, width / Double(stretch))
    let cell = self == .millisecond ? 0 : Double(milliseconds) / Double(stretch) / 2
    return min(1, ratio * (2 - ratio) + cell * cell)
  }
}

extension TimeUnit {
  /// The unit of each post's time: the coarsest that all times of its account in its input are whole
  /// numbers of. Times of whole hours in a zone that is off by a half or a quarter are known
  /// by their common remainder.
  ///
  /// An account of few posts may show a coarser unit than its times came in: two posts do with a
  /// chance of 1/3,600 for minutes. That makes its coincidences more probable by chance than they
  /// are, never less.
  ///
  /// - Parameters:
  ///   - sources: for each post a number of its account and input.
  ///   - times: for each post its time in milliseconds.
  /// - Complexity: O(posts).
  public static func recognized(sources: [Int32], times: [Int64]) -> [TimeUnit] {
    var found = [Evidence?](repeating: nil, count: Int(sources.max() ?? -1) + 1)
    for (source, time) in zip(sources, times) {
      let slot = Int(source)
      if found[slot] == nil { found[slot] = Evidence(first: time) }
      found[slot]?.add(time)
    }
    let units = found.map { $0?.unit ?? .millisecond }
    return sources.map { units[Int($0)] }
  }

  /// What the times of one account in one input have in common.
  private struct Evidence {
    let first: Int64
    var posts = 0
    var finest = TimeUnit.hour
    var isHourly = true

    init(first: Int64) { self.first = first }

    mutating func add(_ time: Int64) {
      posts += 1
      finest = min(finest, TimeUnit(of: time))
      isHourly = isHourly && (time - first) % TimeUnit.hour.milliseconds == 0
    }

    var unit: TimeUnit {
      finest == .quarterHour && isHourly && posts > 1 ? .hour : finest
    }
  }
}
