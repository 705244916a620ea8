import ArgumentParser
import Coordination
import Pipeline
import SocialModel

/// `tocsin calibrate`: what chance must be taken to give, measured on ordinary traffic.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Measure on ordinary traffic what chance must be taken to give.",
    discussion: """
      Each file is a stream of its own, such as a quiet week; all are pooled. Traffic that holds a \
      campaign gives a profile that finds less and accuses no more. Use the profile with \
      `tocsin analyze --profile FILE`. What cannot be read is counted and left out; exit status 3 \
      then.
      """)

  @Argument(help: "Files of ordinary posts.", completion: .file())
  var inputs: [String]

  @Option(help: "The profile to write; it does not exist yet.")
  var out: String

  @Option(help: "The name that run.json will state.")
  var name = "own"

  @OptionGroup var reading: ReadingOptions

  func run() throws {
    try ExitStatus.of {
      let file = try WholeFile(at: out)
      let progress = ProgressLine()
      let run = CalibrationRun(intake: try reading.options(), observer: progress.observe)
      var rejections = 0
      let calibration = try run.calibrate(inputs) { _ in rejections += 1 }
      try file.write(try ProfileFile.bytes(of: calibration.profile(name: name)))
      try file.commit()
      Diagnostics.clearLine()
      report(calibration)
      guard rejections > 0 else { return .done }
      Diagnostics.say("tocsin: \(rejections) records could not be read and were left out.")
      return .doneWithRejections
    }
  }

  private func report(_ calibration: Calibration) {
    for layer in DetectionProfile.testable {
      let found = calibration.lags[layer] ?? Calibration.Lags()
      let note =
        found.occasions < Calibration.leastOccasions
        ? "too few: takes the largest shares of the others" : "\(found.within) within the scales"
      print("\(layer.name): \(found.occasions) occasions, \(note)")
    }
    print("coincided with a random group at least 1, 2 ... times: \(calibration.repeats)")
  }
}
