import ArgumentParser
import Foundation
import Media

/// `tocsin hash`: what pictures and videos are known by.
struct HashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hash",
    abstract: "Hash pictures and videos: PDQ, vPDQ, MD5 and SHA-256.",
    discussion: """
      Prints one line of JSON a file, in the order of the files. Formats are recognised by \
      content: JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF, HEIC and the usual video containers. Each file \
      is decoded in a process apart with limited memory and time; what cannot be decoded is one line \
      with its reason, and exit status 3.
      """)

  @Argument(help: "Files of pictures and videos.", completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "Seconds of a video from one hashed frame to the next; 0: every frame.",
      valueName: "seconds"))
  var secondsPerHash = 1.0

  @Flag(help: "Also give the hashes that each picture has turned and mirrored.")
  var variants = false

  @Option(help: "How many files are decoded at a time. (default: one a core)")
  var workers: Int?

  func validate() throws {
    guard secondsPerHash >= 0, secondsPerHash <= 86_400 else {
      throw ValidationError("--seconds-per-hash must be from 0 to 86400.")
    }
    guard (1...256).contains(workers ?? 1) else {
      throw ValidationError("--workers must be from 1 to 256.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      var options = MediaOptions()
      options.secondsPerHash = secondsPerHash
      options.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
      let hasher = MediaHasher(options, program: MediaProgram.path)
      var reasons: [String: Int] = [:]
      for start in stride(from: 0, to: files.count, by: 1024) {
        for result in try hasher.hash(Array(files[start..<min(start + 1024, files.count)])) {
          print(try HashLine(result, withVariants: variants).text())
          if case .failure(let rejection) = result {
            reasons[rejection.reason.rawValue, default: 0] += 1
          }
        }
      }
      return MediaProgram.report(reasons)
    }
  }
}

/// What commands that hash files have in common.
enum MediaProgram {
  /// This program, which is also the worker.
  static let path = "/proc/self/exe"

  /// Tells how many files were rejected, by reason.
  static func report(_ reasons: [String: Int]) -> ExitStatus {
    guard !reasons.isEmpty else { return .done }
    let counts = reasons.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    Diagnostics.say("tocsin: rejected: \(counts.joined(separator: ", "))")
    return .doneWithRejections
  }
}

/// One line of the output of `tocsin hash`; keys are sorted, those without a value are left out.
private struct HashLine: Encodable {
  var path: String
  var type: String?
  var format: String?
  var width: Int?
  var height: Int?
  var bytes: Int64?
  var md5: String?
  var sha256: String?
  var pdq: String?
  var quality: Int?
  var variants: [String]?
  var vpdq: [String]?
  var damaged: Bool?
  var rejected: String?

  init(_ result: Result<MediaHashes, MediaRejection>, withVariants: Bool) {
    switch result {
    case .failure(let rejection):
      path = rejection.path
      rejected = rejection.reason.rawValue
    case .success(let hashes):
      path = hashes.path
      format = hashes.format
      (width, height, bytes) = (hashes.width, hashes.height, hashes.bytes)
      (md5, sha256) = (hashes.md5, hashes.sha256)
      switch hashes.content {
      case .image(let image):
        type = "image"
        (pdq, quality) = (image.hash.description, image.quality)
        if withVariants { variants = image.variants.map(\.description) }
      case .video(let video, let isDamaged):
        type = "video"
        vpdq = video.text.split(separator: "\n").map(String.init)
        if isDamaged { damaged = true }
      }
    }
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
