import GRDB
import SocialModel

/// A line of the alarm board: an alarm, and how many others say the same.
public struct AlarmLine: Hashable, Sendable {
  /// The most urgent and latest of them.
  public var alarm: Alarm
  /// How many more posts of the page carry the text, or an edited copy of it, with the same kind and level.
  public var copies: Int
}

extension CaseStore {
  /// Assessments that one page of lines reads at most, so that its time is bounded.
  static let alarmScan = 5_000

  /// The alarms of ``alarms(after:limit:)``, with posts of one text as one line, however many accounts posted it.
  ///
  /// A page ends at its last line or where 5,000 assessments have been read; a text goes on as a line of the next
  /// page.
  ///
  /// - Throws: ``StoreError``, among them `badCursor`.
  public func alarmLines(
    after cursor: PageCursor? = nil, limit: Int = 50
  ) throws -> Page<AlarmLine> {
    try alarmLines(after: cursor, limit: limit, scan: Self.alarmScan)
  }

  /// - Parameter scan: how many assessments are read at most.
  func alarmLines(
    after cursor: PageCursor?, limit: Int, scan: Int
  ) throws -> Page<AlarmLine> {
    let limit = PageLimit.checked(limit)
    let urgency = try cursor?.key(0, of: 3) ?? .max
    let source = try cursor?.key(1, of: 3) ?? 0
    let id = try cursor?.key(2, of: 3) ?? .max
    return try read { db in
      let candidates = try Row.fetchAll(
        db, sql: Self.candidateAlarms, arguments: [urgency, source == 0 ? id : .min, limit + 1])
      let assessments = try Row.fetchAll(
        db, sql: Self.alarmTexts,
        arguments: [urgency, source == 1 ? id : .max, scan + 1])
      var lines = AlarmLines(limit: limit)
      var found = candidates.map { AlarmLines.Entry(candidate: $0) }
      found += assessments.prefix(scan).map { AlarmLines.Entry(assessment: $0) }
      // What lies below the last assessment read waits for the next page.
      if assessments.count > scan, let last = found.last {
        found.removeAll { $0.keys > last.keys }
        lines.isCut = true
      }
      lines.add(found.sorted { $0.keys < $1.keys })
      return try Page(items: lines.lines.map { try Self.line($0, db) }, next: lines.next)
    }
  }

  private static func line(_ line: AlarmLines.Line, _ db: Database) throws -> AlarmLine {
    switch line.entry.source {
    case .candidate(let row):
      return AlarmLine(
        alarm: Alarm(
          source: .candidate(try CandidateRow(row)), urgency: row["urgency"],
          why: try JSONText.decode(row["why"], as: [String].self)), copies: 0)
    case .assessment(let post, _):
      guard let row = try Row.fetchOne(db, sql: alarmOfPost, arguments: [post]) else {
        throw StoreError.missing("post", post)
      }
      return AlarmLine(alarm: try Alarm(assessment: row), copies: line.copies)
    }
  }

  static let alarmTexts = """
    SELECT s.urgency, s.post, s.kind, s.level, \(family) AS family FROM assessment s
    CROSS JOIN post p ON p.id = s.post
    WHERE s.state = 'open' AND (s.level >= 2 OR s.kind = 'false alarm')
      AND (s.urgency, s.post) < (?, ?)
    ORDER BY s.urgency DESC, s.post DESC LIMIT ?
    """

  static let alarmOfPost = """
    SELECT \(PostRow.columns), s.urgency, s.reasons FROM post p \(PostRow.joins) WHERE p.id = ?
    """
}

/// Joins alarms, in order, to lines.
private struct AlarmLines {
  /// What says the same.
  struct Text: Hashable {
    var family: String
    var kind: String
    var level: Int64
  }

  enum Source {
    case candidate(Row)
    case assessment(post: Int64, Text)
  }

  struct Entry {
    /// Smaller is first: urgency, candidates before posts, the number; all but the source negated.
    var keys: (Int64, Int64, Int64)
    var source: Source

    init(candidate row: Row) {
      keys = (-(row["urgency"] as Int64), 0, -(row["reviewId"] as Int64))
      source = .candidate(row)
    }

    init(assessment row: Row) {
      keys = (-(row["urgency"] as Int64), 1, -(row["post"] as Int64))
      source = .assessment(
        post: row["post"], Text(family: row["family"], kind: row["kind"], level: row["level"]))
    }
  }

  struct Line {
    var entry: Entry
    var copies = 0
  }

  let limit: Int
  /// Whether there is more than what is added.
  var isCut = false
  private(set) var lines: [Line] = []
  private(set) var next: PageCursor?
  private var places: [Text: Int] = [:]

  init(limit: Int) { self.limit = limit }

  mutating func add(_ entries: [Entry]) {
    var last: Entry?
    for entry in entries {
      if case .assessment(_, let text) = entry.source, let place = places[text] {
        lines[place].copies += 1
      } else {
        guard lines.count < limit else {
          isCut = true
          break
        }
        if case .assessment(_, let text) = entry.source { places[text] = lines.count }
        lines.append(Line(entry: entry))
      }
      last = entry
    }
    guard isCut, let last else { return }
    next = PageCursor(-last.keys.0, last.keys.1, -last.keys.2)
  }
}
