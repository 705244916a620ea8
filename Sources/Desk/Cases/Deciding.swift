import Casework
import Foundation
import SocialModel
import Store

/// What became of a bulk.
public struct BulkResult: Hashable, Sendable {
  /// The bulk's id, under which it can be undone.
  public var bulk: String
  /// The decisions that were made, by number.
  public var decisions: [Int64]
  /// The subjects that were not decided on, with why.
  public var refused: [Refused]

  /// A subject that was not decided on.
  public struct Refused: Hashable, Sendable {
    /// The subject or the decision's number.
    public var subject: String
    /// Why.
    public var reason: DeskError
  }
}

extension CaseDesk {
  /// Decides a case that one holds: one record a subject, all or none.
  ///
  /// A share of the decisions is drawn for a second review in the same transaction. Nothing decides by
  /// itself: who acts is signed in.
  ///
  /// - Returns: the decisions' numbers, in order.
  /// - Throws: ``DeskError`` with `notAllowed`, `notClaimed`, `alreadyClaimed`, `wrongState`, or `incomplete`
  ///   with all problems.
  public func decide(
    case id: Int64, _ forms: [DecisionForm], by acting: Acting
  ) throws -> [Int64] {
    try act(.decide, by: acting, on: "case \(id)") {
      try signedIn(acting)
      let row = try store.caseFile(id).row
      try requireClaim(row, acting)
      _ = try state(of: row).after(.decide, of: "\(id)")
      guard !forms.isEmpty, Set(forms.map(\.subject)).count == forms.count else {
        throw DeskError(
          .incomplete, subject: "case \(id)",
          message: "A decision is about something, and about each subject once.")
      }
      let new = try forms.map { form in
        try checked(form, form.decision(case: id, by: acting.name, at: now, bulk: nil), row)
      }
      let ids = try store.decide(new, by: acting.user)
      for (decision, id) in zip(new, ids) { try draw(decision.puid, id, acting) }
      return ids
    }
  }

  /// Decides on many cases at a time: one record a subject, each of which can be appealed against and undone
  /// by itself. Cases that somebody else holds or that are decided are refused one by one; what is wrong
  /// with the decision itself refuses the whole.
  ///
  /// - Parameters:
  ///   - form: what is decided; its subject is replaced.
  ///   - cases: each case's first subject is decided on.
  /// - Throws: ``DeskError`` with `notAllowed`, `tooMany` or `incomplete`.
  public func decideInBulk(
    _ form: DecisionForm, cases: [Int64], by acting: Acting
  ) throws -> BulkResult {
    try act(.decideInBulk, by: acting, on: "bulk") {
      try signedIn(acting)
      let bulk = UUID().uuidString.lowercased()
      let rows = try Set(cases).sorted().map { try store.caseFile($0).row }
      let subjects = try rows.map { ("\($0.id)", try CaseSubject(text: $0.subject)) }
      let template = form.decision(case: 0, by: acting.name, at: now, bulk: bulk)
      try refuseIncomplete(template, subjects.map(\.1))
      let records = try BulkDecision.expand(template, bulk: bulk, subjects: subjects) { _ in
        UUID().uuidString.lowercased()
      }
      let byID = Dictionary(uniqueKeysWithValues: rows.map { ("\($0.id)", $0) })
      var result = BulkResult(bulk: bulk, decisions: [], refused: [])
      for record in records {
        guard let row = byID[record.caseID] else { continue }
        var own = form
        own.subject = record.subject
        let new = try checked(own, record, row)
        do {
          try requireFree(row, acting)
          let id = try store.decide([new], by: acting.user)[0]
          try draw(new.puid, id, acting)
          result.decisions.append(id)
        } catch let error as StoreError {
          result.refused.append(.init(subject: row.subject, reason: DeskError(error)))
        } catch let error as DeskError {
          result.refused.append(.init(subject: row.subject, reason: error))
        }
      }
      return result
    }
  }

  /// Names everything that is wrong with a decision on the first of its subjects with which anything is.
  private func refuseIncomplete(_ template: Decision, _ subjects: [CaseSubject]) throws {
    for subject in subjects {
      var decision = template
      decision.subject = subject
      let problems = DecisionRules.problems(of: decision)
      guard let first = problems.first else { continue }
      throw DeskError(
        .incomplete, subject: "decision, \(first.field.rawValue)", message: first.message,
        problems: problems)
    }
  }

