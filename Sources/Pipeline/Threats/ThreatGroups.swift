import Coordination
import SocialModel
import Threats

/// The flagged posts of a stream by text: edited copies of one another are one group.
struct ThreatGroups {
  /// Posts that carry one text or edited copies of it.
  struct Group {
    /// Their rows, by time, account and id.
    var rows: [Int]
    /// The first row of the highest level, which stands for all.
    var example: Int
    /// The highest level.
    var level: Assessment.Level
    /// Who published them.
    var accounts: Set<Int32>
  }

  /// The highest level first, then the most accounts, the most posts, the earliest; so no order of the
  /// input matters.
  let groups: [Group]

  init(columns: ThreatColumns, stream: StreamData) {
    let order = ThreatOrder(columns: columns, stream: stream)
    let templates = Self.templates(columns, stream)
    var rows: [Key: [Int]] = [:]
    for (index, row) in columns.rows.enumerated() {
      let key = Key(
        template: templates[index], text: templates[index] < 0 ? row.textKey : 0,
        isAlarm: row.level == .none)
      rows[key, default: []].append(index)
    }
    let found = rows.values.map { members -> Group in
      let sorted = members.sorted { order.isBefore($0, $1) }
      let level = sorted.map { columns.rows[$0].level }.max() ?? .none
      return Group(
        rows: sorted, example: sorted.first { columns.rows[$0].level == level } ?? sorted[0],
        level: level,
        accounts: Set(sorted.map { stream.columns.postAccounts[Int(columns.rows[$0].post)] }))
    }
    groups = found.sorted { a, b in
      if a.level != b.level { return a.level > b.level }
      if a.accounts.count != b.accounts.count { return a.accounts.count > b.accounts.count }
      if a.rows.count != b.rows.count { return a.rows.count > b.rows.count }
      return order.isBefore(a.rows[0], b.rows[0])
    }
  }

  private struct Key: Hashable {
    var template: Int32
    var text: UInt64
    var isAlarm: Bool
  }

  /// For each row the template that its post carries, that of the most posts where there are several;
  /// -1 where its text is too short for one.
  private static func templates(_ columns: ThreatColumns, _ stream: StreamData) -> [Int32] {
    var found = [Int32](repeating: -1, count: columns.rows.count)
    guard let families = stream.families, !found.isEmpty else { return found }
    var rowOf = [Int32](repeating: -1, count: stream.columns.postTimes.count)
    for (index, row) in columns.rows.enumerated() { rowOf[Int(row.post)] = Int32(index) }
    let table = families.table
    for object in 0..<Int32(table.objectCount) where families.isTemplate(object) {
      for position in table.positions(on: object) {
        let row = Int(rowOf[Int(table.contents[position])])
        guard row >= 0 else { continue }
        if found[row] < 0 || isRather(object, found[row], table, stream) { found[row] = object }
      }
    }
    return found
  }

  private static func isRather(
    _ a: Int32, _ b: Int32, _ table: ActionTable, _ stream: StreamData
  ) -> Bool {
    let (x, y) = (table.positions(on: a).count, table.positions(on: b).count)
    return x != y ? x > y : stream.label(.text, a) < stream.label(.text, b)
  }
}

/// Flagged posts by time, account and id.
private struct ThreatOrder {
  let columns: ThreatColumns
  let stream: StreamData

  func isBefore(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (Int(columns.rows[a].post), Int(columns.rows[b].post))
    let posts = stream.columns
    if posts.postTimes[x] != posts.postTimes[y] { return posts.postTimes[x] < posts.postTimes[y] }
    if posts.postAccounts[x] != posts.postAccounts[y] {
      return posts.postAccounts[x] < posts.postAccounts[y]
    }
    return posts.postKeys[x] < posts.postKeys[y]
  }
}
