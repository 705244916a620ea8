import Casework
import SocialModel
import Store

/// Statements of reasons of a period, ready to be handed out.
public struct StatementExport: Hashable, Sendable {
  /// Bodies of at most 100 statements each, as the DSA Transparency Database's API takes them.
  public var batches: [[UInt8]]
  /// How many statements there are.
  public var statements: Int
  /// Decisions with a measure that cannot be stated yet or at all, with why.
  public var refused: [Refused]
  /// Decisions that can still be undone: they come with a later export.
  public var waiting: Int
  /// What is stated, in the order of the batches.
  public var stated: [Stated] = []

  /// A decision that is stated.
  public struct Stated: Hashable, Sendable {
    /// The decision's number.
    public var decision: Int64
    /// The id under which it is published.
    public var id: String
    /// When it was decided.
    public var time: Timestamp
    /// The category that is stated.
    public var category: StatementCategory
    /// What was done.
    public var measures: [Measure]
    /// When it was handed out; nil where it was not.
    public var publishedAt: Timestamp?
  }

  /// A decision that cannot be stated.
  public struct Refused: Hashable, Sendable {
    /// The decision's number.
    public var decision: Int64
    /// The field that is wrong.
    public var field: String
    /// What is wrong.
    public var message: String
  }
}

extension CaseDesk {
  /// The statements of reasons of the decisions of a period that stand, have a measure and cannot be undone any
  /// more. They count as published from then on.
  ///
  /// A decision whose texts hold personal data or lack something is refused by itself and named; the others
  /// are stated.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`.
  public func exportStatements(
    from: Timestamp, to: Timestamp, by acting: Acting
  ) throws -> StatementExport {
    try act(.exportStatements, by: acting, on: "statements of reasons") {
      try require(.publishStatements, acting, "statements of reasons")
      let export = try statements(from, to, isNew: false)
      _ = try store.markPublished(export.stated.map(\.decision), by: acting.actor)
      return export
    }
  }

  /// The statements of a period as they would be handed out. Nothing counts as published.
  ///
  /// - Parameter isNew: leaves out what was handed out before.
  /// - Throws: ``DeskError`` with `notAllowed`, `malformed` for a period that ends before it begins.
  public func previewStatements(
    from: Timestamp, to: Timestamp, isNew: Bool = true, by acting: Acting
  ) throws -> StatementExport {
    try look(.exportStatements, by: acting, on: "statements of reasons") {
      guard from < to else {
        throw DeskError(
          .malformed, subject: "period", message: "It ends later than it begins.")
      }
      return try statements(from, to, isNew: isNew)
    }
  }

  /// One batch of the statements of a period, to be kept as a file; the audit trail has that it was taken.
  ///
  /// - Parameter number: from 1 on.
  /// - Throws: ``DeskError`` with `notAllowed`, `malformed`, `notFound` where there is no such batch.
  public func statementBatch(
    _ number: Int, from: Timestamp, to: Timestamp, isNew: Bool = true, by acting: Acting
  ) throws -> [UInt8] {
    let export = try previewStatements(from: from, to: to, isNew: isNew, by: acting)
    guard export.batches.indices.contains(number - 1) else {
      throw DeskError(.notFound, subject: "batch \(number)", message: "There is no such batch.")
    }
    let body = export.batches[number - 1]
    let first = (number - 1) * StatementEncoding.mostInBatch
    let count = min(export.stated.count - first, StatementEncoding.mostInBatch)
    try mapping {
      try store.record(
        "export.made", on: "statements", by: acting.actor,
        details: ["statements": "\(count)", "batch": "\(number)"])
    }
    return body
  }

  /// Notes that the statements of decisions were handed out: they cannot be undone any more.
  ///
  /// - Returns: how many were not handed out before.
  /// - Throws: ``DeskError`` with `notAllowed`, `notFound`, `tooMany` above 1,000, `wrongState` for a decision
  ///   that was undone, has no measure, or can still be undone.
  public func markStatements(published ids: [Int64], by acting: Acting) throws -> Int {
    guard ids.count <= 1000 else {
      throw DeskError(.tooMany, subject: "statements", message: "At most 1,000 at a time.")
    }
    return try act(.publishStatements, by: acting, on: "statements of reasons") {
      for id in ids {
        let row = try store.decision(id)
        guard row.undoneAt == nil, !row.content.words.isEmpty, !isUndoable(row) else {
          throw DeskError(
            .wrongState, subject: "decision \(id)",
            message: "It was undone, can still be undone, or has no measure to state.")
        }
      }
      return try store.markPublished(ids, by: acting.actor)
    }
  }

