/// How far two reviewers agree beyond chance: Cohen's kappa with a 95% interval.
///
/// Measures: agreement, without unit; 1 is full, 0 is what chance gives, negative is less.
/// Known problems: where nearly all answers are the same, kappa is small although agreement is high, so the
/// share of equal answers is to be shown beside it.
/// Source: J. Cohen (1960), DOI 10.1177/001316446002000104; the large-sample standard error of
/// J. L. Fleiss, J. Cohen, B. S. Everitt (1969), DOI 10.1037/h0028106, equation 13; interval: kappa ±
/// 1.96 standard errors, cut at -1 and 1. It is an approximation that wants some tens of pairs.
public struct Agreement: Hashable, Sendable {
  /// Pairs of answers.
  public let pairs: Int
  /// Pairs of equal answers.
  public let equal: Int
  /// Cohen's kappa; nil where there is no pair, or where both always gave one and the same answer, so that
  /// chance explains all.
  public let kappa: Double?
  /// The large-sample standard error of kappa.
  public let standardError: Double?

  /// The agreement of pairs of answers, the first reviewer's and the second's, with how often each occurs.
  ///
  /// - Complexity: O(pairs + answers²).
  public init<Answer: Hashable>(_ answers: [(first: Answer, second: Answer, count: Int)]) {
    var places: [Answer: Int] = [:]
    for (first, second, _) in answers {
      for answer in [first, second] where places[answer] == nil { places[answer] = places.count }
    }
    var table = [[Int]](repeating: [Int](repeating: 0, count: places.count), count: places.count)
    for (first, second, count) in answers {
      table[places[first] ?? 0][places[second] ?? 0] += count
    }
    self.init(table: table)
  }

  /// The agreement of a square table of counts: rows are the first reviewer's answers, columns the
  /// second's, in one order.
  ///
  /// - Precondition: the table is square and has no negative count.
  public init(table: [[Int]]) {
    precondition(table.allSatisfy { $0.count == table.count && $0.allSatisfy { $0 >= 0 } })
    let total = table.reduce(0) { $0 + $1.reduce(0, +) }
    pairs = total
    equal = table.indices.reduce(0) { $0 + table[$1][$1] }
    guard total > 0 else {
      (kappa, standardError) = (nil, nil)
      return
    }
    let n = Double(total)
    let shares = table.map { $0.map { Double($0) / n } }
    let rows = shares.map { $0.reduce(0, +) }
    let columns = table.indices.map { column in shares.reduce(0) { $0 + $1[column] } }
    let seen = Double(equal) / n
    let chance = zip(rows, columns).reduce(0) { $0 + $1.0 * $1.1 }
    let isOneAnswer = table.indices.contains { table[$0][$0] == total }
    guard !isOneAnswer else {
      (kappa, standardError) = (nil, nil)
      return
    }
    let value = (seen - chance) / (1 - chance)
    var diagonal = 0.0
    var rest = 0.0
    for row in table.indices {
      for column in table.indices {
        if row == column {
          let term = 1 - (rows[row] + columns[row]) * (1 - value)
          diagonal += shares[row][row] * term * term
        } else {
          let sum = columns[row] + rows[column]
          rest += shares[row][column] * sum * sum
        }
      }
    }
    let spread = (1 - value) * (1 - value) * rest
    let shift = value - chance * (1 - value)
    let variance = (diagonal + spread - shift * shift) / (n * (1 - chance) * (1 - chance))
    (kappa, standardError) = (value, max(0, variance).squareRoot())
  }

  /// The 95% interval of kappa.
  public var interval: ClosedRange<Double>? {
    guard let kappa, let standardError else { return nil }
    let half = ShareInterval.z * standardError
    return max(-1, kappa - half)...min(1, kappa + half)
  }
}
