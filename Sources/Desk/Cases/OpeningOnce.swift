import Casework
import Store

/// What came of asking for a case.
public struct OpenedCase: Hashable, Sendable {
  /// The case's number.
  public var id: Int64
  /// Whether it was opened now; false where one was open already.
  public var isNew: Bool
}

/// What a page shows and a case can be opened about, by the store's numbers.
public enum CaseOrigin: Hashable, Sendable {
  /// A candidate with its members.
  case candidate(Int64)
  /// A post.
  case post(Int64)
  /// An account.
  case account(Int64)
  /// The notices about one subject for one reason.
  case report(Int64)
}

extension CaseDesk {
  /// Opens a case about what a page shows, unless an open one is about it: what is sent twice, or by two
  /// people at once, makes one case.
  ///
  /// - Parameter urgency: how urgent it is, 0 to 100; taken for a report, an account and a post without an
  ///   assessment. A candidate and an assessment have their own.
  /// - Throws: ``DeskError`` with `notAllowed`, `notFound`, or `conflict` where the queue is not there.
  public func openCase(
    about origin: CaseOrigin, queue: Int64, urgency: Int, by acting: Acting
  ) throws -> OpenedCase {
    try act(.decide, by: acting, on: "case") {
      let subject = try subject(of: origin)
      if let open = try openCase(answering: origin, subject) {
        return OpenedCase(id: open, isNew: false)
      }
      return OpenedCase(
        id: try opened(about: origin, subject, queue, urgency, acting), isNew: true)
    }
  }

  /// The subject that a page shows.
  ///
  /// - Throws: ``DeskError`` with `notFound`.
  public func subject(of origin: CaseOrigin) throws -> Subject {
    try mapping {
      switch origin {
      case .candidate(let id): .candidate(review: try store.candidate(id).row.review)
      case .post(let id): try store.post(id).row.subject
      case .account(let id): try store.account(id).row.subject
      case .report(let id):
        try CaseSubject(text: store.report(id).row.subject).stored()
      }
    }
  }

  /// The open case about a subject before all others, or the one that answers a report: a candidate's
  /// members are in its case and may have one of their own.
  private func openCase(answering origin: CaseOrigin, _ subject: Subject) throws -> Int64? {
    if case .report(let id) = origin { return try store.report(id).row.caseFile }
    return try store.cases(about: subject)
      .last { $0.state == .open && $0.subject == subject.description }?.id
  }

  private func opened(
    about origin: CaseOrigin, _ subject: Subject, _ queue: Int64, _ urgency: Int,
    _ acting: Acting
  ) throws -> Int64 {
    let own = AlarmUrgency(score: urgency, why: ["Opened by hand."])
    switch origin {
    case .candidate(let id): return try openCase(candidate: id, queue: queue, by: acting)
    case .report(let id):
      return try openCase(reports: [id], queue: queue, urgency: own, by: acting)
    case .account:
      return try openCase(about: [CaseSubject(subject)], queue: queue, urgency: own, by: acting)
    case .post(let id):
      let page = try store.post(id)
      if page.assessment != nil {
        return try openCase(assessmentOf: id, queue: queue, by: acting)
      }
      return try openCase(
        about: [CaseSubject(subject)], queue: queue, urgency: own, language: page.row.language,
        by: acting)
    }
  }
}
