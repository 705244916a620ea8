import GRDB
import SocialModel

/// Finds the reviews under which the candidates of a new run go on.
struct CandidateLinks {
  private let db: Database
  /// The review and the size of each review's latest candidate.
  private var latest: [Int64: (review: Int64, members: Int)] = [:]

  init(_ db: Database) throws {
    self.db = db
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT r.id, r.candidate, c.members FROM candidateReview r
        JOIN candidate c ON c.id = r.candidate
        """)
    for row in rows { latest[row["candidate"]] = (row["id"], row["members"]) }
  }

  /// The review of each candidate, given its members; nil where it needs a new one.
  ///
  /// Pairs of candidates are taken in the order of how many accounts they share; each review and each
  /// candidate is taken once.
  mutating func match(_ candidates: [[Int64]]) throws -> [Int64?] {
    var pairs: [(shared: Int, review: Int64, index: Int)] = []
    for (index, members) in candidates.enumerated() {
      for (candidate, shared) in try shared(members) {
        guard let known = latest[candidate] else { continue }
        let least = min(known.members, members.count)
        if shared >= 2, shared * 2 >= least { pairs.append((shared, known.review, index)) }
      }
    }
    pairs.sort { (-$0.shared, $0.review, $0.index) < (-$1.shared, $1.review, $1.index) }
    var found: [Int64?] = Array(repeating: nil, count: candidates.count)
    var taken = Set<Int64>()
    for pair in pairs where found[pair.index] == nil && taken.insert(pair.review).inserted {
      found[pair.index] = pair.review
    }
    return found
  }

  private func shared(_ members: [Int64]) throws -> [Int64: Int] {
    let statement = try db.cachedStatement(
      sql: "SELECT candidate FROM candidateMember WHERE account = ?")
    var counts: [Int64: Int] = [:]
    for member in members {
      for candidate in try Int64.fetchAll(statement, arguments: [member])
      where latest[candidate] != nil {
        counts[candidate, default: 0] += 1
      }
    }
    return counts
  }

  /// The review to go on under: the one found, brought up to date, or a new one.
  func review(
    _ found: Int64?, urgency: AlarmUrgency, members: Int, now: Timestamp
  ) throws -> Int64 {
    var why = urgency.why
    guard let found else {
      try db.execute(
        sql: """
          INSERT INTO candidateReview (id, urgency, why, candidate, firstSeen, updatedAt)
          VALUES (\(Numbering.next("candidateReview")), ?, ?, 0, ?, ?)
          """,
        arguments: [
          urgency.score, try JSONText.encode(why), now.milliseconds, now.milliseconds,
        ])
      return db.lastInsertedRowID
    }
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT r.state, c.members FROM candidateReview r JOIN candidate c ON c.id = r.candidate
        WHERE r.id = ?
        """, arguments: [found])
    guard let row else { throw StoreError.missing("candidate review", found) }
    let before: Int = row["members"]
    let state: String = row["state"]
    let reopens = state == ReviewState.dismissed.rawValue && members >= 2 * before
    if reopens { why.insert("It has grown from \(before) to \(members) accounts.", at: 0) }
    try db.execute(
      sql: """
        UPDATE candidateReview SET urgency = ?, why = ?, updatedAt = ?,
          state = CASE WHEN ? THEN 'open' ELSE state END,
          closedAt = CASE WHEN ? THEN NULL ELSE closedAt END WHERE id = ?
        """,
      arguments: [
        urgency.score, try JSONText.encode(why), now.milliseconds, reopens, reopens, found,
      ])
    return found
  }

  func setLatest(_ candidate: Int64, of review: Int64) throws {
    try db.execute(
      sql: "UPDATE candidateReview SET candidate = ? WHERE id = ?", arguments: [candidate, review])
  }
}
