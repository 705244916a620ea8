import SocialModel
import Templates

/// The texts that a candidate's members copied from one another.
struct CandidateTemplates {
  /// How many of a candidate's posts are compared, the first ones.
  static let postLimit = 1000
  /// How many templates a candidate shows.
  static let limit = 12
  /// How many copies say what varies in a template.
  static let copyLimit = 200

  /// Templates of two members or more, those of the most members first, then of the most posts, then
  /// the earliest.
  ///
  /// - Parameter posts: posts of a candidate in order of time.
  static func of(_ posts: [PostExcerpt], threads: Int) -> [CandidateTemplate] {
    let index = TemplateIndex(texts: posts.map(\.text), threads: threads)
    let families = index.families(leastPosts: 2).map { family in
      let own = family.posts.map { posts[$0] }
      return (family, own, members: Set(own.map(\.account)).count)
    }
    let shown = families.filter { $0.members > 1 }.sorted { x, y in
      if x.members != y.members { return x.members > y.members }
      if x.1.count != y.1.count { return x.1.count > y.1.count }
      return x.0.posts[0] < y.0.posts[0]
    }
    return shown.prefix(limit).map { family, own, members in
      let readable = ReadableTemplate(
        medoid: posts[family.medoid].text, copies: own.prefix(copyLimit).map(\.text))
      return CandidateTemplate(
        text: readable.text, posts: own.count, members: members, first: own[0].time,
        firstAccount: own[0].account)
    }
  }
}
