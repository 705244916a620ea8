import Foundation
import Pipeline

/// What one measured piece of work cost.
struct Measurement {
  var seconds: Double
  var cpuSeconds: Double
}

/// Runs work and measures its time on the clock and on all cores.
func measured<Result>(_ work: () throws -> Result) rethrows -> (Result, Measurement) {
  let clock = ContinuousClock()
  let cpu = processCPUSeconds()
  let start = clock.now
  let result = try work()
  let elapsed = start.duration(to: clock.now).components
  return (
    result,
    Measurement(
      seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
      cpuSeconds: processCPUSeconds() - cpu)
  )
}

private func processCPUSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The process's largest resident memory so far, in bytes; 0 where the system does not tell.
func peakMemoryBytes() -> Int { Int(StageClock.peakMemoryBytes()) }

/// Prints `name=value` pairs on one line, for the script that makes the table.
func report(_ values: KeyValuePairs<String, String>) {
  print(values.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
}

/// A number with three decimals.
func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
