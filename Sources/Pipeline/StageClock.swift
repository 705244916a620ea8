import Foundation
import SocialModel

/// Times the stages of a run and notes the peak memory after each.
struct StageClock {
  private(set) var costs: [StageCost] = []
  private let observer: ProgressObserver

  init(_ observer: @escaping ProgressObserver) { self.observer = observer }

  /// Runs one stage.
  mutating func run<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    observer(.began(stage: name))
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    let took = start.duration(to: clock.now).components
    let seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
    costs.append(
      StageCost(name: name, seconds: seconds, peakMemoryBytes: Self.peakMemoryBytes()))
    observer(.ended(stage: name, seconds: seconds))
    return result
  }

  /// The largest resident size of the process so far, in bytes.
  static func peakMemoryBytes() -> Int64 {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return Int64(usage.ru_maxrss) * 1024
  }
}
