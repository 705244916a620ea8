import Coordination
import Intake
import Signals
import SocialModel

/// Gives the objects and first posts of candidates their words, read again from the inputs.
struct CandidateWording {
  /// How many first posts a candidate shows.
  static let firstPostLimit = 12

  let stream: StreamData
  let timeline: StreamTimeline
  let intake: Intake
  let paths: [String]
  let threads: Int

  func candidates(_ drafts: [CandidateDraft]) throws -> [Candidate] {
    let shown = drafts.flatMap { draft in
      draft.posts.prefix(CandidateTemplates.postLimit)
        + draft.objects.filter { $0.layer == .phrase }.map(\.post)
    }
    let records = try excerpts(Set(shown))
    return drafts.map { draft in
      var candidate = draft.candidate
      candidate.objects = draft.objects.map {
        SharedObject(
          layer: $0.layer, label: label($0, records), members: $0.members,
          memberActions: $0.memberActions, allActions: $0.allActions, first: $0.first)
      }
      candidate.firstPosts = draft.posts.prefix(Self.firstPostLimit).compactMap { records[$0] }
      candidate.templates = CandidateTemplates.of(
        draft.posts.prefix(CandidateTemplates.postLimit).compactMap { records[$0] },
        threads: threads)
      candidate.timeline = timeline.counts(
        draft.posts.lazy.map { stream.columns.postTimes[Int($0)] })
      return candidate
    }
  }

  private func label(
    _ object: CandidateDraft.Object, _ records: [Int32: PostExcerpt]
  ) -> String {
    guard object.layer == .phrase else { return stream.label(object.layer, object.object) }
    let text = records[object.post]?.text ?? ""
    return Phrases.words(named: stream.phraseNames[Int(object.object)], in: text) ?? ""
  }

  /// The posts' texts, by post. A record may hold several posts: the account and the time tell.
  func excerpts(_ posts: Set<Int32>) throws -> [Int32: PostExcerpt] {
    let wanted = posts.sorted()
    let found = try intake.posts(at: wanted.map { stream.locations[Int($0)] }, paths: paths)
    let byLocation = Dictionary(grouping: found, by: \.location)
    var result: [Int32: PostExcerpt] = [:]
    for index in wanted {
      let account = stream.columns.postAccounts[Int(index)]
      let reference = stream.accounts[Int(account)]
      let match = byLocation[stream.locations[Int(index)]]?.first {
        $0.account.id == reference.id && $0.platform == reference.platform
          && $0.time.milliseconds == stream.columns.postTimes[Int(index)]
          && StreamBuilder.key(of: $0.id) == stream.columns.postKeys[Int(index)]
      }
      guard let match else { continue }
      result[index] = PostExcerpt(
        platform: match.platform, id: match.id, account: account, time: match.time,
        text: match.text ?? "")
    }
    return result
  }
}
