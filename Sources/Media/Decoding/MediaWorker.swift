import CMedia
import Glibc

/// The process that decodes what strangers made.
///
/// It is the program itself, started again with a hidden command. It may take a limited amount of
/// memory and processor time, writes no file, and says what it found over a socket. When it
/// crashes or is ended, one file is rejected.
public enum MediaWorker {
  /// The name of the hidden command.
  public static let command = "media-worker"

  /// The descriptor of the socket.
  static let socket: CInt = 3

  /// Serves requests until the owner is gone; returns the exit status.
  ///
  /// - Parameter arguments: what follows the command's name; the limits.
  public static func run(_ arguments: [String]) -> Int32 {
    guard let limits = WorkerLimits(arguments), cmedia_confine(limits.memoryBytes) == 0 else {
      return 64
    }
    while case .message(let bytes) = WorkerMessage.receive(from: socket, seconds: nil) {
      guard let request = WorkerRequest(bytes) else { return 64 }
      let file = FileHashing(request: request, limits: limits)
      guard request.view.map({ file.show($0) }) ?? file.serve() else { return 0 }
    }
    return 0
  }
}

/// The limits that a worker keeps itself, as its arguments.
struct WorkerLimits: Equatable {
  var memoryBytes: Int64
  var pixels: Int64
  var imageBytes: Int64
  var imageSeconds: Int64
  var videoSeconds: Int64
  var frames: Int64

  init(_ limits: MediaLimits) {
    memoryBytes = limits.memoryBytes
    pixels = limits.pixels
    imageBytes = limits.imageBytes
    imageSeconds = Int64(limits.imageProcessorSeconds)
    videoSeconds = Int64(limits.videoProcessorSeconds)
    frames = Int64(limits.frames)
  }

  init?(_ arguments: [String]) {
    let values = arguments.compactMap { Int64($0) }
    guard values.count == 6, arguments.count == 6 else { return nil }
    memoryBytes = values[0]
    pixels = values[1]
    imageBytes = values[2]
    imageSeconds = values[3]
    videoSeconds = values[4]
    frames = values[5]
  }

  var arguments: [String] {
    [memoryBytes, pixels, imageBytes, imageSeconds, videoSeconds, frames].map(String.init)
  }
}

/// What an owner asks of a worker.
struct WorkerRequest: Equatable {
  var secondsPerHash: Double
  var keepsPreview: Bool
  /// How the file is to be shown; nil: it is to be hashed.
  var view: MediaView.Kind?
  /// The file's path in the bytes of the system.
  var path: [UInt8]

  init(
    secondsPerHash: Double, keepsPreview: Bool, view: MediaView.Kind? = nil, path: [UInt8]
  ) {
    self.secondsPerHash = secondsPerHash
    self.keepsPreview = keepsPreview
    self.view = view
    self.path = path
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count > 9 else { return nil }
    let bits = bytes[..<8].enumerated().reduce(UInt64(0)) {
      $0 | UInt64($1.element) << UInt64(8 * $1.offset)
    }
    self.init(
      secondsPerHash: Double(bitPattern: bits), keepsPreview: bytes[8] == 1,
      view: MediaView.Kind(rawValue: bytes[8]), path: Array(bytes[9...]))
  }

  var bytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: secondsPerHash.bitPattern >> UInt64(8 * $0)) }
      + [view?.rawValue ?? (keepsPreview ? 1 : 0)] + path
  }
}
