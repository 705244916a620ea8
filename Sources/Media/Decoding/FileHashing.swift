import CMedia
import Glibc

/// Decodes and hashes one file, in a worker.
struct FileHashing {
  let request: WorkerRequest
  let limits: WorkerLimits

  /// Says what it found; false when the owner is gone.
  func serve() -> Bool {
    (request.path + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { say(reply(to: $0.baseAddress!)) }
    }
  }

  func say(_ reply: WorkerReply) -> Bool {
    WorkerMessage.send(reply.bytes, to: MediaWorker.socket)
  }

  private func reply(to path: UnsafePointer<CChar>) -> WorkerReply {
    guard let (format, size) = recognise(path) else { return .rejected(.unreadable) }
    guard let known = Self.names[format.rawValue] else { return .rejected(.unknownFormat) }
    let isVideo = known == .video
    guard isVideo || size <= limits.imageBytes else { return .rejected(.tooManyBytes) }
    guard
      cmedia_limit_processor(Int32(isVideo ? limits.videoSeconds : limits.imageSeconds)) == 0
    else { return .rejected(.unreadable) }
    return isVideo ? video(path) : image(path, format, known)
  }

  static let names: [UInt32: MediaFormat] = [
    CMEDIA_FORMAT_JPEG.rawValue: .jpeg, CMEDIA_FORMAT_PNG.rawValue: .png,
    CMEDIA_FORMAT_WEBP.rawValue: .webp, CMEDIA_FORMAT_GIF.rawValue: .gif,
    CMEDIA_FORMAT_BMP.rawValue: .bmp, CMEDIA_FORMAT_TIFF.rawValue: .tiff,
    CMEDIA_FORMAT_AVIF.rawValue: .avif, CMEDIA_FORMAT_HEIC.rawValue: .heic,
    CMEDIA_FORMAT_VIDEO.rawValue: .video,
  ]

  func recognise(_ path: UnsafePointer<CChar>) -> (cmedia_format, Int64)? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var about = stat()
    var head = [UInt8](repeating: 0, count: 512)
    let count = read(descriptor, &head, head.count)
    guard count >= 0, fstat(descriptor, &about) == 0 else { return nil }
    return (cmedia_recognise(head, count), Int64(about.st_size))
  }

  private func image(_ path: UnsafePointer<CChar>, _ format: cmedia_format, _ name: MediaFormat)
    -> WorkerReply
  {
    var picture: OpaquePointer?
    let status = cmedia_picture_open(path, format, limits.pixels, &picture)
    guard status == CMEDIA_OK, let picture else { return .rejected(Self.reason(status)) }
    defer { cmedia_picture_close(picture) }
    let (width, height) = (
      Int(cmedia_picture_width(picture)), Int(cmedia_picture_height(picture))
    )
    let hasher = PDQHasher(width: width, height: height)
    for _ in 0..<height {
      var row: UnsafePointer<UInt8>?
      let status = cmedia_picture_row(picture, &row)
      guard status == CMEDIA_OK, let row else { return .rejected(Self.reason(status)) }
      hasher.add(row: row)
    }
    let result = hasher.finish()
    let preview = request.keepsPreview ? result.picture.map { UInt8(min(max($0, 0), 255)) } : []
    return .image(
      format: name.rawValue, width: width, height: height,
      ImageHash(
        quality: result.quality, hash: result.hash,
        variants: PDQVariant.allCases.map { result.hash($0) }, preview: preview))
  }

  private func video(_ path: UnsafePointer<CChar>) -> WorkerReply {
    var video: OpaquePointer?
    let status = cmedia_video_open(path, nil, 0, 0, limits.pixels, &video)
    guard status == CMEDIA_OK, let video else { return .rejected(Self.reason(status)) }
    defer { cmedia_video_close(video) }
    let (width, height) = (Int(cmedia_video_width(video)), Int(cmedia_video_height(video)))
    guard say(.video(format: MediaFormat.video.rawValue, width: width, height: height)) else {
      return .end(isDamaged: true)
    }
    return frames(of: video, width, height)
  }

  /// Hashes frames to the end. Damage after the first of them costs the rest and not the whole.
  private func frames(of video: OpaquePointer, _ width: Int, _ height: Int) -> WorkerReply {
    let rate = cmedia_video_rate(video)
    let product = request.secondsPerHash * rate
    let every = product >= 1 && product < 1e9 ? Int64(product) : 1
    var count: Int64 = 0
    while count < limits.frames {
      var (pixels, stride, number): (UnsafePointer<UInt8>?, Int32, Int64) = (nil, 0, 0)
      let status = cmedia_video_next(video, every, &pixels, &stride, &number)
      guard status == CMEDIA_OK else {
        return count > 0 ? .end(isDamaged: true) : .rejected(Self.reason(status))
      }
      guard let pixels else { break }
      let hasher = PDQHasher(width: width, height: height)
      for row in 0..<height { hasher.add(row: pixels + row * Int(stride)) }
      let result = hasher.finish()
      let seconds = rate > 0 ? Double(Float(number) / Float(rate)) : 0
      let frame = FrameHash(
        number: Int(number), quality: result.quality, hash: result.hash, seconds: seconds)
      guard say(.frame(frame)) else { break }
      count += 1
    }
    guard count > 0 else { return .rejected(.noPicture) }
    return .end(isDamaged: cmedia_video_is_damaged(video) != 0)
  }

  static func reason(_ status: cmedia_status) -> MediaRejection.Reason {
    switch status {
    case CMEDIA_UNREADABLE: .unreadable
    case CMEDIA_UNKNOWN_FORMAT: .unknownFormat
    case CMEDIA_TRUNCATED: .truncated
    case CMEDIA_TOO_LARGE: .tooManyPixels
    case CMEDIA_NO_MEMORY: .outOfMemory
    case CMEDIA_UNSUPPORTED: .unsupported
    case CMEDIA_NO_PICTURE: .noPicture
    default: .corrupt
    }
  }
}
