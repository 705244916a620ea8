import SocialModel
import Threats

/// Turns the assessments of a stream into what results show: one line for each text, however many
/// accounts posted it or an edited copy of it.
struct ThreatStage {
  /// Texts of threats and of false alarms that results hold.
  static let limit = 500
  /// Names in each list of counts.
  static let nameLimit = 50

  let layer: ThreatLayer
  let columns: ThreatColumns
  let stream: StreamData
  let excerpts: PostExcerpts
  let candidates: [Candidate]
  /// Learns which posts carry edited copies of one text; nil where nothing is stored.
  var storage: PostStorage?

  /// What was found.
  ///
  /// - Throws: `IntakeError` where an input cannot be read again, `StoreError`.
  /// - Complexity: O(posts + actions on texts); memory O(flagged posts).
  func findings() throws -> ThreatFindings {
    guard case .on(let assets) = layer else { return .switchedOff }
    let groups = ThreatGroups(columns: columns, stream: stream)
    try storage?.join(groups.groups.map(\.rows))
    let threats = groups.groups.filter { $0.level != .none }
    let alarms = groups.groups.filter { $0.level == .none }
    var wording = ThreatWording(
      columns: columns, stream: stream, members: CandidateMembers(candidates),
      assessor: Assessor(assets: assets))
    let shown = Array(threats.prefix(Self.limit)) + alarms.prefix(Self.limit)
    let posts = try excerpts.read(Set(shown.map { columns.rows[$0.example].post }))
    func texts(_ groups: [ThreatGroups.Group]) -> [ThreatText] {
      groups.prefix(Self.limit).compactMap { wording.text($0, posts, candidates: candidates) }
    }
    var findings = ThreatFindings(
      posts: columns.posts, threats: texts(threats),
      threatsLeftOut: max(0, threats.count - Self.limit), falseAlarms: texts(alarms),
      falseAlarmsLeftOut: max(0, alarms.count - Self.limit),
      shares: CandidateMembers(candidates).shares(candidates, columns, stream))
    count(&findings)
    return findings
  }

  private func count(_ findings: inout ThreatFindings) {
    findings.levels = Assessment.Level.allCases.reversed().map {
      .init(name: $0.rawValue, posts: columns.levels[$0] ?? 0)
    }
    findings.kinds = Self.counts(
      columns.kinds.filter { $0.key != .other }.map { ($0.key.rawValue, $0.value) })
    let rows = columns.rows.filter { $0.level != .none }
    findings.targets = Self.tally(rows) { columns.name($0.target) ?? "none named" }
    findings.places = Self.tally(rows) { columns.name($0.place) ?? "none named" }
    findings.languages = Self.tally(rows) { $0.language?.rawValue ?? "none known" }
    findings.days = Self.tally(rows, limit: .max) {
      Timestamp(milliseconds: stream.columns.postTimes[Int($0.post)]).civil.date
    }.sorted { $0.name < $1.name }
  }

  private static func tally(
    _ rows: [ThreatColumns.Row], limit: Int = nameLimit, _ name: (ThreatColumns.Row) -> String
  ) -> [ThreatFindings.Count] {
    var posts: [String: Int] = [:]
    for row in rows { posts[name(row), default: 0] += 1 }
    return Array(counts(posts.map { ($0.key, $0.value) }).prefix(limit))
  }

  /// The most frequent first, equals by name.
  static func counts(_ pairs: [(String, Int)]) -> [ThreatFindings.Count] {
    pairs.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { .init(name: $0.0, posts: $0.1) }
  }
}

/// Which candidates an account belongs to.
struct CandidateMembers {
  /// For each account its candidates, by place in the order of review.
  private var places: [Int32: [Int]] = [:]

  init(_ candidates: [Candidate]) {
    for (place, candidate) in candidates.enumerated() {
      for member in candidate.members { places[member.account, default: []].append(place) }
    }
  }

  /// The candidates of accounts, by place, each once.
  func candidates(of accounts: some Sequence<Int32>) -> [Int] {
    Set(accounts.flatMap { places[$0] ?? [] }).sorted()
  }

  /// For each candidate how much of what its members posted was flagged.
  func shares(
    _ candidates: [Candidate], _ columns: ThreatColumns, _ stream: StreamData
  ) -> [ThreatFindings.Share] {
    var posts = [Int](repeating: 0, count: candidates.count)
    for account in stream.columns.postAccounts {
      for place in places[account] ?? [] { posts[place] += 1 }
    }
    var kinds = [[Assessment.Kind: Int]](repeating: [:], count: candidates.count)
    for row in columns.rows {
      for place in places[stream.columns.postAccounts[Int(row.post)]] ?? [] {
        kinds[place][row.kind, default: 0] += 1
      }
    }
    return candidates.indices.map { place in
      .init(
        candidate: candidates[place].id, posts: posts[place],
        kinds: ThreatStage.counts(
          kinds[place].filter { $0.key != .falseAlarm }.map { ($0.key.rawValue, $0.value) }),
        falseAlarms: kinds[place][.falseAlarm] ?? 0)
    }
  }
}
