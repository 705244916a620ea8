/// A case whose right decision is agreed on, for training and for knowing how sure decisions are.
public struct GoldenCase: Hashable, Sendable, Identifiable {
  /// Its id.
  public var id: String
  /// The right answer.
  public var expected: GoldenAnswer
  /// The language of its subject, a BCP 47 tag; nil where unknown.
  public var language: String?

  /// A golden case.
  public init(id: String, expected: GoldenAnswer, language: String? = nil) {
    self.id = id
    self.expected = expected
    self.language = language
  }
}

/// As much of a decision as is scored: whether there is a measure, on which ground, and what it concerns.
public struct GoldenAnswer: Hashable, Sendable {
  /// The ground; nil where the case is dismissed.
  public var ground: Ground?
  /// The measures.
  public var measures: Set<Measure>

  /// An answer.
  public init(ground: Ground?, measures: Set<Measure>) {
    self.ground = ground
    self.measures = measures
  }

  /// What a decision answers.
  public init(_ decision: Decision) {
    self.init(ground: decision.ground, measures: decision.measures)
  }
}

/// How golden cases were decided.
public struct GoldenScore: Hashable, Sendable {
  /// Cases in which the answer had a measure exactly if the right one has.
  public var rightToAct: ShareInterval
  /// Cases in which ground and measures are the right ones.
  public var exact: ShareInterval
  /// Cases with a measure where none was right.
  public var tooMuch: Int
  /// Cases without a measure where one was right.
  public var tooLittle: Int

  /// The score of answers; those to cases that are none of the golden ones do not count, and of several
  /// answers to one case the first does.
  public init(_ answers: [(id: String, answer: GoldenAnswer)], golden: [GoldenCase]) {
    let right = Dictionary(
      golden.map { ($0.id, $0.expected) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    var (act, same, over, under) = (0, 0, 0, 0)
    for (id, answer) in answers {
      guard let expected = right[id], seen.insert(id).inserted else { continue }
      switch (answer.measures.isEmpty, expected.measures.isEmpty) {
      case (false, true): over += 1
      case (true, false): under += 1
      default: act += 1
      }
      if answer == expected { same += 1 }
    }
    rightToAct = ShareInterval(hits: act, total: seen.count)
    exact = ShareInterval(hits: same, total: seen.count)
    (tooMuch, tooLittle) = (over, under)
  }
}
