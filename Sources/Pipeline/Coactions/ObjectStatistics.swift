import Coordination
import SocialModel

/// How many accounts acted together on each object, as CooRTweet's `group_stats`.
///
/// CooRTweet counts only the accounts that come first in an edge of its graph, where the order of
/// accounts is an accident of the order of rows. Here all of them count, but for `asCooRTweet`.
struct ObjectStatistics {
  private let network: CoactionNetwork

  init(_ network: CoactionNetwork) { self.network = network }

  /// The file: one row for each object with a co-action, those with the most accounts first.
  func encode() -> CSVBuffer {
    let loaded = network.set.loaded
    let counts = network.options.asCooRTweet ? firstAccounts() : allAccounts()
    let objects = counts.sorted { x, y in
      if x.value != y.value { return x.value > y.value }
      let (nameX, nameY) = (loaded.objectName(x.key), loaded.objectName(y.key))
      return nameX.elementsEqual(nameY)
        ? x.key < y.key : nameX.lexicographicallyPrecedes(nameY)
    }
    var csv = CSVBuffer()
    csv.header(["object_id", "num_accounts"])
    for (object, count) in objects {
      csv.field(loaded.objectName(object))
      csv.field(count)
      csv.endRow()
    }
    return csv
  }

  private func allAccounts() -> [Int32: Int] {
    let acts = network.engine.positionsWithCoaction(threads: network.options.threads)
    let table = network.set.table
    var counts: [Int32: Int] = [:]
    for object in 0..<Int32(table.objectCount) {
      let accounts = Set(
        table.positions(on: object).filter { acts[$0] }.map { table.actions[$0].account })
      if !accounts.isEmpty { counts[object] = accounts.count }
    }
    return counts
  }

  /// A co-action's place in CooRTweet's table: object, newer row, older row of the grouped rows.
  private struct Place: Comparable, Sendable {
    var object: Int32
    var later: Int64
    var earlier: Int64

    static func < (x: Place, y: Place) -> Bool {
      (x.object, x.later, x.earlier) < (y.object, y.later, y.earlier)
    }
  }

  private func firstAccounts() -> [Int32: Int] {
    let vertex = vertices()
    let table = network.set.table
    var found: Set<UInt64> = []
    network.engine.forEachRow(threads: network.options.threads) {
      Set<UInt64>()
    } visit: { found, row in
      for record in row.records {
        let isFirst = vertex[Int(row.account)] < vertex[Int(record.other)]
        let account = isFirst ? row.account : record.other
        let object = table.actions[Int(record.position)].object
        found.insert(UInt64(object) << 32 | UInt64(account))
      }
    } consume: {
      found.formUnion($0)
    }
    var counts: [Int32: Int] = [:]
    for key in found { counts[Int32(key >> 32), default: 0] += 1 }
    return counts
  }

  /// For each account its index in CooRTweet's graph.
  ///
  /// The graph lists the smaller accounts of all edges in the order of the edges' first co-actions,
  /// then the larger ones that are not among them.
  private func vertices() -> [Int] {
    let places = firstPlaces()
    let smaller = places.smaller.sorted { $0.value < $1.value }.map(\.key)
    let larger = places.larger.filter { places.smaller[$0.key] == nil }
      .sorted { $0.value < $1.value }.map(\.key)
    var vertex = [Int](repeating: .max, count: network.set.table.accountCount)
    for (index, account) in (smaller + larger).enumerated() { vertex[Int(account)] = index }
    return vertex
  }

  private typealias Places = (smaller: [Int32: Place], larger: [Int32: Place])

  private func firstPlaces() -> Places {
    let order = network.set.objectOrder(asCooRTweet: true)
    var places: Places = ([:], [:])
    network.engine.forEachRow(threads: network.options.threads) {
      Places([:], [:])
    } visit: { places, row in
      for record in row.records {
        let place = place(record, order)
        places.smaller[row.account] = min(places.smaller[row.account] ?? place, place)
        places.larger[record.other] = min(places.larger[record.other] ?? place, place)
      }
    } consume: {
      places.smaller.merge($0.smaller) { min($0, $1) }
      places.larger.merge($0.larger) { min($0, $1) }
    }
    return places
  }

  private func place(_ record: CoactionRecord, _ order: [Int32]) -> Place {
    let set = network.set
    let own = set.groupedPlace(set.rows[Int(record.position)])
    let other = set.groupedPlace(set.rows[Int(record.otherPosition)])
    return Place(
      object: order[Int(set.table.actions[Int(record.position)].object)],
      later: max(own, other), earlier: min(own, other))
  }
}
