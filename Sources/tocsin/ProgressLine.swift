import Foundation
import Pipeline
import Synchronization

/// One line on a terminal's standard error that says how far a run has come; silent elsewhere.
final class ProgressLine: Sendable {
  private let lastShown = Mutex(ContinuousClock.now - .seconds(1))

  /// Takes an event of a run.
  func observe(_ event: ProgressEvent) {
    switch event {
    case .began(let stage): show("\(stage) ...")
    case .advanced(let stage, let done, let total, let unit):
      let isDue = lastShown.withLock { last in
        let now = ContinuousClock.now
        if last.duration(to: now) < .milliseconds(100) { return false }
        last = now
        return true
      }
      guard isDue else { return }
      let share = total > 0 ? " (\(done * 100 / total) %)" : ""
      show(
        "\(stage) ... \(done.formatted(.number.locale(Locale(identifier: "en_GB")))) \(unit)\(share)"
      )
    case .ended: break
    }
  }

  /// Shows a word of the caller's.
  func note(_ text: String) { show("\(text) ...") }

  private func show(_ text: String) { Diagnostics.replaceLine(text) }
}
