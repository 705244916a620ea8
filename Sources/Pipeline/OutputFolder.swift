import Foundation

/// A folder of results that appears whole or not at all.
///
/// Files are written to a hidden folder beside the target, which `commit` puts in its place with one
/// rename. Until then, and after any error, nothing is to be seen there: a folder that is dropped
/// without `commit` removes what it wrote. A process that is about to end early calls
/// ``Unfinished/removeAll()``; one that is killed leaves the hidden folder.
///
/// ```swift
/// let folder = try OutputFolder(at: "out")
/// let file = try folder.file("edges.csv")
/// try file.write(bytes)
/// try folder.commit()
/// ```
public final class OutputFolder {
  /// The target, as the caller named it.
  public let path: String
  private let target: String
  private let temporary: String
  private var files: [OutputFile] = []
  private var isCommitted = false

  /// Makes the hidden folder.
  ///
  /// - Parameter path: a folder that is empty or does not exist, in a folder that exists.
  /// - Throws: ``PipelineError`` with the codes `outputNotEmpty`, `outputUnwritable`, `diskFull`.
  public init(at path: String) throws {
    self.path = path
    target = URL(fileURLWithPath: path, isDirectory: false).standardizedFileURL.path
    try Self.checkIsFree(target, named: path)
    let url = URL(fileURLWithPath: target)
    let stem = ".\(url.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)"
    var attempt = 0
    while true {
      let name = attempt == 0 ? stem : "\(stem)-\(attempt)"
      let candidate = url.deletingLastPathComponent().appendingPathComponent(name).path
      if mkdir(candidate, 0o777) == 0 {
        temporary = candidate
        Unfinished.add(candidate)
        return
      }
      guard errno == EEXIST && attempt < 1000 else {
        throw OutputFile.failure(errno, subject: path, doing: "be created")
      }
      attempt += 1
    }
  }

  deinit {
    if !isCommitted { remove() }
  }

  /// Opens a new file in the folder.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputUnwritable`, `diskFull`.
  public func file(_ name: String) throws -> OutputFile {
    let file = try OutputFile(path: temporary + "/" + name, subject: path + "/" + name)
    files.append(file)
    return file
  }

  /// Closes all files and lets the folder appear in its place.
  ///
  /// - Throws: ``PipelineError`` with the codes `outputNotEmpty`, `outputUnwritable`, `diskFull`;
  ///   nothing is left behind then.
  public func commit() throws {
    do {
      for file in files { try file.close() }
      try Self.checkIsFree(target, named: path)
      try Unfinished.finish(temporary, as: target, subject: path)
      isCommitted = true
    } catch {
      remove()
      throw error
    }
  }

  private func remove() {
    for file in files { file.abandon() }
    files = []
    Unfinished.remove(temporary)
  }

  private static func checkIsFree(_ target: String, named path: String) throws {
    var status = stat()
    guard lstat(target, &status) == 0 else {
      if errno == ENOENT { return }
      throw OutputFile.failure(errno, subject: path, doing: "be looked at")
    }
    guard let directory = opendir(target) else {
      throw PipelineError(
        .outputNotEmpty, subject: path, message: "The output exists and is no folder.",
        hint: "Name a folder that does not exist yet.")
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      throw PipelineError(
        .outputNotEmpty, subject: path, message: "The output folder exists and is not empty.",
        hint: "Name another folder, or empty this one.")
    }
  }
}
