import Casework
import SocialModel
import Testing

@Suite("Second reviews and agreement")
struct AgreementTests {
  @Test(
    "are drawn by a key: the share holds, a larger one holds the smaller, another key another draw")
  func draw() {
    let draw = SecondReviewDraw(key: [UInt8](repeating: 1, count: 32))
    let other = SecondReviewDraw(key: [UInt8](repeating: 2, count: 32))
    let ids = (0..<20_000).map { "decision-\($0)" }
    for share in [0.05, 0.3] {
      let hits = ids.filter { draw.isDrawn($0, share: share) }.count
      // Five standard deviations of the binomial distribution.
      let slack = 5 * (20_000 * share * (1 - share)).squareRoot()
      #expect(abs(Double(hits) - 20_000 * share) < slack, "\(share): \(hits)")
    }
    #expect(ids.allSatisfy { !draw.isDrawn($0, share: 0) && draw.isDrawn($0, share: 1) })
    let small = ids.filter { draw.isDrawn($0, share: 0.05) }
    #expect(small.allSatisfy { draw.isDrawn($0, share: 0.3) })
    #expect(small == ids.filter { draw.isDrawn($0, share: 0.05) })
    let both = small.filter { other.isDrawn($0, share: 0.05) }.count
    #expect(both < small.count / 5)
  }

  @Test("show the reviewer the subject, and not how or by whom it was decided")
  func blind() throws {
    let decision = Desk.decision()
    let view = try BlindReview(of: decision, for: "ben", sawDecision: false)
    #expect(view.subject == decision.subject && view.decision == "d1")
    let shown = Mirror(reflecting: view).children.compactMap(\.label)
    #expect(shown == ["decision", "subject", "source"])
    #expect(throws: CaseworkError.self) {
      try BlindReview(of: decision, for: "ann", sawDecision: false)
    }
    #expect(throws: CaseworkError.self) {
      try BlindReview(of: decision, for: "ben", sawDecision: true)
    }
    #expect(throws: CaseworkError.self) {
      try BlindReview(of: decision, for: "ben", reviewedAgainBy: ["ben"], sawDecision: false)
    }
  }

  /// Tables and the values that statsmodels 0.15's `cohens_kappa` gives for them. The first is an example
  /// of the SAS manual, whose page gives 0.4842, 0.1380 and 0.2137...0.7547.
  @Test(
    "kappa and its interval are the published ones",
    arguments: [
      (
        [[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.4841628959, 0.1380135783, 0.2136612531, 0.7546645388
      ),
      ([[20, 5], [10, 15]], 0.4, 0.1269960629, 0.1510922905, 0.6489077095),
      (
        [[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.6764705882, 0.0877029535, 0.5045759581, 0.8483652184
      ),
    ] as [([[Int]], Double, Double, Double, Double)])
  func published(table: [[Int]], kappa: Double, error: Double, low: Double, high: Double) throws {
    let agreement = Agreement(table: table)
    #expect(abs(try #require(agreement.kappa) - kappa) < 1e-9)
    #expect(abs(try #require(agreement.standardError) - error) < 1e-9)
    let interval = try #require(agreement.interval)
    #expect(abs(interval.lowerBound - low) < 1e-9 && abs(interval.upperBound - high) < 1e-9)
  }

  @Test("kappa of pairs is that of their table, whatever the order of the answers")
  func pairs() {
    var pairs: [(first: String, second: String, count: Int)] = []
    for (row, counts) in [("no", [20, 5]), ("yes", [10, 15])] {
      for (column, count) in zip(["no", "yes"], counts) {
        pairs.append((row, column, count - 1))
        pairs.append((row, column, 1))
      }
    }
    var random = SeededGenerator(seed: 4)
    for _ in 0..<5 {
      let agreement = Agreement(random.shuffled(pairs))
      #expect(abs((agreement.kappa ?? 0) - 0.4) < 1e-12 && agreement.pairs == 50)
      #expect(agreement.equal == 35)
    }
  }

  @Test("kappa at its ends: full, none beyond chance, opposite, and undefined")
  func ends() {
    #expect(Agreement(table: [[5, 0], [0, 5]]).kappa == 1)
    #expect(Agreement(table: [[5, 0], [0, 5]]).interval == 1...1)
    #expect(abs(Agreement(table: [[25, 25], [25, 25]]).kappa ?? 1) < 1e-12)
    #expect(Agreement(table: [[0, 5], [5, 0]]).kappa == -1)
    #expect(Agreement(table: [[9, 0], [0, 0]]).kappa == nil)
    #expect(Agreement(table: [[0]]).kappa == nil && Agreement(table: []).interval == nil)
    #expect(Agreement([(first: 1, second: 1, count: 3)]).kappa == nil)
  }

  @Test("golden cases are scored once each: right to act, exact, too much, too little")
  func golden() {
    let act = GoldenAnswer(ground: .policy(clause: "a", version: 1), measures: [.removal])
    let other = GoldenAnswer(ground: .policy(clause: "b", version: 1), measures: [.removal])
    let none = GoldenAnswer(ground: nil, measures: [])
    let golden = [
      GoldenCase(id: "1", expected: act), GoldenCase(id: "2", expected: act),
      GoldenCase(id: "3", expected: none), GoldenCase(id: "4", expected: none),
    ]
    let answers = [("1", other), ("2", none), ("3", none), ("4", act), ("1", act), ("9", act)]
    let score = GoldenScore(answers, golden: golden)
    #expect(score.rightToAct == ShareInterval(hits: 2, total: 4))
    #expect(score.exact == ShareInterval(hits: 1, total: 4))
    #expect(score.tooMuch == 1 && score.tooLittle == 1)
  }
}

@Suite("Shares and percentiles")
struct FigureTests {
  /// Values of statsmodels 0.15's `proportion_confint(method="wilson")`.
  @Test(
    "Wilson's interval is the known one",
    arguments: [
      (0, 10, 0.0, 0.2775327999), (10, 10, 0.7224672001, 1.0), (5, 10, 0.2365930905, 0.7634069095),
      (81, 263, 0.2552885199, 0.3662095770), (1, 1, 0.2065493143, 1.0),
    ] as [(Int, Int, Double, Double)])
  func wilson(hits: Int, total: Int, low: Double, high: Double) {
    let interval = ShareInterval(hits: hits, total: total).interval
    #expect(abs(interval.lowerBound - low) < 1e-9 && abs(interval.upperBound - high) < 1e-9)
    #expect(ShareInterval(hits: 0, total: 0).interval == 0...1)
    #expect(ShareInterval(hits: 0, total: 0).share == nil)
  }

  @Test("percentiles are Hyndman and Fan's seventh, as NumPy has them")
  func quantiles() throws {
    let values = [15.0, 20, 35, 40, 50]
    #expect(Quantile.of(values, 0.5) == 35)
    #expect(Quantile.of(values.reversed(), 0.4) == 29)
    #expect(abs(try #require(Quantile.of(values, 0.9)) - 46) < 1e-12)
    #expect(Quantile.of([1, 2], 0.5) == 1.5 && Quantile.of([7], 0.9) == 7)
    #expect(Quantile.of([], 0.5) == nil)
    #expect(Quantile.of(values, 0) == 15 && Quantile.of(values, 1) == 50)
  }
}
