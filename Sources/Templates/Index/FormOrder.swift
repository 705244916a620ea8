import SocialModel

/// An order of forms that does not depend on the order of the posts.
struct FormOrder: Sendable {
  private let keys: [UInt64]

  /// Hashes all forms of an index.
  init(_ index: TemplateIndex) {
    keys = (0..<Int32(index.forms.count)).map {
      WordHash.hash(index.forms.bytes($0), seed: 0x7465_6D70_6C61_7465)
    }
  }

  /// Whether the one form comes before the other, posts aside.
  func precedes(_ a: Int32, _ b: Int32, _ index: TemplateIndex) -> Bool {
    if keys[Int(a)] != keys[Int(b)] { return keys[Int(a)] < keys[Int(b)] }
    return index.forms.bytes(a).lexicographicallyPrecedes(index.forms.bytes(b))
  }

  /// Most posts first; then by a hash of the form, and by its bytes where that is equal.
  func sorted(_ forms: [Int32], _ index: TemplateIndex) -> [Int32] {
    var entries = forms.map { (posts: index.formPosts[Int($0)], form: $0) }
    entries.sort { a, b in
      a.posts != b.posts ? a.posts > b.posts : precedes(a.form, b.form, index)
    }
    return entries.map(\.form)
  }
}
