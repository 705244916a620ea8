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

    var order: (UInt8, Int64, Int, Int32) { (layer.rawValue, firstTime, allActions, object) }
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
      $0.score != $1.score ? $0.score > $1.score : $0.order < $1.order
    }
    posts = found.sorted(by: stream.precedes)
  }

  private static func positionsByObject(
    _ members: [Int32], _ table: ActionTable
  ) -> [(Int32, [Int])] {
    var byObject: [Int32: [Int]] = [:]
    for member in members {
      for position in table.positions(of: member) {
        byObject[table.actions[Int(position)].object, default: []].append(Int(position))
      }
    }
    return byObject.filter { $0.value.count > 1 }.map { ($0.key, $0.value.sorted()) }
      .sorted { $0.0 < $1.0 }
  }

  /// Positions with an action of another member within the window; neighbours in time suffice,
  /// since an action of the same member between two others is itself near both.
  private static func nearOthers(
    _ positions: [Int], _ table: ActionTable, _ window: Int64, lags: inout [Int64]
  ) -> [Int] {
    var near = Set<Int>()
    for (x, y) in zip(positions, positions.dropFirst()) {
      let (a, b) = (table.actions[x], table.actions[y])
      guard a.account != b.account, b.time - a.time <= window else { continue }
      near.insert(x)
      near.insert(y)
      lags.append(b.time - a.time)
    }
    return near.sorted()
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