  /// Until when a person may undo a decision; nil where they may not, or the time is over.
  public func undoEnds(_ row: DecisionRow, for acting: Acting) throws -> Timestamp? {
    try mapping {
      do { try checkUndo(row, acting) } catch is CaseworkError { return nil }
      return Timestamp(milliseconds: row.time.milliseconds + UndoRule.windowMilliseconds)
    }
  }

  /// Undoes a decision within its time, while nothing has built on it.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, `expired` or `wrongState`.
  public func undo(decision id: Int64, why: String, by acting: Acting) throws {
    let isOwn = try mapping { try store.decision(id).author == acting.user }
    try act(isOwn ? .undoOwn : .undoOthers, by: acting, on: "decision \(id)") {
      try undone(store.decision(id), why, acting)
    }
  }

  /// Undoes every decision of a bulk that can still be undone.
  public func undo(bulk: String, why: String, by acting: Acting) throws -> BulkResult {
    try act(.undoOwn, by: acting, on: "bulk \(bulk)") {
      var rows: [DecisionRow] = []
      var cursor: PageCursor?
      repeat {
        let page = try store.decisions(batch: bulk, after: cursor, limit: 1000)
        rows += page.items
        cursor = page.next
      } while cursor != nil
      guard !rows.isEmpty else {
        throw DeskError(.notFound, subject: "bulk \(bulk)", message: "There is none.")
      }
      var result = BulkResult(bulk: bulk, decisions: [], refused: [])
      for row in rows.sorted(by: { $0.id < $1.id }) {
        do {
          try undone(row, why, acting)
          result.decisions.append(row.id)
        } catch let error as CaseworkError {
          result.refused.append(.init(subject: "decision \(row.id)", reason: DeskError(error)))
        }
      }
      return result
    }
  }

  private func undone(_ row: DecisionRow, _ why: String, _ acting: Acting) throws {
    try checkUndo(row, acting)
    try store.undo(decision: row.id, why: why, by: acting.user)
  }

  private func checkUndo(_ row: DecisionRow, _ acting: Acting) throws {
    var since = UndoRule.Since()
    since.isUndone = row.undoneAt != nil
    since.isAppealed = row.appeal != nil
    since.isPublished = row.publishedAt != nil
    try UndoRule.check(
      Decision(row), by: acting.name, role: acting.role, since: since, now: now)
  }

  /// The decision as it is stored, once nothing is wrong with it.
  private func checked(
    _ form: DecisionForm, _ decision: Decision, _ row: CaseRow
  ) throws -> NewDecision {
    var problems = DecisionRules.problems(of: decision)
    func wrong(_ field: DecisionRules.Problem.Field, _ message: String) {
      problems.append(DecisionRules.Problem(field: field, message: message))
    }
    if form.reasons.allSatisfy(\.isWhitespace) { wrong(.reasons, "A decision gives reasons.") }
    var category = form.category?.rawValue
    if case .policy(let clause, let version)? = form.ground {
      let known = try policy(version: version)?.clauses.first { $0.id == clause }
      if known == nil { wrong(.ground, "The team's list of that version has no such clause.") }
      category = category ?? known?.category
    }
    if !form.measures.isEmpty, category == nil { wrong(.ground, "A measure has a category.") }
    if let first = problems.first {
      throw DeskError(
        .incomplete, subject: "decision, \(first.field.rawValue)", message: first.message,
        problems: problems)
    }
    return try NewDecision(decision, category: category, language: language(of: form, row))
  }

  private func language(of form: DecisionForm, _ row: CaseRow) throws -> String? {
    guard form.subject.kind == .post, let platform = form.subject.platform,
      let post = try store.postID(platform, form.subject.id)
    else { return row.language }
    return try store.post(post).row.language ?? row.language
  }

  /// A case that nobody else holds and that awaits a decision.
  private func requireFree(_ row: CaseRow, _ acting: Acting) throws {
    guard row.state == .open else {
      throw DeskError(
        .wrongState, subject: "case \(row.id)", message: "It is \(row.state.rawValue).")
    }
    guard row.claim.map({ $0.user == acting.user }) ?? true else {
      throw DeskError(
        .alreadyClaimed, subject: "case \(row.id)", message: "Somebody else holds it.")
    }
  }

  /// Draws a decision for a second review, if its id falls within the lead's share.
  private func draw(_ puid: String, _ id: Int64, _ acting: Acting) throws {
    let share = try reviewShare()
    let draw = SecondReviewDraw(key: keys.sealing.derived(for: "second-review"))
    guard share > 0, draw.isDrawn(puid, share: min(share, 1)) else { return }
    try store.drawSecondReview(ofDecision: id, by: .system("draw"))
  }
}
