import GRDB
import SocialModel

/// The clocks of the cases of one queue: what response times are computed from.
public struct CaseClocks: Hashable, Sendable {
  /// When something happened to a case.
  public struct Clock: Hashable, Sendable {
    /// When it was opened.
    public var openedAt: Timestamp
    /// When somebody first looked at it.
    public var firstViewedAt: Timestamp?
    /// When it was decided.
    public var decidedAt: Timestamp?
  }

  /// The first appeal against a decision in a case.
  public struct AppealClock: Hashable, Sendable {
    /// When it came in.
    public var receivedAt: Timestamp
    /// When it was decided.
    public var closedAt: Timestamp?
  }

  /// The queue's number.
  public var queue: Int64
  /// The cases that were opened in the time, in the order of opening.
  public var cases: [Clock] = []
  /// The first appeals in those cases that came in since the time began, in the order of the cases.
  public var appeals: [AppealClock] = []
}

extension CaseStore {
  /// The clocks of the cases that were opened in a time, by queue in the order of numbers.
  ///
  /// - Complexity: O(n) in the cases and the appeals of the time, read from indexes alone.
  public func caseClocks(from: Timestamp, until: Timestamp) throws -> [CaseClocks] {
    try read { db in
      let appeals = try Self.firstAppeals(since: from, db)
      var queues: [Int64: CaseClocks] = [:]
      let find = try RawStatement(db, Self.caseTimes)
      find.bind(1, from.milliseconds)
      find.bind(2, until.milliseconds)
      func time(_ row: OpaquePointer, _ column: Int32) -> Timestamp? {
        RawColumn.integer(row, column).map { Timestamp(milliseconds: $0) }
      }
      try find.each { row in
        guard let id = RawColumn.integer(row, 0), let queue = RawColumn.integer(row, 1),
          let openedAt = time(row, 2)
        else { return }
        let clock = CaseClocks.Clock(
          openedAt: openedAt, firstViewedAt: time(row, 3), decidedAt: time(row, 4))
        queues[queue, default: CaseClocks(queue: queue)].cases.append(clock)
        if let appeal = appeals[id] { queues[queue]?.appeals.append(appeal) }
      }
      return queues.values.sorted { $0.queue < $1.queue }
    }
  }

  static let caseTimes = """
    SELECT id, queue, openedAt, firstViewedAt, decidedAt FROM caseFile
    WHERE openedAt >= ? AND openedAt < ? ORDER BY openedAt, queue, firstViewedAt, decidedAt, id
    """

  static let appealTimes = """
    SELECT d.caseFile, p.receivedAt, p.closedAt FROM appeal p INDEXED BY appeal_clock
    CROSS JOIN decision d INDEXED BY decision_case ON d.id = p.decision AND d.caseFile IS NOT NULL
    WHERE p.receivedAt >= ? ORDER BY p.receivedAt, p.id
    """

  private static func firstAppeals(
    since from: Timestamp, _ db: Database
  ) throws -> [Int64: CaseClocks.AppealClock] {
    var appeals: [Int64: CaseClocks.AppealClock] = [:]
    let find = try RawStatement(db, appealTimes)
    find.bind(1, from.milliseconds)
    try find.each { row in
      guard let id = RawColumn.integer(row, 0), let received = RawColumn.integer(row, 1),
        appeals[id] == nil
      else { return }
      appeals[id] = CaseClocks.AppealClock(
        receivedAt: Timestamp(milliseconds: received),
        closedAt: RawColumn.integer(row, 2).map { Timestamp(milliseconds: $0) })
    }
    return appeals
  }
}
