import Casework
import Foundation
import SocialModel
import Store

extension CaseDesk {
  /// Takes an appeal against a decision.
  ///
  /// - Throws: ``DeskError`` with `expired` when the time for appeals is over, `wrongState` when the decision
  ///   is undone, `conflict` when there is an appeal already.
  public func receiveAppeal(
    againstDecision id: Int64, text: String, by acting: Acting
  ) throws -> Int64 {
    try act(.takeReports, by: acting, on: "decision \(id)") {
      let row = try store.decision(id)
      guard row.undoneAt == nil else {
        throw DeskError(.wrongState, subject: "decision \(id)", message: "It is undone already.")
      }
      guard AppealRule.isOpen(try Decision(row), now: now) else {
        throw DeskError(
          .expired, subject: "decision \(id)", message: "The time for appeals is over.")
      }
      guard text.utf8.count <= 20_000 else {
        throw DeskError(
          .tooMany, subject: "appeal", message: "An appeal has at most 20,000 bytes.")
      }
      return try store.receiveAppeal(againstDecision: id, text: text, by: acting.actor)
    }
  }

  /// An appeal with the decision that it is against; the first look stops a clock.
  public func view(appeal id: Int64, by acting: Acting) throws -> AppealRow {
    try act(.viewCases, by: acting, on: "appeal \(id)") {
      try store.recordView(of: .appeal(id), by: acting.actor)
      return try store.appeal(id)
    }
  }

  /// Decides an appeal. Where the decision falls, wholly or in part, a new one takes its place, by who
  /// decided the appeal: without measures, or with those that are kept. The old one stays in the record, and
  /// reporters' records follow.
  ///
  /// - Parameter kept: the measures that stay when it is changed.
  /// - Returns: the successor's number; nil where the decision stands.
  /// - Throws: ``DeskError`` with `samePerson` for who decided, reviewed it again or decided an appeal before
  ///   it; `incomplete` without reasons; `wrongState` when it is decided.
  public func decideAppeal(
    _ id: Int64, _ outcome: AppealOutcome, keeping kept: Set<Measure> = [], reasons: String,
    by acting: Acting
  ) throws -> Int64? {
    try act(.decideAppeal, by: acting, on: "appeal \(id)") {
      try signedIn(acting)
      let row = try store.appeal(id)
      guard row.state == .open else {
        throw DeskError(
          .wrongState, subject: "appeal \(id)", message: "It is decided already.")
      }
      if let reason = try refusal(acting, row.decision) {
        throw DeskError.samePerson(.decideAppeal, "appeal \(id)", reason)
      }
      let decision = try Decision(row.decision)
      let appeal = Appeal(
        id: "\(id)", decision: decision.id, received: row.receivedAt,
        answer: .init(
          outcome: outcome, decidedBy: acting.name, decidedAt: now, reasons: reasons))
      let next = try AppealRule.successor(
        of: decision, after: appeal, keeping: kept, id: UUID().uuidString.lowercased())
      let content = row.decision.content
      let successor = try next.map {
        try NewDecision($0, category: content.category, language: content.language)
      }
      return try store.decideAppeal(
        id, reverse: successor != nil, outcome: outcome.rawValue, reasons: reasons,
        successor: successor, by: acting.user)
    }
  }

  /// Why a person may not decide an appeal; nil where they may.
  public func whyNot(decideAppeal appeal: AppealRow, by acting: Acting) throws -> String? {
    try mapping {
      guard acting.allows(.decideAppeal) else { return "A lead decides it." }
      return try refusal(acting, appeal.decision)
    }
  }

  /// Why a person may not decide on an appeal against a decision; nil where they may. Parts in the decisions
  /// whose place it took count as well.
  private func refusal(_ acting: Acting, _ decision: DecisionRow) throws -> String? {
    var row = decision
    while true {
      let reviewer = try store.secondReviewer(ofDecision: row.id)
      let isFirst = row.id == decision.id
      let reason = SeparationOfDuties.appeal(
        acting.name, decidedBy: isFirst ? "user:\(row.author)" : "",
        reviewedAgainBy: reviewer.map { ["user:\($0)"] } ?? [],
        earlierAppealsBy: isFirst ? [] : ["user:\(row.author)"])
      if let reason { return reason }
      guard let before = row.content.successorOf else { return nil }
      row = try store.decision(before)
    }
  }
}
