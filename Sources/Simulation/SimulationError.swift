/// Why a simulated stream could not be written.
public struct SimulationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, by a name that stays the same.
  public enum Code: String, Sendable, Hashable {
    /// The output folder exists and has something in it, or is no folder.
    case outputNotEmpty = "output-not-empty"
    /// The system refused to create, write or rename.
    case cannotWrite = "cannot-write"
  }

  /// What went wrong.
  public let code: Code
  /// The path that it concerns.
  public let subject: String
  /// One sentence for a person.
  public let message: String
  /// What to do about it.
  public let hint: String

  /// The subject, the message and the hint.
  public var description: String { "\(subject): \(message) \(hint)" }

  static func outputNotEmpty(_ path: String) -> SimulationError {
    SimulationError(
      code: .outputNotEmpty, subject: path,
      message: "The output folder exists and is not empty.",
      hint: "Name a new folder, or remove this one first.")
  }

  static func cannotWrite(_ path: String, _ reason: String) -> SimulationError {
    SimulationError(
      code: .cannotWrite, subject: path,
      message:
        "It cannot be written: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason).",
      hint: "Check the disk's free space and the folder's permissions.")
  }
}
