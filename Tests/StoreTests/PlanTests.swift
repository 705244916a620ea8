import GRDB
import SocialModel
import Testing

@testable import Store

@Suite("The plans of hot queries")
struct PlanTests {
  /// Each query with as many arguments as it takes; what is asked does not matter to a plan.
  static let queries: [(String, String)] = [
    ("alarm board, candidates", CaseStore.candidateAlarms),
    ("alarm board, assessments", CaseStore.assessmentAlarms),
    ("alarm board, texts", CaseStore.alarmTexts), ("alarm of a post", CaseStore.alarmOfPost),
    ("words of a prefix", "SELECT term FROM postSearchTerm WHERE term >= ? LIMIT 1"),
    ("somebody's looks", CaseStore.looks),
    ("reviewed candidates", CaseStore.reviewedCandidates),
    ("account's posts", CaseStore.accountPosts), ("object's posts", CaseStore.objectPosts),
    ("search", CaseStore.matchingPosts), ("latest posts", CaseStore.latestPosts),
    ("account search", CaseStore.matchingAccounts), ("queue", CaseStore.queueCases),
    ("queues", CaseStore.queueCounts), ("inbox", CaseStore.reportInbox),
    ("recent objects", CaseStore.recentObjects), ("object's actors", CaseStore.objectActors),
    ("decisions", DecisionRow.select + "WHERE d.id < ? ORDER BY d.id DESC LIMIT ?"),
    (
      "decisions on a subject",
      DecisionRow.select + "WHERE d.id < ? AND d.subject = ? ORDER BY d.id DESC LIMIT ?"
    ),
    (
      "decisions of a time",
      DecisionRow.select + "WHERE d.time >= ? AND d.time < ? ORDER BY d.time, d.id"
    ),
    ("case times", CaseStore.caseTimes),
    ("audit", "SELECT * FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?"),
    (
      "audit of a subject",
      "SELECT * FROM audit WHERE sequence < ? AND subject = ? ORDER BY sequence DESC LIMIT ?"
    ),
    (
      "audit of an actor",
      "SELECT * FROM audit WHERE sequence < ? AND actor = ? ORDER BY sequence DESC LIMIT ?"
    ),
    (
      "audit of an actor's acts",
      "SELECT * FROM audit WHERE sequence < ? AND actor = ? AND action = ? ORDER BY sequence DESC LIMIT ?"
    ),
    ("appeals", "SELECT * FROM appeal WHERE state = ? AND id > ? ORDER BY id LIMIT ?"),
    ("last entry", "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1"),
    ("intake's look-up", "SELECT id, digest FROM post WHERE platform = ? AND externalId = ?"),
    ("intake's object", "SELECT id FROM object WHERE layer = ? AND key = ?"),
    (
      "candidate's edges",
      "SELECT * FROM edge INDEXED BY edge_candidate WHERE candidate = ? ORDER BY log10P LIMIT ?"
    ),
  ]

  @Test("read no large table from end to end and sort no unbounded result", arguments: queries)
  func useIndexes(name: String, sql: String) throws {
    let temporary = try TemporaryStore()
    try temporary.store.read { db in
      let count = sql.filter { $0 == "?" }.count
      let arguments = StatementArguments(Array(repeating: 1 as Int?, count: count))
      let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
        .map { $0["detail"] as String }
      #expect(!plan.isEmpty)
      for step in plan {
        // Small tables may be read whole; the last entry is one step down an index.
        let isScan = step.hasPrefix("SCAN") && !step.contains("VIRTUAL TABLE INDEX")
        let isSmall =
          step.hasPrefix("SCAN q") || name == "last entry"
          || step.contains("SCAN (subquery") || step.contains("SCAN p") && name == "recent objects"
        #expect(!isScan || isSmall, "\(name): \(step)")
        let sorts = step.contains("TEMP B-TREE FOR ORDER BY")
        #expect(!sorts || name == "candidate's edges" || name == "queues", "\(name): \(step)")
      }
    }
  }

  @Test(
    "read times and what was decided on from indexes alone",
    arguments: [
      CaseStore.caseTimes, CaseStore.appealTimes, Kept.decidedPosts, Kept.decidedAccounts,
    ])
  func coverTimes(sql: String) throws {
    let temporary = try TemporaryStore()
    try temporary.store.read { db in
      let count = sql.filter { $0 == "?" }.count
      let plan = try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN \(sql)",
        arguments: StatementArguments(Array(repeating: 1, count: count))
      ).map { $0["detail"] as String }
      #expect(plan.allSatisfy { $0.contains("COVERING INDEX") }, "\(plan)")
    }
  }

  @Test("count decisions from days and the decisions of two parts of days")
  func countByDay() throws {
    let temporary = try TemporaryStore()
    try temporary.store.read { db in
      let plan = try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN \(CaseStore.decisionCounts)", arguments: [0, 1, 0, 0, 0, 0]
      ).map { $0["detail"] as String }
      for step in [
        "decisionDay USING PRIMARY KEY (day>? AND day<?)", "d USING INDEX decision_time",
      ] {
        #expect(plan.contains { $0.hasPrefix("SEARCH \(step)") }, "\(plan)")
      }
      let tables = ["decisionDay", "decisionSort", "d", "p"]
      #expect(!plan.contains { step in tables.contains { step == "SCAN \($0)" } }, "\(plan)")
    }
  }
}
