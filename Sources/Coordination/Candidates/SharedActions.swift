import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The actions of a community's members that lie within the time window of another member's on
/// the same object: what the candidate is seen to do.
struct SharedActions {
  /// An object with its actions by members.
  struct Object: Hashable, Sendable {
    var layer: Layer
    var object: Int32
    var members: Int
    var memberActions: Int
    var allActions: Int
    var firstTime: Int64
    /// How telling it is: members times the rarity of the object in its layer.
    var score: Double

    var order: (UInt8, Int64, Int) { (layer.rawValue, firstTime, allActions) }
  }

  /// Objects on which two members acted within the time window, the most telling first.
  private(set) var objects: [Object] = []
  /// The posts that did so, in order of time.
  private(set) var posts: [Int32] = []
  /// The lags between one such action and the next by another member, in milliseconds, ascending.
  private(set) var lags: [Int64] = []

  init(members: [Int32], stream: StreamColumns, layers: [Layer], timeWindow: Int64) {
    var found = Set<Int32>()
    for layer in layers {
      guard let table = stream.tables[layer] else { continue }
      for (object, positions) in Self.positionsByObject(members, table) {
        let near = Self.nearOthers(positions, table, timeWindow, lags: &lags)
        guard !near.isEmpty else { continue }
        for position in near { found.insert(table.contents[position]) }
        objects.append(Self.summary(layer, object, positions, table))
      }
    }
    lags.sort()
    objects.sort {
      if $0.score != $1.score { return $0.score > $1.score }
      return $0.order != $1.order
        ? $0.order < $1.order : stream.names($0.object, before: $1.object, in: $0.layer)
    }
    posts = found.sorted(by: stream.precedes)
  }

  /// The members' positions on each object that has two, in order of time and account.
  private static func positionsByObject(
    _ members: [Int32], _ table: ActionTable
  ) -> [(Int32, [Int])] {
    var byObject: [Int32: [Int]] = [:]
    for member in members {
      for position in table.positions(of: member) {
        byObject[table.actions[Int(position)].object, default: []].append(Int(position))
      }
    }
    return byObject.filter { $0.value.count > 1 }.map { object, positions in
      (
        object,
        positions.sorted {
          let (x, y) = (table.actions[$0], table.actions[$1])
          return (x.time, x.account, $0) < (y.time, y.account, $1)
        }
      )
    }.sorted { $0.0 < $1.0 }
  }

  /// Positions with an action of another member within the window, and the lags between
  /// neighbours in time of different members.
  private static func nearOthers(
    _ positions: [Int], _ table: ActionTable, _ window: Int64, lags: inout [Int64]
  ) -> [Int] {
    for (x, y) in zip(positions, positions.dropFirst()) {
      let (a, b) = (table.actions[x], table.actions[y])
      if a.account != b.account && b.time - a.time <= window { lags.append(b.time - a.time) }
    }
    let before = nearEarlier(positions, table, window)
    let after = nearEarlier(positions.reversed(), table, window).reversed()
    return zip(positions, zip(before, after)).filter { $1.0 || $1.1 }.map(\.0)
  }

  /// For each position whether one before it in the list is another account's within the window.
  private static func nearEarlier(
    _ positions: [Int], _ table: ActionTable, _ window: Int64
  ) -> [Bool] {
    var last: ActionTable.Action?
    var lastOfOther: ActionTable.Action?
    return positions.map { position in
      let action = table.actions[position]
      if let last, last.account != action.account { lastOfOther = last }
      last = action
      return lastOfOther.map { abs($0.time - action.time) <= window } ?? false
    }
  }

  private static func summary(
    _ layer: Layer, _ object: Int32, _ positions: [Int], _ table: ActionTable
  ) -> Object {
    let members = Set(positions.map { table.actions[$0].account }).count
    let all = table.positions(on: object).count
    let rarity = log10(Double(table.count) / Double(all)) + 0.1
    return Object(
      layer: layer, object: object, members: members, memberActions: positions.count,
      allActions: all, firstTime: table.actions[positions[0]].time,
      score: Double(members) * rarity)
  }
}
