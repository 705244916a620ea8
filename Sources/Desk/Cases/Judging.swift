import Casework
import SocialModel
import Store

/// A version of a professional judgement, as a person recorded it.
public struct RecordedJudgement: Hashable, Sendable {
  /// 1 for the first, and one more for each later one.
  public var version: Int
  /// What it says.
  public var judgement: ProfessionalJudgement
  /// Who recorded it, by number.
  public var author: Int64
  /// When.
  public var time: Timestamp
}

extension CaseDesk {
  /// Records a further version of a case's professional judgement; earlier ones stay as they are.
  ///
  /// - Returns: its version.
  /// - Throws: ``DeskError`` with `notAllowed` for who may not decide, `wrongState` for a case that is closed,
  ///   `notFound`.
  public func recordJudgement(
    _ judgement: ProfessionalJudgement, onCase id: Int64, by acting: Acting
  ) throws -> Int {
    try act(.decide, by: acting, on: "case \(id)") {
      try signedIn(acting)
      guard try store.caseFile(id).row.state != .closed else {
        throw DeskError(.wrongState, subject: "case \(id)", message: "It is closed.")
      }
      let items = judgement.items.map { item, said in
        (item.rawValue, JudgementRow.Item(answer: said.answer.rawValue, note: said.note))
      }
      return try store.addJudgement(
        toCase: id, instrument: ProfessionalJudgement.instrument,
        Dictionary(uniqueKeysWithValues: items), by: acting.user)
    }
  }

  /// The versions of a case's professional judgement, the latest first, for who may decide and nobody else.
  /// Each look is recorded.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, `notFound`.
  public func judgements(onCase id: Int64, by acting: Acting) throws -> [RecordedJudgement] {
    try act(.decide, by: acting, on: "case \(id)") {
      try signedIn(acting)
      _ = try store.caseFile(id)
      let rows = try store.judgements(ofCase: id)
      if !rows.isEmpty {
        try store.record(
          "content.viewed", on: "case:\(id)", by: acting.actor, details: ["what": "judgement"])
      }
      return try rows.map(Self.recorded)
    }
  }

  private static func recorded(_ row: JudgementRow) throws -> RecordedJudgement {
    var items: [TrapItem: ProfessionalJudgement.Item] = [:]
    for (word, said) in row.items {
      guard let item = TrapItem(rawValue: word),
        let answer = ProfessionalJudgement.Answer(rawValue: said.answer)
      else {
        throw DeskError(
          .unavailable, subject: "judgement", message: "A stored judgement is not readable.")
      }
      items[item] = .init(answer, note: said.note)
    }
    return RecordedJudgement(
      version: row.version, judgement: try ProfessionalJudgement(items), author: row.author,
      time: row.time)
  }
}
