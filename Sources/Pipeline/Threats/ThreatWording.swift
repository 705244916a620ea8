import SocialModel
import Threats

/// Gives groups of flagged posts their words, places and reasons: the post that stands for a group is
/// assessed again, which gives the same as the first time.
struct ThreatWording {
  let columns: ThreatColumns
  let stream: StreamData
  let members: CandidateMembers
  var assessor: Assessor

  /// A group as results show it; nil where its post is not there any more.
  mutating func text(
    _ group: ThreatGroups.Group, _ posts: [Int32: PostExcerpt], candidates: [Candidate]
  ) -> ThreatText? {
    let row = columns.rows[group.example]
    guard let post = posts[row.post] else { return nil }
    let assessment = assessor.assess(post.text, language: columns.name(row.hint))
    let times = group.rows.map { stream.columns.postTimes[Int(columns.rows[$0].post)] }
    return ThreatText(
      post: post, kind: row.kind.rawValue, level: row.level.rawValue,
      language: row.language?.rawValue, confidence: assessment.confidence,
      spans: assessment.spans.map { .init(role: $0.role.rawValue, start: $0.start, end: $0.end) },
      reasons: assessment.reasons.map(\.sentence), places: assessment.places,
      assets: assessment.assets, posts: group.rows.count, accounts: group.accounts.count,
      first: Timestamp(milliseconds: times.first ?? 0),
      last: Timestamp(milliseconds: times.last ?? 0),
      candidates: members.candidates(of: group.accounts).map { candidates[$0].id })
  }
}
