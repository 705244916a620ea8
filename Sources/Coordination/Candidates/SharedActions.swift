import SocialModel

/// The actions of a community's members on rare objects that lie close to another member's: what
/// the candidate is seen to do.
struct SharedActions {
  /// An object with its actions by members.
  struct Object: Hashable, Sendable {
    var layer: Layer
    var object: Int32
    var post: Int32
    var members: Int
    var memberActions: Int
    var allActions: Int
    var firstTime: Int64
    /// How telling it is: members times the rarity of the object.
    var score: Double

    var order: (UInt8, Int64, Int, Int32) { (layer.rawValue, firstTime, allActions, object) }
  }

  /// Objects on which two members acted close to each other, the most telling first.
  private(set) var objects: [Object] = []
  /// The posts that did so, in order of time.
  private(set) var posts: [Int32] = []
  /// The lags between one such action and the next by another member, in milliseconds, ascending.
  private(set) var lags: [Int64] = []

  init(members: [Int32], stream: StreamColumns, actions: RareActions, lag: Int64) {
    var found = Set<Int32>()
    let table = actions.table
    for (object, positions) in Self.positionsByObject(members, table) {
      let near = Self.nearOthers(positions, table, lag, lags: &lags)
      guard !near.isEmpty else { continue }
      for position in near { found.insert(table.contents[position]) }
      objects.append(Self.summary(object, positions, stream: stream, actions: actions))
    }
    lags.sort()
    objects.sort { $0.score != $1.score ? $0.score > $1.score : $0.order < $1.order }
    posts = found.sorted(by: stream.precedes)
  }

  /// The most telling objects; phrases that say no more than an object before them are left out.
  func named(limit: Int) -> [CandidateDraft.Object] {
    struct Use: Hashable {
      var members: Int
      var actions: Int
      var first: Int64
    }
    var seen = Set<Use>()
    var named: [CandidateDraft.Object] = []
    // Whole texts before the phrases in them.
    for object in objects.filter({ $0.layer != .phrase }) + objects.filter({ $0.layer == .phrase }) {
      let use = Use(
        members: object.members, actions: object.memberActions, first: object.firstTime)
      if object.layer == .phrase, seen.contains(use) { continue }
      seen.insert(use)
      named.append(
        CandidateDraft.Object(
          layer: object.layer, object: object.object, post: object.post, members: object.members,
          memberActions: object.memberActions, allActions: object.allActions,
          first: Timestamp(milliseconds: object.firstTime)))
    }
    let rank = Dictionary(
      uniqueKeysWithValues: objects.enumerated().map { (Key($1.layer, $1.object), $0) })
    named.sort {
      rank[Key($0.layer, $0.object), default: 0] < rank[Key($1.layer, $1.object), default: 0]
    }
    return Array(named.prefix(limit))
  }

  private struct Key: Hashable {
    var layer: Layer
    var object: Int32

    init(_ layer: Layer, _ object: Int32) {
      self.layer = layer
      self.object = object
    }
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

  /// Positions with an action of another member close by; neighbours in time suffice, since an
  /// action of the same member between two others is itself near both.
  private static func nearOthers(
    _ positions: [Int], _ table: ActionTable, _ lag: Int64, lags: inout [Int64]
  ) -> [Int] {
    var near = Set<Int>()
    for (x, y) in zip(positions, positions.dropFirst()) {
      let (a, b) = (table.actions[x], table.actions[y])
      guard a.account != b.account, b.time - a.time <= lag else { continue }
      near.insert(x)
      near.insert(y)
      lags.append(b.time - a.time)
    }
    return near.sorted()
  }

  private static func summary(
    _ object: Int32, _ positions: [Int], stream: StreamColumns, actions: RareActions
  ) -> Object {
    let table = actions.table
    let layer = actions.layers[Int(object)]
    let source = actions.sources[Int(object)]
    let members = Set(positions.map { table.actions[$0].account }).count
    return Object(
      layer: layer, object: source, post: table.contents[positions[0]], members: members,
      memberActions: positions.count,
      allActions: stream.tables[layer]?.positions(on: source).count ?? positions.count,
      firstTime: table.actions[positions[0]].time,
      score: Double(members) * actions.rarities[Int(object)])
  }
}
