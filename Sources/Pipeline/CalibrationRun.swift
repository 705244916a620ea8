import Coordination
import Intake
import SocialModel

/// From files of ordinary posts to a profile: the work of `tocsin calibrate`.
public struct CalibrationRun: Sendable {
  /// How inputs are read.
  public var intake: IntakeOptions
  /// Takes events.
  public var observer: ProgressObserver

  /// A run with these options.
  public init(
    intake: IntakeOptions = IntakeOptions(), observer: @escaping ProgressObserver = { _ in }
  ) {
    self.intake = intake
    self.observer = observer
  }

  /// Measures each file as a stream of its own and pools them.
  ///
  /// - Parameters:
  ///   - paths: the inputs.
  ///   - onRejection: takes each rejection as it comes, in order; its input's index is 0.
  /// - Throws: `IntakeError`, and what `onRejection` throws.
  public func calibrate(
    _ paths: [String], onRejection: (Rejection) throws -> Void = { _ in }
  ) throws -> Calibration {
    let clock = StageClock()
    var calibration = Calibration()
    for path in paths {
      let builder = StreamBuilder(layers: DetectionProfile.testable)
      try clock.run("read", observer) {
        _ = try Intake(options: intake).read(paths: [path]) { batch in
          builder.add(batch.posts)
          for rejection in batch.rejections { try onRejection(rejection) }
        }
      }
      clock.run("measure", observer) { calibration.add(builder.finish().columns) }
    }
    return calibration
  }
}
