import GRDB
import SocialModel

extension CaseStore {
  /// Stores the results of a run beside those of earlier runs.
  ///
  /// A candidate that shares at least half of its accounts, or of the other's, with the latest
  /// candidate of a review goes on under that review: what reviewers said of it is not lost. A
  /// dismissed review opens again when its candidate has grown to twice its accounts.
  ///
  /// - Parameters:
  ///   - analysis: the results.
  ///   - inputs: the stored inputs that the run read, in its order.
  ///   - actor: who let it run.
  ///   - urgency: how soon a person should look at a candidate.
  /// - Returns: the run's id.
  public func store(
    analysis: Analysis, inputs: [Int64] = [], by actor: Actor = .system("analyze"),
    urgency: (Candidate) -> AlarmUrgency = AlarmUrgency.of
  ) throws -> Int64 {
    let now = clock()
    return try write(by: actor, "run.stored") { db, entry in
      var writer = AnalysisWriter(db, analysis: analysis, now: now)
      let run = try writer.write(inputs: inputs, urgency: urgency)
      entry.subject = "run:\(run)"
      entry.details = [
        "candidates": String(analysis.candidates.count), "edges": String(analysis.edges.count),
        "posts": String(analysis.stream.posts),
      ]
      return run
    }
  }
}

/// Writes one run within a transaction.
struct AnalysisWriter {
  private let db: Database
  private let analysis: Analysis
  private let now: Timestamp
  private var names: NameWriter
  private var accountIDs: [Int32: Int64] = [:]

  init(_ db: Database, analysis: Analysis, now: Timestamp) {
    self.db = db
    self.analysis = analysis
    self.now = now
    names = NameWriter(db, cache: KeyCache())
  }

  mutating func write(inputs: [Int64], urgency: (Candidate) -> AlarmUrgency) throws -> Int64 {
    let run = try writeRun(inputs)
    var links = try CandidateLinks(db)
    var ids: [Int64?] = Array(repeating: nil, count: analysis.edges.count)
    var members: [[Int64]] = []
    for candidate in analysis.candidates {
      members.append(try candidate.members.map { try accountID($0.account) })
    }
    let reviews = try links.match(members)
    for (index, candidate) in analysis.candidates.enumerated() {
      let review = try links.review(
        reviews[index], urgency: urgency(candidate), members: members[index].count, now: now)
      let id = try write(candidate, run, review)
      for (position, member) in candidate.members.enumerated() {
        try write(member, id, members[index][position], position)
      }
      for edge in candidate.edges { ids[edge] = id }
      try links.setLatest(id, of: review)
    }
    for (edge, candidate) in zip(analysis.edges, ids) { try write(edge, run, candidate) }
    return run
  }

  private func writeRun(_ inputs: [Int64]) throws -> Int64 {
    let stream = analysis.stream
    let detail = RunDetail(
      record: analysis.run, timelineStart: stream.timelineStart, binSeconds: stream.binSeconds,
      timeline: stream.timeline)
    try db.execute(
      sql: """
        INSERT INTO run (id, storedAt, version, posts, accounts, firstPost, lastPost, record)
        VALUES (\(Numbering.next("run")), ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        now.milliseconds, analysis.run.version, stream.posts, stream.accounts,
        stream.span?.lowerBound.milliseconds, stream.span?.upperBound.milliseconds,
        try JSONText.encode(detail),
      ])
    let run = db.lastInsertedRowID
    for (id, input) in zip(inputs, analysis.run.inputs) {
      try db.execute(
        sql: "UPDATE input SET run = ?, sha256 = ?, bytes = ?, format = ? WHERE id = ?",
        arguments: [run, input.sha256, input.bytes, input.format, id])
    }
    return run
  }

  /// The id of an account of the analysis; makes its row where no post of it was stored.
  private mutating func accountID(_ index: Int32) throws -> Int64 {
    if let id = accountIDs[index] { return id }
    let account = analysis.accounts[Int(index)]
    let platform = try names.platform(account.platform)
    let external = ExternalID(account.id).value
    let found = try Int64.fetchOne(
      db, sql: "SELECT id FROM account WHERE platform = ? AND externalId = ?",
      arguments: [platform, external])
    if let found {
      accountIDs[index] = found
      return found
    }
    try db.execute(
      sql: """
        INSERT INTO account (platform, externalId, handle, firstPost, lastPost, posts)
        VALUES (?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        platform, external, account.handle, now.milliseconds, now.milliseconds,
      ])
    let id = db.lastInsertedRowID
    var search = try SearchWriter(db)
    try search.addAccount(id)
    accountIDs[index] = id
    return id
  }

  private mutating func write(
    _ candidate: Candidate, _ run: Int64, _ review: Int64
  ) throws -> Int64 {
    let detail = try CandidateDetail(candidate) { try accountID($0) }
    let first = candidate.members.map(\.firstPost).min() ?? now
    let last = candidate.members.map(\.lastPost).max() ?? now
    try db.execute(
      sql: """
        INSERT INTO candidate (run, review, name, kind, kindReason, members, log10P, log10Q,
          firstPost, lastPost, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, review, candidate.id, candidate.kind.rawValue, candidate.kindReason,
        candidate.members.count, candidate.log10P, candidate.log10Q, first.milliseconds,
        last.milliseconds, try JSONText.encode(detail),
      ])
    return db.lastInsertedRowID
  }

  private func write(
    _ member: Member, _ candidate: Int64, _ account: Int64, _ position: Int
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO candidateMember (candidate, account, position, edges, coactions, expected,
          log10P, firstPost, lastPost, posts, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      candidate, account, position, member.edges, member.coactions, member.expected,
      member.log10P, member.firstPost.milliseconds, member.lastPost.milliseconds, member.posts,
      member.reason,
    ])
  }

  /// Layer -1 stands for evidence that joins all layers, since a key holds no NULL.
  private mutating func write(_ edge: Edge, _ run: Int64, _ candidate: Int64?) throws {
    let a = try accountID(edge.pair.a)
    let b = try accountID(edge.pair.b)
    try db.cachedStatement(
      sql: """
        INSERT INTO edge (run, accountA, accountB, layer, candidate, coactions, opportunities,
          expected, log10P, log10Q) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      run, min(a, b), max(a, b), edge.layer.map { Int($0.rawValue) } ?? -1, candidate,
      edge.coactions, edge.opportunities, edge.expected, edge.log10P, edge.log10Q,
    ])
  }
}
