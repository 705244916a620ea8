import Coordination
import SocialModel
import Templates

/// Which texts of a stream are edited copies of one another, as objects of the text layer.
///
/// Each family of several wordings is one object more, called by the text in its middle with
/// ``sign`` before it: who posts a copy with a word changed acts on it too. The wordings stay objects
/// of their own, since the same words to the letter say more than a copy does; an occasion counts once,
/// by the rarest object of it. A text that joins two templates is an action on each.
struct TextFamilies: Sendable {
  /// Stands before the name of a family.
  static let sign = "≈ "

  /// The actions of the text layer, those on families among them.
  let table: ActionTable
  /// For each row of the table's columns the text itself, whether the action is on it or on a family.
  private let texts: [Int32]
  /// For each text the family that stands for it; itself where it is nobody's copy.
  private let standing: [Int32]

  /// The actions on texts before families are known, in columns of equal length.
  struct Columns {
    var objects: [Int32]
    var accounts: [Int32]
    var times: [Int64]
    var posts: [Int32]
    var accountCount: Int
  }

  /// The families of the text layer's objects.
  ///
  /// - Parameters:
  ///   - forms: the normal forms of the texts, which are the objects; the names of families are added.
  ///   - columns: the actions.
  ///   - threads: how many threads work; the result does not depend on it.
  /// - Complexity: as `TemplateIndex(texts:)` in distinct texts.
  init(forms: ByteInterner, columns: consuming Columns, threads: Int) {
    let names = FamilyNames(forms: forms, objects: columns.objects, threads: threads)
    var texts = columns.objects
    for row in columns.objects.indices {
      let text = columns.objects[row]
      for family in names.families[text] ?? [] {
        columns.objects.append(family)
        columns.accounts.append(columns.accounts[row])
        columns.times.append(columns.times[row])
        columns.posts.append(columns.posts[row])
        texts.append(text)
      }
    }
    table = ActionTable(
      accountCount: columns.accountCount, objectCount: forms.count, objects: columns.objects,
      accounts: columns.accounts, times: columns.times, contents: columns.posts, threads: threads)
    self.texts = texts
    standing = (0..<Int32(forms.count)).map { names.families[$0]?.first ?? $0 }
  }

  /// Whether an object is a family, or a text that belongs to none.
  func isTemplate(_ object: Int32) -> Bool { standing[Int(object)] == object }

  /// The first post of each wording of a template, that of the most posts first.
  ///
  /// - Parameter sorted: brings posts into an order that does not depend on the input's.
  func wordings(of template: Int32, sorted: (Set<Int32>) -> [Int32]) -> [Int32] {
    var posts: [Int32: Set<Int32>] = [:]
    for position in table.positions(on: template) {
      posts[texts[Int(table.rows[position])], default: []].insert(table.contents[position])
    }
    let wordings = posts.values.map { (count: $0.count, post: sorted($0)[0]) }
    let order = sorted(Set(wordings.map(\.post)))
    let largest = wordings.map(\.count).max() ?? 0
    guard
      let middle = order.first(where: { post in
        wordings.contains { $0.post == post && $0.count == largest }
      })
    else { return [] }
    return [middle] + order.filter { $0 != middle }
  }
}

/// The families that each text belongs to.
private struct FamilyNames {
  /// For each text of a family its families, the one that makes up most of it first.
  var families: [Int32: [Int32]] = [:]

  init(forms: ByteInterner, objects: [Int32], threads: Int) {
    guard forms.count > 1 else { return }
    let ids = 0..<Int32(forms.count)
    var posts = [Int32](repeating: 0, count: forms.count)
    for object in objects { posts[Int(object)] += 1 }
    let index = TemplateIndex(texts: ids.map { forms.string($0) }, posts: posts, threads: threads)
    for family in index.families(leastPosts: 2) {
      let name = forms.intern(TextFamilies.sign + Self.middle(of: family, index, forms, posts))
      for text in family.posts {
        let isFirst = index.families(of: text).first == family.id
        families[Int32(text), default: []].insert(
          name, at: isFirst ? 0 : families[Int32(text)]?.count ?? 0)
      }
    }
  }

  /// Of texts with the form in the middle, that of the most posts, and the first by bytes.
  private static func middle(
    of family: TemplateFamily, _ index: TemplateIndex, _ forms: ByteInterner, _ posts: [Int32]
  ) -> String {
    let middle = index.texts(like: family.medoid, in: family).min { a, b in
      posts[a] != posts[b]
        ? posts[a] > posts[b]
        : forms.bytes(Int32(a)).lexicographicallyPrecedes(forms.bytes(Int32(b)))
    }
    return forms.string(Int32(middle ?? family.medoid))
  }
}
