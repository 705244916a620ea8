import Coordination
import SocialModel

/// Loaded actions made ready for the search: filtered, numbered in the order of results, sorted.
///
/// Accounts are numbered by the bytes of their names here, so that pairs come out as results name
/// them.
struct CoactionSet: Sendable {
  let loaded: LoadedActions
  /// The account in `loaded` of each account here.
  let accountNames: [Int32]
  /// The actions that may be in co-actions.
  let table: ActionTable
  /// The row in `loaded` of the action at each position.
  let rows: [Int32]
  /// For each row in `loaded` when its account first appeared in its file; -1 for a dropped row.
  let appearance: [Int32]
  private let kept: KeptRows

  init(_ loaded: LoadedActions, options: CoactionOptions) {
    self.loaded = loaded
    kept = KeptRows(loaded, minParticipation: options.minParticipation)
    appearance = kept.appearance
    let ranks = NameOrder.ranks(loaded.accountNames, threads: options.threads)
    accountNames = ranks.ids
    let eligible = kept.rows.filter { row in
      loaded.contents[Int(row)] >= 0
        && !(options.asCooRTweet && Self.isItsOwnObject(Int(row), loaded))
    }
    table = ActionTable(
      accountCount: loaded.accountNames.count, objectCount: loaded.objectCount,
      objects: eligible.map { loaded.objects[Int($0)] },
      accounts: eligible.map { ranks.ranks[Int(loaded.accounts[Int($0)])] },
      times: eligible.map { loaded.times[Int($0)] },
      contents: eligible.map { loaded.contents[Int($0)] }, threads: options.threads)
    rows = table.rows.map { eligible[Int($0)] }
  }

  /// Whether the row's content has the same name as its object.
  private static func isItsOwnObject(_ row: Int, _ loaded: LoadedActions) -> Bool {
    let object = loaded.objectName(loaded.objects[row])
    let content = loaded.contentNames.bytes(loaded.contents[row])
    return object.count == content.count && object.elementsEqual(content)
  }

  /// The actions that count towards participation, file by file.
  func participation() -> [Participation.Actions] {
    var ranks = [Int32](repeating: 0, count: accountNames.count)
    for (rank, id) in accountNames.enumerated() { ranks[Int(id)] = Int32(rank) }
    return loaded.layers.indices.map { layer in
      let rows = kept.rows.filter { loaded.layers[layer].contains(Int($0)) }
      let objects = loaded.objectStarts[layer]..<loaded.objectStarts[layer + 1]
      let positions =
        Int(
          table.objectStart[Int(objects.lowerBound)])..<Int(
          table.objectStart[Int(objects.upperBound)])
      return Participation.Actions(
        accounts: rows.map { ranks[Int(loaded.accounts[Int($0)])] }[...],
        contents: rows.map { loaded.contents[Int($0)] }[...], positions: positions)
    }
  }

  /// For each position when its account first appeared: who is older where times are equal.
  func ties() -> [Int32] { rows.map { appearance[Int($0)] } }

  /// For each object its place in the order in which results list objects.
  ///
  /// By first appearance; as CooRTweet, of the rows grouped by account in order of appearance.
  func objectOrder(asCooRTweet: Bool) -> [Int32] {
    if !asCooRTweet { return (0..<Int32(loaded.objectCount)).map { $0 } }
    var first = [Int64](repeating: .max, count: loaded.objectCount)
    for row in kept.rows {
      let object = Int(loaded.objects[Int(row)])
      first[object] = min(first[object], groupedPlace(row))
    }
    var order = [Int32](repeating: 0, count: first.count)
    for layer in loaded.layers.indices {
      let objects = Int(loaded.objectStarts[layer])..<Int(loaded.objectStarts[layer + 1])
      let sorted = objects.sorted { (first[$0], $0) < (first[$1], $1) }
      for (place, object) in zip(objects, sorted) { order[object] = Int32(place) }
    }
    return order
  }

  /// A row's place when the rows of a file are grouped by account in order of appearance.
  func groupedPlace(_ row: Int32) -> Int64 { Int64(appearance[Int(row)]) << 32 | Int64(row) }
}

/// The rows of accounts that act often enough.
private struct KeptRows {
  /// The rows, ascending.
  var rows: [Int32] = []
  /// For each row when its account first appeared in its file; -1 for a dropped row.
  var appearance: [Int32]

  init(_ loaded: LoadedActions, minParticipation: Int) {
    appearance = [Int32](repeating: -1, count: loaded.count)
    rows.reserveCapacity(loaded.count)
    var counts = [Int32](repeating: 0, count: loaded.accountNames.count)
    var first = counts
    for layer in loaded.layers {
      for account in counts.indices { counts[account] = 0 }
      var seen: Int32 = 0
      for row in layer {
        let account = Int(loaded.accounts[row])
        if counts[account] == 0 {
          first[account] = seen
          seen += 1
        }
        counts[account] += 1
      }
      for row in layer where counts[Int(loaded.accounts[row])] >= minParticipation {
        rows.append(Int32(row))
        appearance[row] = first[Int(loaded.accounts[row])]
      }
    }
  }
}
