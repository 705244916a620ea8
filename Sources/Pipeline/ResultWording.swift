import Coordination
import Intake
import Signals
import SocialModel

/// Gives what was found its words, read again from the inputs in one go, and its way through the
/// stream.
struct ResultWording {
  /// How many first posts a candidate shows.
  static let firstPostLimit = 12

  private let stream: StreamData
  private let timeline: StreamTimeline
  private let tracer: StreamTracer
  private let survey: TemplateSurvey
  private let drafts: [CandidateDraft]
  /// For each draft the families that its members share.
  private let uses: [[CandidateTemplates.Use]]

  init(_ stream: StreamData, _ timeline: StreamTimeline, _ drafts: [CandidateDraft]) {
    self.stream = stream
    self.timeline = timeline
    self.drafts = drafts
    let tracer = StreamTracer(stream)
    self.tracer = tracer
    survey = TemplateSurvey(stream, tracer)
    uses = drafts.map { CandidateTemplates.of($0.candidate, stream, tracer) }
  }

  /// The posts whose texts or ids results show.
  var wanted: Set<Int32> {
    var wanted: Set<Int32> = []
    for (draft, uses) in zip(drafts, uses) {
      wanted.formUnion(draft.posts.prefix(Self.firstPostLimit))
      for object in draft.objects {
        if object.layer == .phrase { wanted.insert(object.post) }
        wanted.formUnion(tracer.firsts(tracer.posts(object.layer, object.object)))
      }
      for use in uses {
        wanted.formUnion(survey.samples(use.family))
        wanted.formUnion(tracer.firsts(use.posts))
      }
    }
    for family in survey.shown {
      wanted.formUnion(survey.samples(family.object))
      wanted.formUnion(tracer.firsts(family.posts))
    }
    return wanted
  }

  /// The candidates, worded.
  ///
  /// - Parameter excerpts: of ``wanted``.
  func candidates(_ excerpts: [Int32: PostExcerpt]) -> [Candidate] {
    zip(drafts, uses).map { draft, uses in
      var candidate = draft.candidate
      candidate.objects = draft.objects.map { shared($0, excerpts) }
      candidate.firstPosts = draft.posts.prefix(Self.firstPostLimit).compactMap { excerpts[$0] }
      candidate.templates = uses.compactMap { template($0, excerpts) }
      candidate.timeline = timeline.counts(
        draft.posts.lazy.map { stream.columns.postTimes[Int($0)] })
      return candidate
    }
  }

  /// The copied texts of the stream.
  ///
  /// - Parameter excerpts: of ``wanted``.
  func copiedTexts(_ excerpts: [Int32: PostExcerpt]) -> CopiedTexts {
    var candidates: [Int32: [String]] = [:]
    for (draft, uses) in zip(drafts, uses) {
      for use in uses { candidates[use.family, default: []].append(draft.candidate.id) }
    }
    return survey.copiedTexts(excerpts, candidates: candidates)
  }

  private func shared(
    _ object: CandidateDraft.Object, _ excerpts: [Int32: PostExcerpt]
  ) -> SharedObject {
    SharedObject(
      layer: object.layer, label: label(object, excerpts), members: object.members,
      memberActions: object.memberActions, allActions: object.allActions, first: object.first,
      lineage: tracer.lineage(
        tracer.posts(object.layer, object.object), names: { excerpts[$0]?.id }))
  }

  private func template(
    _ use: CandidateTemplates.Use, _ excerpts: [Int32: PostExcerpt]
  ) -> CandidateTemplate? {
    guard let lineage = tracer.lineage(use.posts, names: { excerpts[$0]?.id }) else { return nil }
    let first = Int(use.memberPosts[0])
    return CandidateTemplate(
      text: TemplateSurvey.readable(survey.samples(use.family), excerpts),
      posts: use.memberPosts.count, members: use.members,
      first: Timestamp(milliseconds: stream.columns.postTimes[first]),
      firstAccount: stream.columns.postAccounts[first], lineage: lineage)
  }

  private func label(
    _ object: CandidateDraft.Object, _ excerpts: [Int32: PostExcerpt]
  ) -> String {
    guard object.layer == .phrase else { return stream.label(object.layer, object.object) }
    let text = excerpts[object.post]?.text ?? ""
    return Phrases.words(named: stream.phraseNames[Int(object.object)], in: text) ?? ""
  }
}
