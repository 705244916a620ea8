/// The posts that carry one template.
public struct TemplateFamily: Hashable, Sendable {
  /// The family's number in its index.
  public var id: Int
  /// The posts, ascending; one that joins two templates is in both families.
  public var posts: [Int]
  /// The first of the posts whose form stands in the middle of the family.
  public var medoid: Int
}

extension TemplateIndex {
  /// The families with at least so many posts, those with the most posts first.
  ///
  /// - Complexity: O(posts).
  public func families(leastPosts: Int = 2) -> [TemplateFamily] {
    var counts = [Int32](repeating: 0, count: representatives.count)
    for post in postForms.indices { forEachFamily(of: post) { counts[$0] += 1 } }
    var members: [Int: [Int]] = [:]
    for family in counts.indices where Int(counts[family]) >= max(leastPosts, 1) {
      members[family] = []
    }
    for post in postForms.indices {
      forEachFamily(of: post) { family in
        if Int(counts[family]) >= max(leastPosts, 1) { members[family]?.append(post) }
      }
    }
    let families = members.compactMap { id, posts -> TemplateFamily? in
      let medoid = posts.first { postForms[$0] == representatives[id] } ?? posts.first
      return medoid.map { TemplateFamily(id: id, posts: posts, medoid: $0) }
    }
    return families.sorted {
      $0.posts.count != $1.posts.count
        ? $0.posts.count > $1.posts.count : ($0.posts[0], $0.id) < ($1.posts[0], $1.id)
    }
  }

  /// The posts of a family that have the same form as one of them.
  public func texts(like post: Int, in family: TemplateFamily) -> [Int] {
    family.posts.filter { postForms[$0] == postForms[post] }
  }

  /// How a post came to its families.
  public func role(of post: Int) -> Role { formRole[Int(postForms[post])] }

  private func forEachFamily(of post: Int, _ body: (Int) -> Void) {
    let form = postForms[post]
    let family = formFamily[Int(form)]
    guard family >= 0 else { return }
    body(Int(family))
    for other in formOthers[form] ?? [] { body(Int(other)) }
  }
}
