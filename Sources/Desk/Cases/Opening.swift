import Casework
import SocialModel
import Store

extension CaseDesk {
  /// Makes a queue, or changes for how many minutes a claim on its cases lasts.
  public func saveQueue(
    _ name: String, claimMinutes: Int = 15, by acting: Acting
  ) throws -> Int64 {
    try act(.manageQueues, by: acting, on: "queue") {
      try store.saveQueue(name, claimMinutes: claimMinutes, by: acting.actor)
    }
  }

  /// Opens a case about posts, accounts or tags.
  ///
  /// - Parameters:
  ///   - subjects: what it is about.
  ///   - queue: the queue's number.
  ///   - urgency: 0 to 100, with reasons.
  ///   - language: the language of what it is about.
  public func openCase(
    about subjects: [CaseSubject], queue: Int64, urgency: AlarmUrgency, kind: String = "review",
    language: String? = nil, by acting: Acting
  ) throws -> Int64 {
    try act(.decide, by: acting, on: "case") {
      let new = NewCase(
        queue: queue, subjects: try subjects.map { try $0.stored() }, urgency: urgency, kind: kind,
        language: language)
      return try store.openCase(new, by: acting.actor)
    }
  }

  /// Opens a case about a candidate: the candidate first, then its accounts, at most 500.
  ///
  /// - Parameter id: the candidate's number.
  public func openCase(
    candidate id: Int64, queue: Int64, by acting: Acting
  ) throws -> Int64 {
    try act(.decide, by: acting, on: "candidate \(id)") {
      let page = try store.candidate(id)
      let members = try store.members(ofCandidate: id, limit: 500).items
      let new = NewCase(
        queue: queue,
        subjects: [.candidate(review: page.row.review)] + members.map(\.account.subject),
        urgency: AlarmUrgency(score: page.row.urgency, why: page.why), kind: "candidate")
      return try store.openCase(new, by: acting.actor)
    }
  }

  /// Opens a case about the assessment of a post.
  ///
  /// - Parameter post: the post's number.
  public func openCase(
    assessmentOf post: Int64, queue: Int64, by acting: Acting
  ) throws -> Int64 {
    try act(.decide, by: acting, on: "post \(post)") {
      let page = try store.post(post)
      guard let assessment = page.assessment else {
        throw DeskError(.notFound, subject: "post \(post)", message: "It has no assessment.")
      }
      let new = NewCase(
        queue: queue, subjects: [page.row.subject],
        urgency: AlarmUrgency(
          score: assessment.urgency,
          why: ["The post is assessed as \(assessment.kind), level \(assessment.level.rawValue)."]),
        kind: "assessment", language: page.row.language)
      let id = try store.openCase(new, by: acting.actor)
      try store.setAssessment(ofPost: post, to: .handled, by: acting.actor)
      return id
    }
  }

  /// Opens a case that answers reports about one subject.
  ///
  /// How many reported does not lift it; who opens it says how urgent it is.
  ///
  /// - Throws: ``DeskError`` with `conflict` for reports about several subjects, `wrongState` or `notFound`
  ///   for one that is closed.
  public func openCase(
    reports: [Int64], queue: Int64, urgency: AlarmUrgency, language: String? = nil,
    by acting: Acting
  ) throws -> Int64 {
    try act(.decide, by: acting, on: "reports") {
      let rows = try reports.map { try store.report($0).row }
      guard let subject = rows.first?.subject, rows.allSatisfy({ $0.subject == subject }) else {
        throw DeskError(
          .conflict, subject: "reports", message: "A case answers reports about one subject.")
      }
      guard rows.allSatisfy({ $0.state == .open && $0.caseFile == nil }) else {
        throw DeskError(
          .wrongState, subject: "reports",
          message: "One of them is closed, or another case answers it.")
      }
      let new = NewCase(
        queue: queue, subjects: [try CaseSubject(text: subject).stored()], urgency: urgency,
        kind: "report", language: language, reports: reports)
      return try store.openCase(new, by: acting.actor)
    }
  }

  /// Upholds or rejects a report that no case answers.
  public func closeReport(_ id: Int64, upheld: Bool, by acting: Acting) throws {
    try act(.decide, by: acting, on: "report \(id)") {
      let row = try store.report(id).row
      guard row.caseFile == nil else {
        throw DeskError(
          .wrongState, subject: "report \(id)", message: "A case answers it: decide on that.")
      }
      try store.closeReport(id, upheld ? .upheld : .rejected, by: acting.actor)
    }
  }

  /// Says what a candidate is held to be.
  public func review(
    candidate review: Int64, as state: ReviewState, note: String?, by acting: Acting
  ) throws {
    try act(.decide, by: acting, on: "candidate review \(review)") {
      try store.setReview(review, to: state, note: note, by: acting.actor)
    }
  }
}
