import SocialModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The actions on rare objects, all layers in one table.
///
/// An object that everybody uses says nothing about two accounts that use it; what few others use
/// does. Rarity is log10 of (posts + prior posts) / actions on the object. Objects of one account
/// alone and moments at which a crowd uses an object are left out.
public struct RareActions: Sendable {
  /// The actions; contents are posts, times are milliseconds.
  public let table: ActionTable
  /// The layer of each object.
  public let layers: [Layer]
  /// The id of each object in its layer's own table.
  public let sources: [Int32]
  /// The rarity of each object.
  public let rarities: [Double]
  /// The unit that each post's time comes in; empty where all are milliseconds.
  let postUnits: [TimeUnit]

  /// The unit that the lag between two posts comes in: the finer of theirs.
  @inline(__always)
  func unit(_ postA: Int32, _ postB: Int32) -> TimeUnit {
    postUnits.isEmpty ? .millisecond : min(postUnits[Int(postA)], postUnits[Int(postB)])
  }

  /// Takes the rare actions from the tables of some layers.
  ///
  /// - Complexity: O(actions) but for sorting what is kept.
  public init(stream: StreamColumns, layers tested: [Layer], parameters: DetectionParameters) {
    let posts = Double(stream.postTimes.count + parameters.priorPosts)
    let least = parameters.rarities.min() ?? 0
    var columns = Columns()
    for layer in tested {
      guard let table = stream.tables[layer] else { continue }
      for object in 0..<Int32(table.objectCount) {
        let range = table.positions(on: object)
        let rarity = log10(posts / Double(max(1, range.count)))
        guard range.count > 1, rarity >= least, Self.hasTwoAccounts(table, range) else { continue }
        let keeps = Crowds.isUncrowded(
          table, range, limit: parameters.crowdLimit, window: parameters.contextWindow)
        columns.add(table, range, keeps: keeps, layer: layer, source: object, rarity: rarity)
      }
    }
    postUnits = stream.postUnits
    (layers, sources, rarities) = (columns.layers, columns.sources, columns.rarities)
    table = ActionTable(
      accountCount: stream.accountCount, objectCount: columns.layers.count,
      objects: columns.objects, accounts: columns.accounts, times: columns.times,
      contents: columns.contents)
  }

  private static func hasTwoAccounts(_ table: ActionTable, _ range: Range<Int>) -> Bool {
    let first = table.actions[range.lowerBound].account
    return range.contains { table.actions[$0].account != first }
  }

  /// The table while it is gathered.
  private struct Columns {
    var layers: [Layer] = []
    var sources: [Int32] = []
    var rarities: [Double] = []
    var objects: [Int32] = []
    var accounts: [Int32] = []
    var times: [Int64] = []
    var contents: [Int32] = []

    mutating func add(
      _ table: ActionTable, _ range: Range<Int>, keeps: [Bool], layer: Layer, source: Int32,
      rarity: Double
    ) {
      let object = Int32(layers.count)
      layers.append(layer)
      sources.append(source)
      rarities.append(rarity)
      for (position, keeps) in zip(range, keeps) where keeps {
        let action = table.actions[position]
        objects.append(object)
        accounts.append(action.account)
        times.append(action.time)
        contents.append(table.contents[position])
      }
    }
  }
}
