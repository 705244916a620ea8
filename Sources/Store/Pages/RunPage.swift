import GRDB
import SocialModel

/// A run in a list.
public struct RunRow: Hashable, Sendable {
  /// The store's number.
  public var id: Int64
  /// When it was stored.
  public var storedAt: Timestamp
  /// Tocsin's version.
  public var version: String
  /// Posts that it read.
  public var posts: Int
  /// Accounts that published them.
  public var accounts: Int
  /// The candidates that it found.
  public var candidates: Int

  init(_ row: Row) {
    id = row["id"]
    storedAt = Moment.of(row, "storedAt")
    version = row["version"]
    posts = row["posts"]
    accounts = row["accounts"]
    candidates = row["candidates"]
  }
}

/// A run with its record.
public struct RunPage: Sendable {
  /// Its line in lists.
  public var row: RunRow
  /// Inputs, parameters, costs, rejections, warnings.
  public var record: RunRecord
  /// Posts in the bins of its time line.
  public var timeline: [Int]
  /// The start of the first bin.
  public var timelineStart: Timestamp
  /// The width of a bin.
  public var binSeconds: Int
}

extension CaseStore {
  static let runColumns = """
    SELECT id, storedAt, version, posts, accounts, record,
      (SELECT count(*) FROM candidate WHERE run = run.id) AS candidates FROM run
    """

  /// Runs, the latest first.
  public func runs(after cursor: PageCursor? = nil, limit: Int = 50) throws -> Page<RunRow> {
    let limit = PageLimit.checked(limit)
    let below = try cursor.below()
    return try read { db in
      let rows = try Row.fetchAll(
        db, sql: "\(Self.runColumns) WHERE id < ? ORDER BY id DESC LIMIT ?",
        arguments: [below, limit + 1])
      return Page(rows.map { RunRow($0) }, limit: limit) { PageCursor($0.id) }
    }
  }

  /// A run.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func run(_ id: Int64) throws -> RunPage {
    try read { db in
      let row = try Row.fetchOne(db, sql: "\(Self.runColumns) WHERE id = ?", arguments: [id])
      guard let row else { throw StoreError.missing("run", id) }
      let detail = try JSONText.decode(row["record"], as: RunDetail.self)
      return RunPage(
        row: RunRow(row), record: detail.record, timeline: detail.timeline,
        timelineStart: detail.timelineStart, binSeconds: detail.binSeconds)
    }
  }
}
