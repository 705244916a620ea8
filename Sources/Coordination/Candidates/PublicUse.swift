import SocialModel

/// How much others use what a candidate's members share, when the members do not.
struct PublicUse {
  /// Of the actions on an object, on average over the objects, the share by accounts outside that
  /// lie further from every member's action than shared posts lie from each other.
  let share: Double
  /// The number of objects: those that are no phrases, or phrases where there are no others. A text
  /// holds many phrases, so they would outnumber everything.
  let objects: Int

  init(members: [Int32], shared: SharedActions, stream: StreamColumns) {
    let wider = shared.objects.filter { $0.layer != .phrase }
    let objects = wider.isEmpty ? shared.objects : wider
    let inside = Set(members)
    let sum = objects.reduce(0.0) { sum, object in
      guard let table = stream.tables[object.layer] else { return sum }
      let range = table.positions(on: object.object)
      return sum + Self.share(table.actions[range], inside: inside, distance: shared.lag)
    }
    share = objects.isEmpty ? 0 : sum / Double(objects.count)
    self.objects = objects.count
  }

  /// The share of actions, in order of time, by accounts outside and far from every member's.
  private static func share(
    _ actions: ArraySlice<ActionTable.Action>, inside: Set<Int32>, distance: Int64
  ) -> Double {
    let times = actions.filter { inside.contains($0.account) }.map(\.time)
    var next = 0
    var apart = 0
    for action in actions where !inside.contains(action.account) {
      while next < times.count && times[next] < action.time { next += 1 }
      let isNearLater = next < times.count && times[next] - action.time <= distance
      let isNearEarlier = next > 0 && action.time - times[next - 1] <= distance
      if !isNearLater && !isNearEarlier { apart += 1 }
    }
    return actions.isEmpty ? 0 : Double(apart) / Double(actions.count)
  }
}
