import Glibc

/// Shows files of pictures and videos: one view each, decoded in a process apart.
///
/// A file is shown only if its bytes have the SHA-256 that the caller names. They are digested before anything is
/// decoded, and the file must be the same one, unchanged, after that.
public struct MediaViewer: Sendable {
  /// What a file may cost.
  public var limits: MediaLimits
  private let hasher: MediaHasher

  /// Why there is no view.
  public enum Refusal: Error, Hashable, Sendable {
    /// The bytes have another SHA-256 than the one that was named, or changed meanwhile.
    case otherBytes
    /// The file cannot be shown.
    case rejected(MediaRejection.Reason)
  }

  /// A viewer.
  ///
  /// - Parameter program: as `MediaHasher` takes it.
  public init(limits: MediaLimits = MediaLimits(), program: String? = nil) {
    self.limits = limits
    var options = MediaOptions()
    options.limits = limits
    hasher = MediaHasher(options, program: program)
  }

  /// A view of a file.
  ///
  /// - Parameters:
  ///   - path: a regular file.
  ///   - sha256: 64 lower-case hexadecimal digits.
  /// - Returns: the view, or why there is none.
  /// - Throws: ``MediaError`` with the code `workerMissing`.
  /// - Complexity: O(bytes) to digest; decoding is bounded by ``MediaLimits``.
  public func view(
    _ path: String, sha256: String, as kind: MediaView.Kind
  ) throws -> Result<MediaView, Refusal> {
    try hasher.checkProgram()
    let file: MediaFile
    switch MediaFile.open(path, limits: limits) {
    case .success(let opened): file = opened
    case .failure(let rejection): return .failure(.rejected(rejection.reason))
    }
    let before = FileIdentity(path: path)
    guard let digests = file.digests() else { return .failure(.rejected(.unreadable)) }
    guard digests.sha256 == sha256 else { return .failure(.otherBytes) }
    let worker = WorkerProcess(program: hasher.program, limits: WorkerLimits(limits))
    let request = WorkerRequest(
      secondsPerHash: 0, keepsPreview: false, view: kind, path: Array(path.utf8))
    guard worker.ask(request) else { return .failure(.rejected(.decoderCrashed)) }
    let result = listen(to: worker, kind)
    guard before != nil, before == FileIdentity(path: path), before == file.identity else {
      return .failure(.otherBytes)
    }
    return result
  }

  private func listen(
    to worker: WorkerProcess, _ kind: MediaView.Kind
  ) -> Result<MediaView, Refusal> {
    let shape: MediaView.Shape
    switch worker.reply(within: limits.silentSeconds) {
    case .view(let said): shape = said
    case .rejected(let reason): return .failure(.rejected(reason))
    default: return .failure(.rejected(.decoderCrashed))
    }
    let isRight =
      kind == .sharp
      || shape.width == MediaView.blurredSide && shape.height == MediaView.blurredSide
    guard isRight else { return .failure(.rejected(.decoderCrashed)) }
    let count = shape.width * shape.height * (kind == .sharp ? 3 : 1)
    guard let pixels = worker.bytes(count, within: limits.silentSeconds) else {
      return .failure(.rejected(.decoderCrashed))
    }
    return .success(MediaView(kind: kind, shape: shape, pixels: pixels))
  }
}

/// What tells that a file is still the same: which one it is, its size and when its bytes were last changed.
public struct FileIdentity: Hashable, Sendable {
  private let numbers: [Int]
  /// Its size in bytes.
  public var bytes: Int64 { Int64(numbers[2]) }

  /// That of the file at a path; nil where there is none.
  public init?(path: String) {
    var about = stat()
    guard stat(path, &about) == 0 else { return nil }
    self.init(about)
  }

  init(_ about: stat) {
    numbers = [
      Int(about.st_dev), Int(about.st_ino), Int(about.st_size), about.st_mtim.tv_sec,
      about.st_mtim.tv_nsec, about.st_ctim.tv_sec, about.st_ctim.tv_nsec,
    ]
  }
}
