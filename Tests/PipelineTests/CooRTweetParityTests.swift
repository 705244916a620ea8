import Coordination
import Intake
import Pipeline
import SocialModel
import Testing

@Suite(
  "The plain count on published sets is CooRTweet's, row by row",
  .enabled(if: PublishedSets.isPresent, PublishedSets.reason))
struct CooRTweetParityTests {
  private let shared = [
    "a", "b", "weight", "avg_time_delta", "n_content_id", "n_content_id_y", "edge_symmetry_score",
  ]
  private let own = [
    "account_a", "account_b", "weight", "avg_time_delta", "n_content_a", "n_content_b",
    "edge_symmetry_score",
  ]

  @Test("in every edge and every co-action", arguments: PublishedSets.cases([10, 60, 3600]))
  func edgesAndCoactions(_ setting: PublishedSets.Case) throws {
    let scratch = try ScratchFolder()
    let (folder, summary) = try scratch.coactions(
      [PublishedSets.input(setting.set)], window: setting.window,
      participation: setting.participation
    ) { $0.asCooRTweet = true }
    let found = try Table(path: folder + "/edges.csv")
    let expected = try PublishedSets.expected("edges_\(setting.testDescription)")
    expectAgreement(
      try found.select(own + ["weight_threshold"]),
      try expected.select(shared + ["weight_threshold_50"]))
    try expectSecondThreshold(found, expected)
    try expectTotals(summary, setting)
    // Its co-actions within an hour are not among the published results.
    if setting.window <= 60 { try expectCoactions(folder, setting) }
  }

  /// Expects the edges above the 0.95 quantile of the weights found to be those expected.
  private func expectSecondThreshold(_ found: Table, _ expected: Table) throws {
    let weights = try found.select(["weight"]).map { try #require(Int($0[0])) }
    var histogram = WeightHistogram()
    for weight in weights { histogram.add(weight: weight) }
    let threshold = try #require(histogram.quantile(0.95))
    let flags = weights.map { [Double($0) > threshold ? "1" : "0"] }
    #expect(try flags == expected.select(["weight_threshold_95"]))
  }

  private func expectTotals(_ summary: CoactionSummary, _ setting: PublishedSets.Case) throws {
    let totals = try Table(path: PublishedSets.folder + "/expected/summary.csv")
    let columns = ["dataset", "time_window", "min_participation", "detect_rows", "E", "q50"]
    let row = try #require(
      try totals.select(columns).first {
        $0[0...2] == [setting.set, "\(setting.window)", "\(setting.participation)"]
      })
    #expect(row[3] == "\(summary.coactions)" && row[4] == "\(summary.edges)")
    #expect(agree(row[5], "\(summary.weightThreshold ?? -1)"))
  }

  private func expectCoactions(_ folder: String, _ setting: PublishedSets.Case) throws {
    let columns = [
      "object_id", "content_id", "content_id_y", "time_delta", "account_id", "account_id_y",
    ]
    let found = try Table(path: folder + "/coactions.csv").select(columns)
    let expected = try PublishedSets.expected("detect_\(setting.testDescription)").select(columns)
    #expect(found.sortedRows() == expected.sortedRows())
  }

  @Test(
    "in the objects of each edge, the statistics and the fast network",
    arguments: ["german_url", "russian_coord_tweets"])
  func statistics(set: String) throws {
    let scratch = try ScratchFolder()
    let (folder, _) = try scratch.coactions(
      [PublishedSets.input(set)], window: 60, participation: 2
    ) {
      $0.asCooRTweet = true
      $0.fastWindowSeconds = 10
      $0.listsObjects = true
      $0.writesAccounts = true
      $0.writesObjects = true
    }
    let last = ["object_ids", "weight_threshold"]
    expectAgreement(
      try Table(path: folder + "/edges.csv").select(own + last),
      try PublishedSets.expected("edges_objects_\(set)_tw60_mp2").select(shared + last))

    for name in ["account_stats", "group_stats"] {
      let expected = try PublishedSets.expected("\(name)_\(set)_tw60_mp2")
      let found = try Table(path: "\(folder)/\(name).csv")
      #expect(found.columns == expected.columns)
      expectAgreement(found.rows, expected.rows)
    }

    let expected = try PublishedSets.expected("fastnet_\(set)_tw60_fast10_mp2")
    let found = try Table(path: folder + "/fast_edges.csv")
    #expect(found.columns.count == expected.columns.count)
    expectAgreement(found.rows, expected.rows)
  }

  @Test("in the two layers of its introduction")
  func twoLayers() throws {
    let scratch = try ScratchFolder()
    let (folder, _) = try scratch.coactions(
      ["german_url", "german_phash"].map(PublishedSets.input), window: 30, participation: 2
    ) { $0.asCooRTweet = true }
    let found = try Table(path: folder + "/edges.csv").select(own + ["weight_threshold"])
    let expected = try PublishedSets.expected("vignette_multimodal_tw30_mp2_subgraph1")
    expectAgreement(
      found.filter { $0.last == "1" }, try expected.select(shared + ["weight_threshold"]))
  }

  @Test(
    "and its distinct contents are coordination-network-toolkit's counts",
    arguments: [
      ("german_url", "cnt_german_url_tw60"), ("russian_coord_tweets", "cnt_russian_tw60"),
    ])
  func toolkitCounts(set: String, name: String) throws {
    let expected = try PublishedSets.expected(name).select(["user_1", "user_2", "weight"])
    #expect(try directedCounts(set) == expected.filter { $0[0] != $0[1] }.sortedRows())
  }

  /// For each ordered pair of accounts how many contents of the first are near one of the second.
  ///
  /// The toolkit keeps only the first row of a content id.
  private func directedCounts(_ set: String) throws -> [[String]] {
    let table = try Table(path: PublishedSets.input(set))
    let rows = try table.select(["object_id", "account_id", "content_id", "timestamp_share"])
    let (objects, accounts, contents) = (ByteInterner(), ByteInterner(), ByteInterner())
    var columns: (objects: [Int32], accounts: [Int32], times: [Int64]) = ([], [], [])
    for row in rows {
      let known = contents.count
      if contents.intern(row[2]) < known { continue }
      columns.objects.append(objects.intern(row[0]))
      columns.accounts.append(accounts.intern(row[1]))
      columns.times.append(try #require(Int64(row[3])))
    }
    let actions = ActionTable(
      accountCount: accounts.count, objectCount: objects.count, objects: columns.objects,
      accounts: columns.accounts, times: columns.times,
      contents: (0..<Int32(columns.times.count)).map { $0 })
    let found = CoactionEngine(actions, window: 60).edges().flatMap { edge in
      let (a, b) = (accounts.string(edge.pair.a), accounts.string(edge.pair.b))
      return [[a, b, "\(edge.contentsA)"], [b, a, "\(edge.contentsB)"]]
    }
    return found.sortedRows()
  }
}
