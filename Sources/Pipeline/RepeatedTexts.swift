import Coordination
import SocialModel

/// The texts of a stream that several accounts posted, edited copies counted as one.
struct RepeatedTexts {
  /// How many texts are kept, those of the most accounts.
  static let limit = 4000

  /// A text with the posts that carry it.
  struct Text {
    var object: Int32
    var accounts: Set<Int32>
    var posts: Int
    /// The first post; of several at one time, that of the first account.
    var first: Int32
  }

  /// The texts of the most accounts, then of the most posts, then in the order of their normal forms.
  var texts: [Text]
  /// How many others there are.
  var leftOut: Int

  init(_ stream: StreamData) {
    var found: [Text] = []
    if let families = stream.families {
      let table = families.table
      for object in 0..<Int32(table.objectCount) where families.isTemplate(object) {
        let positions = table.positions(on: object)
        guard positions.count > 1 else { continue }
        let accounts = Set(table.actions[positions].map(\.account))
        guard accounts.count > 1 else { continue }
        found.append(
          Text(
            object: object, accounts: accounts, posts: positions.count,
            first: Self.first(positions, table, stream.columns)))
      }
    }
    let keys = stream.objects[.text]
    found.sort { x, y in
      if x.accounts.count != y.accounts.count { return x.accounts.count > y.accounts.count }
      if x.posts != y.posts { return x.posts > y.posts }
      guard let keys else { return false }
      return keys.bytes(x.object).lexicographicallyPrecedes(keys.bytes(y.object))
    }
    leftOut = max(0, found.count - Self.limit)
    texts = Array(found.prefix(Self.limit))
  }

  private static func first(
    _ positions: Range<Int>, _ table: ActionTable, _ columns: StreamColumns
  ) -> Int32 {
    let start = table.actions[positions.lowerBound].time
    let earliest = positions.prefix { table.actions[$0].time == start }
    let position = earliest.min { x, y in
      let (a, b) = (table.actions[x].account, table.actions[y].account)
      let (p, q) = (table.contents[x], table.contents[y])
      return (a, columns.postKeys[Int(p)]) < (b, columns.postKeys[Int(q)])
    }
    return table.contents[position ?? positions.lowerBound]
  }
}
