import Casework
import SocialModel
import Store

extension CaseDesk {
  /// Places a legal hold on a post, an account or a tag.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, `incomplete` without a reason, `malformed` for a candidate.
  public func placeHold(
    on subject: CaseSubject, reason: String, until: Timestamp? = nil, by acting: Acting
  ) throws -> Int64 {
    try act(.setHold, by: acting, on: "hold") {
      guard !reason.allSatisfy(\.isWhitespace) else {
        throw DeskError(.incomplete, subject: "hold", message: "A hold has a reason.")
      }
      guard subject.kind != .candidate else {
        throw DeskError(
          .malformed, subject: "hold", message: "A post, an account or a tag is held.")
      }
      return try store.placeHold(
        on: subject.stored(), reason: reason, until: until, by: acting.actor)
    }
  }

  /// Lifts a legal hold.
  public func liftHold(_ id: Int64, by acting: Acting) throws {
    try act(.setHold, by: acting, on: "hold \(id)") { try store.liftHold(id, by: acting.actor) }
  }

  /// Sets for how many days a kind of data is kept; nil keeps it for good.
  public func setRetention(
    of kind: RetentionKind, days: Int?, by acting: Acting
  ) throws {
    try act(.changeSettings, by: acting, on: "retention of \(kind.rawValue)") {
      try store.setRetention(of: kind, days: days, by: acting.actor)
    }
  }

  /// What a purge would remove now, and what stays past its time.
  public func purgePreview(by acting: Acting) throws -> PurgeCounts {
    try look(.purge, by: acting, on: "purge") { try store.purgePreview() }
  }

  private static let terminalIsAnybody =
    "The retention rules were changed within the last day: who did so does not purge, and on the "
    + "terminal nobody is known."

  /// Removes what is past its time and held by nothing, in batches.
  ///
  /// On the terminal nobody is known by name, so that there a change by anybody counts.
  /// - Parameter afterBatch: is told how many posts were removed so far.
  /// - Throws: ``DeskError`` with `samePerson` for who changed a retention rule within the last day.
  public func purge(
    by acting: Acting, afterBatch: (Int) -> Void = { _ in }
  ) throws -> PurgeCounts {
    try mapping {
      try require(.purge, acting, "purge")
      let person = acting.via == .terminal ? nil : acting.actor.description
      for kind in RetentionKind.allCases {
        let changes = try store.auditEntries(
          subject: "retention:\(kind.rawValue)", actor: person, limit: 1)
        guard let last = changes.items.first else { continue }
        let hours = Double(now.milliseconds - last.content.time.milliseconds) / 3_600_000
        let name = person == nil ? last.content.actor : acting.name
        let reason = SeparationOfDuties.purge(name, rulesChangedBy: name, hoursSince: hours)
          .map { person == nil ? Self.terminalIsAnybody : $0 }
        if let reason { throw DeskError.samePerson(.purge, "purge", reason) }
      }
      return try store.purge(by: acting.actor, afterBatch: afterBatch)
    }
  }
}
