/// Where a case stands.
public enum CaseState: String, Sendable, Hashable, CaseIterable {
  /// It waits in its queue.
  case open
  /// Somebody has it.
  case claimed
  /// It was decided; an appeal is possible.
  case decided
  /// An appeal against its decision waits.
  case appealed
  /// Nothing is left to do.
  case closed

  /// Where an event leads to; nil where it cannot happen.
  ///
  /// An undone decision and one that an appeal reversed put the case back into its queue only where
  /// somebody has to decide again: reversal on appeal is itself a decision, so the case stays decided.
  public func next(_ event: CaseEvent) -> CaseState? {
    switch (self, event) {
    case (.open, .claim), (.claimed, .claim): .claimed
    case (.claimed, .release), (.claimed, .expire): .open
    case (.claimed, .decide): .decided
    case (.decided, .undo): .open
    case (.decided, .appeal), (.closed, .appeal): .appealed
    case (.appealed, .decideAppeal): .decided
    case (.decided, .close): .closed
    case (.closed, .reopen), (.decided, .reopen): .open
    default: nil
    }
  }

  /// The state after an event.
  ///
  /// - Throws: ``CaseworkError`` with the code `wrongState` when it cannot happen.
  public func after(_ event: CaseEvent, of id: String) throws -> CaseState {
    guard let next = next(event) else {
      throw CaseworkError(
        .wrongState, subject: "case \(id)",
        message: "It is \(rawValue), so that `\(event.rawValue)` is not possible.",
        hint: "Look at it again: somebody else may have been quicker.")
    }
    return next
  }
}

/// What can happen to a case.
public enum CaseEvent: String, Sendable, Hashable, CaseIterable {
  case claim, release, expire, decide, undo, appeal, close, reopen
  case decideAppeal = "decide-appeal"
}
