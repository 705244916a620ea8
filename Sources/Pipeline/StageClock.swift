import Foundation
import SocialModel

/// Measures the stages of a run one after the other.
///
/// Its readings go into run records and onto the terminal, never into results.
public final class StageClock {
  /// The stages that ended.
  public private(set) var stages: [StageCost] = []
  private let clock = ContinuousClock()
  private var current: (name: String, start: ContinuousClock.Instant)?

  /// A clock before the first stage.
  public init() {}

  /// Ends the stage that runs and begins another.
  public func begin(_ name: String) {
    end()
    current = (name, clock.now)
  }

  /// Ends the stage that runs.
  public func end() {
    guard let stage = current else { return }
    let duration = stage.start.duration(to: clock.now).components
    stages.append(
      StageCost(
        name: stage.name, seconds: Double(duration.seconds) + Double(duration.attoseconds) * 1e-18,
        peakMemoryBytes: Self.peakMemoryBytes()))
    current = nil
  }

  /// Runs one stage and tells an observer when it begins and ends.
  func run<Result>(
    _ name: String, _ observer: ProgressObserver, _ body: () throws -> Result
  ) rethrows -> Result {
    observer(.began(stage: name))
    begin(name)
    let result = try body()
    end()
    observer(.ended(stage: name, seconds: stages[stages.count - 1].seconds))
    return result
  }

  /// The process's largest resident memory so far; 0 where the system does not tell.
  public static func peakMemoryBytes() -> Int64 {
    guard let status = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("VmHWM:") {
      let number = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      return (number.flatMap { Int64($0) } ?? 0) * 1024
    }
    return 0
  }
}
