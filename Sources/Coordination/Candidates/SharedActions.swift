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

    var order: (UInt8, Int64, Int) { (layer.rawValue, firstTime, allActions) }
  }

  /// Objects on which two members acted close to each other, the most telling first.
  private(set) var objects: [Object] = []
  /// The posts that did so, in order of time.
  private(set) var posts: [Int32] = []
  /// The lags between one such action and the next by another member, in milliseconds, ascending.
  private(set) var lags: [Int64] = []

  /// How many of those posts lie within ``quick`` of another member's on the same object.
  private(set) var quickPosts = 0

  /// How close is close, in milliseconds.
  let lag: Int64

  /// Closer than people come again and again, in milliseconds: reading what another account has
  /// posted and answering takes a person longer than two seconds.
  static let quick: Int64 = 2000

  init(members: [Int32], stream: StreamColumns, actions: RareActions, lag: Int64) {
    self.lag = lag
    var found = Set<Int32>()
    var quick = Set<Int32>()
    let table = actions.table
    for (object, positions) in Self.positionsByObject(members, table, stream) {
      let near = Self.nearOthers(positions, table, lag)
      guard !near.isEmpty else { continue }
      lags += Self.lags(positions, table, lag)
      for position in near { found.insert(table.contents[position]) }
      for position in Self.nearOthers(positions, table, Self.quick) {
        quick.insert(table.contents[position])
      }
      objects.append(Self.summary(object, positions, stream: stream, actions: actions))
    }
    lags.sort()
    objects.sort {
      if $0.score != $1.score { return $0.score > $1.score }
      return $0.order != $1.order
        ? $0.order < $1.order : stream.names($0.object, before: $1.object, in: $0.layer)
    }
    posts = found.sorted(by: stream.precedes)
    quickPosts = quick.count
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
    for object in objects.filter({ $0.layer != .phrase }) + objects.filter({ $0.layer == .phrase })
    {
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

  /// The members' positions on each object that has two, in order of time, account and post.
  private static func positionsByObject(
    _ members: [Int32], _ table: ActionTable, _ stream: StreamColumns
  ) -> [(Int32, [Int])] {
    var byObject: [Int32: [Int]] = [:]
    for member in members {
      for position in table.positions(of: member) {
        byObject[table.actions[Int(position)].object, default: []].append(Int(position))
      }
    }
    return byObject.filter { $0.value.count > 1 }.map { object, positions in
      (object, positions.sorted { stream.precedes(table.contents[$0], table.contents[$1]) })
    }.sorted { $0.0 < $1.0 }
  }

  /// The lags between neighbours in time of different members.
  private static func lags(
    _ positions: [Int], _ table: ActionTable, _ longest: Int64
  ) -> [Int64] {
    zip(positions, positions.dropFirst()).compactMap { x, y in
      let (a, b) = (table.actions[x], table.actions[y])
      return a.account != b.account && b.time - a.time <= longest ? b.time - a.time : nil
    }
  }

  /// Positions with an action of another member close by.
  private static func nearOthers(
    _ positions: [Int], _ table: ActionTable, _ lag: Int64
  ) -> [Int] {
    let before = nearEarlier(positions, table, lag)
    let after = nearEarlier(positions.reversed(), table, lag).reversed()
    return zip(positions, zip(before, after)).filter { $1.0 || $1.1 }.map(\.0)
  }

  /// For each position whether one before it in the list is another account's and close by.
  private static func nearEarlier(
    _ positions: [Int], _ table: ActionTable, _ lag: Int64
  ) -> [Bool] {
    var last: ActionTable.Action?
    var lastOfOther: ActionTable.Action?
    return positions.map { position in
      let action = table.actions[position]
      if let last, last.account != action.account { lastOfOther = last }
      last = action
      return lastOfOther.map { abs($0.time - action.time) <= lag } ?? false
    }
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
