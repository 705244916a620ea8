import Coordination
import SocialModel

/// The texts that several members of a candidate posted with small edits.
struct CandidateTemplates {
  /// How many templates a candidate shows.
  static let limit = 12

  /// A family of texts with what members have to do with it.
  struct Use {
    var family: Int32
    /// All its posts, in order.
    var posts: [Int32]
    /// Those of members, in order.
    var memberPosts: [Int32]
    var members: Int
  }

  /// Families of two members or more: of the most members first, then of the fewest posts of
  /// others, then the earliest, then by bytes.
  static func of(
    _ candidate: Candidate, _ stream: StreamData, _ tracer: StreamTracer
  ) -> [Use] {
    guard let texts = stream.families else { return [] }
    let table = texts.table
    let members = Set(candidate.members.map(\.account))
    var holders: [Int32: Set<Int32>] = [:]
    for member in members {
      for position in table.positions(of: member) {
        let object = table.actions[Int(position)].object
        if texts.isTemplate(object) { holders[object, default: []].insert(member) }
      }
    }
    let all = holders.filter { $0.value.count > 1 }.map { family, own -> Use in
      let posts = tracer.posts(.text, family)
      return Use(
        family: family, posts: posts,
        memberPosts: posts.filter { members.contains(stream.columns.postAccounts[Int($0)]) },
        members: own.count)
    }
    let times = stream.columns.postTimes
    let sorted = all.sorted { a, b in
      if a.members != b.members { return a.members > b.members }
      let others = (a.posts.count - a.memberPosts.count, b.posts.count - b.memberPosts.count)
      if others.0 != others.1 { return others.0 < others.1 }
      let first = (times[Int(a.memberPosts[0])], times[Int(b.memberPosts[0])])
      if first.0 != first.1 { return first.0 < first.1 }
      return stream.label(.text, a.family) < stream.label(.text, b.family)
    }
    return Array(sorted.prefix(limit))
  }
}
