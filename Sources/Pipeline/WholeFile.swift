import Foundation

/// A single file of results that appears whole or not at all.
///
/// It is written under a hidden name beside its target, which `commit` puts in its place with one
/// rename. A file that is dropped without `commit` leaves nothing behind.
public final class WholeFile {
  private let path: String
  private let temporary: String
  private let file: OutputFile
  private var isCommitted = false

  /// Creates the hidden file.
  ///
  /// - Parameter path: a file that does not exist, in a folder that exists.
  /// - Throws: ``PipelineError`` with the codes `outputNotEmpty`, `outputUnwritable`, `diskFull`.
  public init(at path: String) throws {
    self.path = path
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw PipelineError(
        .outputNotEmpty, subject: path, message: "The output exists.",
        hint: "Name a file that does not exist yet.")
    }
    let url = URL(fileURLWithPath: path, isDirectory: false).standardizedFileURL
    temporary =
      url.deletingLastPathComponent().appendingPathComponent(
        ".\(url.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)"
      ).path
    file = try OutputFile(path: temporary, subject: path)
    Unfinished.add(temporary)
  }

  deinit {
    guard !isCommitted else { return }
    file.abandon()
    Unfinished.remove(temporary)
  }

  /// Appends bytes.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  public func write(_ bytes: [UInt8]) throws { try file.write(bytes) }

  /// Closes the file and lets it appear in its place.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  public func commit() throws {
    try file.close()
    try Unfinished.finish(temporary, as: path, subject: path)
    isCommitted = true
  }
}
