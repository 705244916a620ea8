/// Why a run could not be done.
///
/// The description carries names of files and never what is in them.
public struct PipelineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong; the raw value is stable.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The output folder exists and holds something.
    case outputNotEmpty = "output-not-empty"
    /// The output folder cannot be made or written.
    case outputUnwritable = "output-unwritable"
    /// There is no room on the disk.
    case diskFull = "disk-full"
    /// A file that was there cannot be read any more.
    case inputUnreadable = "input-unreadable"
    /// A profile is not of the form that is written.
    case badProfile = "bad-profile"
    /// A file of templates is not of a form that is read.
    case badTemplates = "bad-templates"
    /// A file of protected assets is not of the form that is read.
    case badAssets = "bad-assets"
    /// The folder of files that posts name is not there.
    case noMediaFolder = "no-media-folder"
    /// The input holds more than can be counted.
    case inputTooLarge = "input-too-large"
  }

  /// What went wrong.
  public var code: Code
  /// The file or folder concerned, as it was named by the caller.
  public var subject: String
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it; empty where there is nothing to say.
  public var hint: String

  /// An error that concerns a file or a folder.
  public init(_ code: Code, subject: String, message: String, hint: String = "") {
    self.code = code
    self.subject = subject
    self.message = message
    self.hint = hint
  }

  /// The subject, the message and the hint.
  public var description: String {
    hint.isEmpty ? "\(subject): \(message)" : "\(subject): \(message) \(hint)"
  }
}
