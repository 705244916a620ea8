/// A file that could not be hashed, with its reason.
public struct MediaRejection: Error, Hashable, Sendable {
  /// Why; the raw value is stable.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case notFound = "not-found"
    case notAFile = "not-a-file"
    case unreadable
    case empty
    case tooManyBytes = "too-many-bytes"
    case unknownFormat = "unknown-format"
    case unsupported
    case corrupt
    case truncated
    case tooManyPixels = "too-many-pixels"
    case noPicture = "no-picture"
    case outOfMemory = "out-of-memory"
    case tookTooLong = "took-too-long"
    case decoderCrashed = "decoder-crashed"
  }

  /// The file, as it was named by the caller.
  public var path: String
  /// Why.
  public var reason: Reason

  /// A rejection.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}
