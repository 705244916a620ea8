import SocialModel

/// All posts of a candidate's members, counted.
struct MemberPosts {
  /// Posts of members.
  let total: Int
  /// Posts of members that are shared or repeat another account's post.
  let echoes: Int
  /// Shared posts that link to the site that their account's shared posts link to most.
  let toOwnSite: Int
  /// Programs that shared posts name.
  let programs: Int

  init(
    total: Int, members: [Int32], shared: SharedActions, stream: StreamColumns
  ) {
    var echoed = Set(shared.posts)
    if let reposts = stream.tables[.repost] {
      for member in members {
        for position in reposts.positions(of: member) {
          echoed.insert(reposts.contents[Int(position)])
        }
      }
    }
    echoes = echoed.count
    self.total = total
    toOwnSite = stream.postSites.isEmpty ? 0 : Self.toOwnSite(shared.posts, stream)
    programs =
      stream.postPrograms.isEmpty
      ? 0 : Set(shared.posts.map { stream.postPrograms[Int($0)] }.filter { $0 >= 0 }).count
  }

  private static func toOwnSite(_ posts: [Int32], _ stream: StreamColumns) -> Int {
    var links: [Int32: [Int32: Int]] = [:]
    for post in posts where stream.postSites[Int(post)] >= 0 {
      links[stream.postAccounts[Int(post)], default: [:]][
        stream.postSites[Int(post)], default: 0] +=
        1
    }
    return links.values.reduce(0) { $0 + ($1.values.max() ?? 0) }
  }
}
