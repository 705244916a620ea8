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
      var export = StatementExport(batches: [], statements: 0, refused: [], waiting: 0)
      var stated: [StatementOfReasons] = []
      var identifiers: [String: [String]] = [:]
      var ids: [Int64] = []
      for row in try store.decisions(from: from, until: to) where row.undoneAt == nil {
        guard !row.content.words.isEmpty else { continue }
        if now.milliseconds - row.time.milliseconds < UndoRule.windowMilliseconds {
          export.waiting += 1
          continue
        }
        do {
          let (statement, known) = try statement(row)
          let problem = StatementRules.problems(of: statement, identifiers: known).first
          if let problem {
            export.refused.append(
              .init(decision: row.id, field: problem.field, message: problem.message))
            continue
          }
          stated.append(statement)
          identifiers[statement.id] = known
          ids.append(row.id)
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
      _ = try store.markPublished(ids, by: acting.actor)
      return export
    }
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
