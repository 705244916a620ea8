/// A row of a table of actions.
struct OracleRow: Sendable {
  var object: String
  var account: String
  var content: String
  var time: Int
}

/// The plain count by comparing every pair of rows: the definition, for small tables.
struct CoactionOracle {
  /// One co-action, the older side first.
  struct Coaction: Hashable {
    var object: String
    var older: String
    var newer: String
    var lag: Int
    var olderAccount: String
    var newerAccount: String

    var row: [String] { [object, older, newer, "\(lag)", olderAccount, newerAccount] }
  }

  private let rows: [OracleRow]
  private let window: Int
  private let participation: Int
  private let asCooRTweet: Bool

  init(_ rows: [OracleRow], window: Int, participation: Int, asCooRTweet: Bool) {
    self.rows = rows
    self.window = window
    self.participation = participation
    self.asCooRTweet = asCooRTweet
  }

  /// The co-actions that pass both filters.
  func coactions() -> [Coaction] {
    let perAccount = Dictionary(grouping: rows, by: \.account).mapValues(\.count)
    let kept = rows.filter { perAccount[$0.account, default: 0] >= participation }
    let found = pairs(kept)
    let used = Set(found.flatMap { [$0.older, $0.newer] })
    let counting = kept.filter { used.contains($0.content) }
    let active = Dictionary(grouping: counting, by: \.account).mapValues(\.count)
    let passing = Set(
      counting.filter { active[$0.account, default: 0] >= participation }.map(\.content))
    return found.filter { passing.contains($0.older) || passing.contains($0.newer) }
  }

  private func pairs(_ kept: [OracleRow]) -> [Coaction] {
    var first: [String: Int] = [:]
    for row in kept where first[row.account] == nil { first[row.account] = first.count }
    var found: [Coaction] = []
    for x in kept {
      for y in kept where x.object == y.object && x.account != y.account {
        // Each pair once, from its older side.
        let isOlder =
          x.time != y.time
          ? x.time < y.time : first[x.account, default: 0] < first[y.account, default: 0]
        guard isOlder, y.time - x.time <= window, x.content != y.content else { continue }
        if x.content.isEmpty || y.content.isEmpty { continue }
        if asCooRTweet && (x.object == x.content || x.object == y.content) { continue }
        found.append(
          Coaction(
            object: x.object, older: x.content, newer: y.content, lag: y.time - x.time,
            olderAccount: x.account, newerAccount: y.account))
      }
    }
    return found
  }

  /// The edges as `edges.csv` has them, without the mean.
  func edges(_ coactions: [Coaction]) -> [[String]] {
    let groups = Dictionary(grouping: coactions) { Set([$0.olderAccount, $0.newerAccount]) }
    return groups.map { pair, group in
      let names = pair.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let sides = [true, false].map { isFirst in
        Set(
          group.map { coaction in
            let takesOlder = asCooRTweet ? isFirst : (coaction.olderAccount == names[0]) == isFirst
            return takesOlder ? coaction.older : coaction.newer
          }
        ).count
      }
      return names + ["\(group.count)", "\(sides[0])", "\(sides[1])"]
    }.sortedRows()
  }
}
