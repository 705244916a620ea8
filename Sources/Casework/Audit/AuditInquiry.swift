/// What the lines after a break in the chain tell about it.
///
/// An entry that does not follow the one before it can be out of place, put in, or the first after
/// entries that are gone. Which of these it is shows only later in the file.
struct AuditInquiry {
  /// What is known so far; final once `take` says so or the file ends.
  private(set) var fault: AuditFault
  private var question: Question

  private enum Question {
    /// Does the missing entry, or this one once more, stand further on?
    case gap(missing: UInt64, early: UInt64?)
    /// Two entries claim one place; which of them does the next one follow?
    case twice(sequence: UInt64, second: AuditHash, firstLine: Int)
    /// An entry does not follow the one before it; does the next one follow this?
    case loose(AuditHash, sequence: UInt64)
    case none
  }

  /// - Parameters:
  ///   - entry: an entry that has its own hash and does not follow.
  ///   - line: its line.
  ///   - end: the chain's end before it.
  ///   - before: what the last good entry follows.
  ///   - lastLine: where the last good entry stands.
  init(
    into entry: AuditEntry, at line: Int, after end: AuditChain, before: AuditHash?, lastLine: Int
  ) {
    let next = end.sequence + 1
    if entry.sequence > next {
      fault = AuditFault(
        .dropped, line: line, sequence: next,
        message: Self.missing(next, entry.sequence - 1))
      question = .gap(missing: next, early: entry.sequence)
    } else if entry.sequence < next {
      fault = AuditFault(
        .inserted, line: line, sequence: entry.sequence,
        message: "An entry of this sequence stands in the file already.")
      question =
        entry.sequence == end.sequence && entry.previous == before
        ? .twice(sequence: end.sequence, second: entry.hash, firstLine: lastLine) : .none
    } else if end.sequence == 0 || before == nil {
      fault = AuditFault(
        .changed, line: line, sequence: next,
        message: "It does not follow what the file says that it begins after.")
      question = .none
    } else {
      fault = AuditFault(
        .changed, line: lastLine, sequence: end.sequence,
        message: "The entry after it was written after another one.")
      question = .loose(entry.hash, sequence: next)
      looseLine = line
    }
  }

  private var looseLine = 0

  /// - Parameters:
  ///   - checkpoint: a signed checkpoint of more entries than came before it.
  ///   - line: its line.
  ///   - end: the chain's end before it.
  init(into checkpoint: AuditCheckpoint, at line: Int, after end: AuditChain) {
    fault = AuditFault(
      .dropped, line: line, sequence: end.sequence + 1,
      message: Self.missing(end.sequence + 1, checkpoint.sequence))
    question = .gap(missing: end.sequence + 1, early: nil)
  }

  /// Takes the next line, nil for one that cannot be read; true once the question is answered.
  mutating func take(_ line: AuditLine?) -> Bool {
    guard case .entry(let entry, let hash) = line, entry.hash == hash else {
      if case .none = question { return true }
      return false
    }
    switch question {
    case .none: return true
    case .gap(let missing, let early): return answerGap(entry, missing, early)
    case .twice(let sequence, let second, let firstLine):
      guard entry.sequence == sequence + 1 else { return false }
      if entry.previous == second { fault.line = firstLine }
      return true
    case .loose(let loose, let sequence):
      if entry.previous != loose {
        fault = AuditFault(
          .changed, line: looseLine, sequence: sequence,
          message: "It neither follows the entry before it nor is followed by the one after it.")
      }
      return true
    }
  }

  /// The missing entry further on says that the order was changed; the early one once more says that
  /// what stood in the way was put in.
  private mutating func answerGap(
    _ entry: AuditEntry, _ missing: UInt64, _ early: UInt64?
  ) -> Bool {
    if entry.sequence == missing, fault.kind == .dropped {
      fault = AuditFault(
        .reordered, line: fault.line, sequence: missing,
        message: "It stands further on in the file.")
      return early == nil
    }
    if entry.sequence == early, fault.kind == .reordered {
      fault = AuditFault(
        .inserted, line: fault.line, sequence: early,
        message: "An entry of this sequence stands in its own place too.")
      return true
    }
    return false
  }

  private static func missing(_ first: UInt64, _ last: UInt64) -> String {
    first == last ? "It is missing." : "The entries \(first) to \(last) are missing."
  }
}
