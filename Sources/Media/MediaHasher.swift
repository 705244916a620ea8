import Dispatch
import Glibc
import Synchronization

/// Hashes files of pictures and videos, several at a time, each decoded in a process apart.
///
/// A decompression bomb or a corrupt file costs one counted rejection: a worker may take only so
/// much memory and time, and is replaced when it dies.
public struct MediaHasher: Sendable {
  /// What is made of files.
  public var options: MediaOptions
  let program: String

  /// A hasher.
  ///
  /// - Parameter program: the program that has the hidden command ``MediaWorker/command``; nil: the
  ///   one named `tocsin` beside the running one.
  public init(_ options: MediaOptions = MediaOptions(), program: String? = nil) {
    self.options = options
    self.program = program ?? Self.besideRunning
  }

  private static let besideRunning: String = {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes {
      readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    let own = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return own.prefix { _ in true }.split(separator: "/").dropLast()
      .reduce("") { $0 + "/" + $1 } + "/tocsin"
  }()

  /// What each file is known by, or why it cannot be, in the order of the paths.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - onFile: takes each file's position and the seconds that it took, on whatever thread.
  /// - Throws: ``MediaError`` with the code `workerMissing`.
  /// - Complexity: bounded by ``MediaLimits`` for each file.
  public func hash(
    _ paths: [String], onFile: @Sendable (Int, Double) -> Void = { _, _ in }
  ) throws -> [Result<MediaHashes, MediaRejection>] {
    try checkProgram()
    let next = Atomic<Int>(0)
    let results = Mutex<[Result<MediaHashes, MediaRejection>?]>(
      Array(repeating: nil, count: paths.count))
    let workers = max(1, min(options.workers, paths.count))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let worker = WorkerProcess(program: program, limits: WorkerLimits(options.limits))
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < paths.count else { return }
        let start = ContinuousClock.now
        let result = hash(paths[index], worker)
        results.withLock { $0[index] = result }
        onFile(index, (ContinuousClock.now - start) / .seconds(1))
      }
    }
    return results.withLock { $0.map { $0! } }
  }

  /// - Throws: ``MediaError`` with the code `workerMissing`.
  func checkProgram() throws {
    guard access(program, X_OK) == 0 else {
      throw MediaError(
        .workerMissing, subject: program,
        message: "The program that decodes pictures is not there.",
        hint: "Build all of the package.")
    }
  }

  private func hash(_ path: String, _ worker: WorkerProcess) -> Result<MediaHashes, MediaRejection>
  {
    func rejected(_ reason: MediaRejection.Reason) -> Result<MediaHashes, MediaRejection> {
      .failure(MediaRejection(path: path, reason: reason))
    }
    let file: MediaFile
    switch MediaFile.open(path, limits: options.limits) {
    case .success(let opened): file = opened
    case .failure(let rejection): return .failure(rejection)
    }
    let request = WorkerRequest(
      secondsPerHash: options.secondsPerHash, keepsPreview: options.keepsPreviews,
      path: Array(path.utf8))
    guard worker.ask(request) else { return rejected(.decoderCrashed) }
    // Bytes are digested here while they are decoded there.
    let digests = file.digests()
    let found = listen(to: worker)
    switch found {
    case .failure(let reason): return rejected(reason.reason)
    case .success(let found):
      guard let digests else { return rejected(.unreadable) }
      return .success(
        MediaHashes(
          path: path, bytes: digests.bytes, md5: digests.md5, sha256: digests.sha256,
          format: found.format, width: found.width, height: found.height, content: found.content))
    }
  }

  private struct Found {
    var format: String
    var width: Int
    var height: Int
    var content: MediaHashes.Content
  }

  private struct Refusal: Error { var reason: MediaRejection.Reason }

  /// What a worker says of one file, to its end.
  private func listen(to worker: WorkerProcess) -> Result<Found, Refusal> {
    var video: (format: String, width: Int, height: Int)?
    var frames: [FrameHash] = []
    while true {
      switch (worker.reply(within: options.limits.silentSeconds), video) {
      case (.image(let format, let width, let height, let image), nil):
        return .success(
          Found(format: format, width: width, height: height, content: .image(image)))
      case (.video(let format, let width, let height), nil): video = (format, width, height)
      case (.frame(let frame), .some) where frames.count < options.limits.frames:
        frames.append(frame)
      case (.end(let isDamaged), .some(let size)):
        return .success(
          Found(
            format: size.format, width: size.width, height: size.height,
            content: .video(VideoHash(frames: frames), isDamaged: isDamaged)))
      case (.rejected(let reason), _): return .failure(Refusal(reason: reason))
      default:
        worker.stop()
        return .failure(Refusal(reason: .decoderCrashed))
      }
    }
  }
}
