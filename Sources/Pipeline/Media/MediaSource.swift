import Glibc
import Media

/// Where a run takes the files of pictures and videos from that posts name.
public struct MediaSource: Sendable {
  /// Whether files are read at all; otherwise only hashes count that the input lists.
  public var readsFiles = true
  /// The folder that names are relative to; nil: that of the input which names them.
  public var folder: String?
  /// The program that decodes, as `MediaHasher` takes it.
  public var program: String?
  /// What a file may cost.
  public var limits = MediaLimits()

  /// Files beside the inputs.
  public init() {}

  /// - Throws: ``PipelineError`` with the code `noMediaFolder`.
  func check() throws {
    guard readsFiles, let folder else { return }
    var about = stat()
    guard stat(folder, &about) == 0, about.st_mode & S_IFMT == S_IFDIR else {
      throw PipelineError(
        .noMediaFolder, subject: folder, message: "There is no such folder of pictures and videos.")
    }
  }

  /// For each input the folder that its names are relative to; empty where no file is read.
  func folders(of inputs: [String]) -> [String] {
    guard readsFiles else { return [] }
    return inputs.map { input in
      if let folder { return folder }
      let end = input.utf8.lastIndex(of: UInt8(ascii: "/"))
      return end.map { $0 == input.startIndex ? "/" : String(input[..<$0]) } ?? "."
    }
  }

  /// A hasher with these limits.
  func hasher(threads: Int, keepsPreviews: Bool = false) -> MediaHasher {
    var options = MediaOptions()
    options.limits = limits
    options.workers = threads
    options.keepsPreviews = keepsPreviews
    return MediaHasher(options, program: program)
  }
}