  private func isUndoable(_ row: DecisionRow) -> Bool {
    now.milliseconds - row.time.milliseconds < UndoRule.windowMilliseconds
  }

  private func statements(
    _ from: Timestamp, _ to: Timestamp, isNew: Bool
  ) throws -> StatementExport {
    var export = StatementExport(batches: [], statements: 0, refused: [], waiting: 0)
    var stated: [StatementOfReasons] = []
    var identifiers: [String: [String]] = [:]
    for row in try store.decisions(from: from, until: to) where row.undoneAt == nil {
      guard !row.content.words.isEmpty, !isNew || row.publishedAt == nil else { continue }
      if isUndoable(row) {
        export.waiting += 1
        continue
      }
      do {
        let (statement, known) = try statement(row)
        if let problem = StatementRules.problems(of: statement, identifiers: known).first {
          export.refused.append(
            .init(decision: row.id, field: problem.field, message: problem.message))
          continue
        }
        stated.append(statement)
        identifiers[statement.id] = known
        export.stated.append(
          .init(
            decision: row.id, id: statement.id, time: row.time, category: statement.category,
            measures: statement.measures.sorted(), publishedAt: row.publishedAt))
      } catch let error as CaseworkError where error.code == .incomplete {
        export.refused.append(
          .init(decision: row.id, field: error.subject, message: error.message))
      } catch let error as DeskError where error.code == .incomplete {
        export.refused.append(
          .init(decision: row.id, field: error.subject, message: error.message))
      }
    }
    export.batches = try StatementEncoding.batches(stated, identifiers: identifiers)
    export.statements = stated.count
    return export
  }

  /// The statement of a decision, with what it must not hold.
  private func statement(_ row: DecisionRow) throws -> (StatementOfReasons, [String]) {
    let decision = try Decision(row)
    guard let category = row.content.category.flatMap(StatementCategory.init(rawValue:)) else {
      throw DeskError(.incomplete, subject: "category", message: "It has no category.")
    }
    var (time, types, known) = try subjectFacts(decision.subject, row)
    known.append(decision.subject.id)
    var clause: PolicyList.Clause?
    if case .policy(let id, let version)? = decision.ground {
      clause = try policy(version: version)?.clauses.first { $0.id == id }
    }
    if types.isEmpty { types = [.text] }
    time = min(time, row.time)
    let context = StatementOfReasons.Context(
      contentTime: time, contentTypes: types, category: category, language: row.content.language,
      groundWords: clause.map { "\($0.id): \($0.words)" }, groundURL: clause?.url)
    guard let statement = try StatementOfReasons(decision, context: context) else {
      throw DeskError(.incomplete, subject: "measures", message: "There is nothing to state.")
    }
    return (statement, known)
  }

  /// When a subject was posted or made, what it carries, and what leads to its account. A subject that is not
  /// stored any more counts as of the decision's day.
  private func subjectFacts(
    _ subject: CaseSubject, _ row: DecisionRow
  ) throws -> (Timestamp, Set<StatementContentType>, [String]) {
    guard let platform = subject.platform else { return (row.time, [], []) }
    if subject.kind == .account, let id = try store.accountID(platform, subject.id) {
      let account = try store.account(id).row
      return (account.created ?? account.firstPost, [], Self.names(account))
    }
    guard subject.kind == .post, let id = try store.postID(platform, subject.id) else {
      return (row.time, [], [])
    }
    let page = try store.post(id)
    var types: Set<StatementContentType> = []
    if page.row.text?.isEmpty == false { types.insert(.text) }
    for media in page.media { types.insert(media.kind == .video ? .video : .image) }
    return (page.row.time, types, Self.names(page.row.account))
  }

  private static func names(_ account: AccountRow) -> [String] {
    [account.externalID, account.handle, account.name].compactMap { $0 }.filter { !$0.isEmpty }
  }
}
