import ArgumentParser
import Coordination
import Foundation
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
      `tocsin analyze --profile FILE`.
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
      guard !FileManager.default.fileExists(atPath: out) else {
        throw PipelineError(
          .outputNotEmpty, subject: out, message: "The output exists.", hint: "Name another file.")
      }
      let progress = ProgressLine()
      let run = CalibrationRun(intake: try reading.options(), observer: progress.observe)
      let calibration = try run.calibrate(inputs)
      let profile = calibration.profile(name: name)
      let file = try OutputFile(path: out + ".partial", subject: out)
      try file.write(try ProfileFile.bytes(of: profile))
      try file.close()
      try FileManager.default.moveItem(atPath: out + ".partial", toPath: out)
      Diagnostics.clearLine()
      report(calibration)
      return .done
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
