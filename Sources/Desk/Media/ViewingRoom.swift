import Foundation
import Media
import SocialModel
import Synchronization

/// Where pictures are made to be looked at: two at a time, so many waiting, and the blurred ones kept for a while.
final class ViewingRoom: Sendable {
  /// No more wait.
  static let mostWaiting = 24
  /// So many blurred pictures are kept, of a few kilobytes each.
  static let mostKept = 512

  private struct State {
    var waiting = 0
    var kept: [MediaLookup.Found: PostMedia.Outcome] = [:]
    var order: [MediaLookup.Found] = []
  }

  private let state = Mutex(State())
  private let viewer: MediaViewer
  private let queue: OperationQueue

  init(program: String? = nil) {
    var limits = MediaLimits()
    // The whole file is digested while somebody waits.
    limits.videoBytes = 1 << 30
    viewer = MediaViewer(limits: limits, program: program)
    queue = OperationQueue()
    queue.name = "tocsin.desk.viewing"
    queue.maxConcurrentOperationCount = 2
  }

  /// Runs work when its turn comes; where too many wait, a sentence is the outcome.
  func perform(
    _ work: @escaping @Sendable (ViewingRoom) throws -> PostMedia.Outcome
  ) async throws -> PostMedia.Outcome {
    let isTaken = state.withLock { state in
      guard state.waiting < Self.mostWaiting else { return false }
      state.waiting += 1
      return true
    }
    guard isTaken else {
      return .refused("Too many pictures are being made at this moment; load the page again.")
    }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation {
        let result = Result { try work(self) }
        self.state.withLock { $0.waiting -= 1 }
        continuation.resume(with: result)
      }
    }
  }

  /// How many blurred pictures are kept.
  var kept: Int { state.withLock { $0.kept.count } }

  /// A view of a file.
  ///
  /// - Throws: ``DeskError`` with `unavailable` where the program that decodes is missing.
  func shown(
    _ file: MediaLookup.Found, as kind: MediaView.Kind, isGrey: Bool
  ) throws -> PostMedia.Outcome {
    if kind == .blurred, let known = state.withLock({ $0.kept[file] }) { return known }
    let outcome = try made(file, as: kind, isGrey: isGrey)
    if kind == .blurred { keep(outcome, of: file) }
    return outcome
  }

  private func keep(_ outcome: PostMedia.Outcome, of file: MediaLookup.Found) {
    state.withLock { state in
      guard state.kept.updateValue(outcome, forKey: file) == nil else { return }
      state.order.append(file)
      guard state.order.count > Self.mostKept else { return }
      for old in state.order.prefix(Self.mostKept / 4) { state.kept[old] = nil }
      state.order.removeFirst(Self.mostKept / 4)
    }
  }

  private func made(
    _ file: MediaLookup.Found, as kind: MediaView.Kind, isGrey: Bool
  ) throws -> PostMedia.Outcome {
    var words = MediaWords.otherBytes
    for path in file.paths {
      let result: Result<MediaView, MediaViewer.Refusal>
      do { result = try viewer.view(path, sha256: file.sha256, as: kind) } catch {
        throw DeskError(
          .unavailable, subject: "media", message: "The program that decodes is not there.")
      }
      switch result {
      case .success(let view):
        let bytes = view.file(isGrey: isGrey)
        guard !bytes.isEmpty else { return .refused(MediaWords.of(.outOfMemory)) }
        return .shown(
          PostMedia.Shown(
            bytes: bytes, type: kind == .blurred ? "image/png" : "image/jpeg",
            width: view.shape.width, height: view.shape.height, isVideo: view.isVideo,
            seconds: view.shape.seconds))
      case .failure(.otherBytes): continue
      case .failure(.rejected(let reason)): words = MediaWords.of(reason)
      }
    }
    return .refused(words)
  }
}

/// Why a file is not shown, in sentences.
enum MediaWords {
  static let otherBytes =
    "The file at its place is another one: its SHA-256 is not the stored one."

  static func of(_ reason: MediaRejection.Reason) -> String {
    switch reason {
    case .notFound: "Its file is not there."
    case .notAFile: "What lies at its place is no regular file; it was not opened."
    case .unreadable: "Its file cannot be read."
    case .empty: "Its file is empty."
    case .tooManyBytes: "Its file is too large to be shown."
    case .unknownFormat, .unsupported: "Its file has a format that is not decoded here."
    case .corrupt: "Its file is damaged."
    case .truncated: "Its file ends too early."
    case .tooManyPixels: "It has too many pixels to be shown."
    case .noPicture: "There is no picture in its file."
    case .outOfMemory: "Decoding it takes more memory than is allowed."
    case .tookTooLong: "Decoding it takes longer than is allowed."
    case .decoderCrashed: "The decoder broke at its file."
    }
  }
}
