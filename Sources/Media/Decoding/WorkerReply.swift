/// One thing that a worker says of a file: words between spaces, the first of one letter.
enum WorkerReply: Equatable {
  /// A picture, decoded and hashed.
  case image(format: String, width: Int, height: Int, ImageHash)
  /// A video begins.
  case video(format: String, width: Int, height: Int)
  /// A frame of it.
  case frame(FrameHash)
  /// The video ends.
  case end(isDamaged: Bool)
  /// What a file is shown as begins: its pixels follow in messages of their own.
  case view(MediaView.Shape)
  /// The file cannot be hashed.
  case rejected(MediaRejection.Reason)

  var bytes: [UInt8] {
    let text =
      switch self {
      case .image(let format, let width, let height, let image):
        "I \(format) \(width) \(height) \(image.quality) "
          + image.variants.map(\.description).joined(separator: " ")
          + (image.preview.isEmpty ? "" : " " + Hex.text(image.preview))
      case .video(let format, let width, let height): "V \(format) \(width) \(height)"
      case .frame(let frame):
        "F \(frame.number) \(frame.quality) \(frame.hash) \(frame.seconds.bitPattern)"
      case .view(let shape):
        "P \(shape.format) \(shape.fileWidth) \(shape.fileHeight) \(shape.width) \(shape.height) "
          + "\(shape.seconds.bitPattern)"
      case .end(let isDamaged): "E \(isDamaged ? 1 : 0)"
      case .rejected(let reason): "R \(reason.rawValue)"
      }
    return Array(text.utf8)
  }

  /// The reply in a message; nil where a worker says anything else.
  init?(_ bytes: [UInt8]) {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    let found: WorkerReply? =
      switch words.first {
      case "I": Self.image(words.dropFirst())
      case "V": Self.size(words.dropFirst()).map { .video(format: $0, width: $1, height: $2) }
      case "F": Self.frame(words.dropFirst())
      case "P": Self.view(words.dropFirst())
      case "E" where words.count == 2: .end(isDamaged: words[1] == "1")
      case "R" where words.count == 2:
        MediaRejection.Reason(rawValue: String(words[1])).map { .rejected($0) }
      default: nil
      }
    guard let found else { return nil }
    self = found
  }

  private static func size(_ words: ArraySlice<Substring>) -> (String, Int, Int)? {
    let words = Array(words)
    guard words.count >= 3, let width = Int(words[1]), let height = Int(words[2]), width > 0,
      height > 0, width <= Int32.max, height <= Int32.max,
      MediaFormat.allCases.contains(where: { $0.rawValue == words[0] })
    else { return nil }
    return (String(words[0]), width, height)
  }

  private static func view(_ words: ArraySlice<Substring>) -> WorkerReply? {
    guard words.count == 6, let (format, fileWidth, fileHeight) = size(words) else { return nil }
    let rest = Array(words.dropFirst(3))
    guard let width = Int(rest[0]), let height = Int(rest[1]), let bits = UInt64(rest[2]),
      (1...MediaView.longestSide).contains(width), (1...MediaView.longestSide).contains(height)
    else { return nil }
    let seconds = Double(bitPattern: bits)
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return nil }
    return .view(
      MediaView.Shape(
        format: format, fileWidth: fileWidth, fileHeight: fileHeight, width: width,
        height: height, seconds: seconds))
  }

  private static func image(_ words: ArraySlice<Substring>) -> WorkerReply? {
    guard let (format, width, height) = size(words) else { return nil }
    let rest = Array(words.dropFirst(3))
    let count = PDQVariant.allCases.count
    guard rest.count == 1 + count || rest.count == 2 + count,
      let quality = Int(rest[0]), (0...100).contains(quality)
    else { return nil }
    let hashes = rest[1...count].compactMap { PDQHash($0) }
    let preview = rest.count == 2 + count ? Hex.bytes(rest[1 + count]) : []
    guard hashes.count == count, let preview, preview.isEmpty || preview.count == 64 * 64 else {
      return nil
    }
    return .image(
      format: format, width: width, height: height,
      ImageHash(quality: quality, hash: hashes[0], variants: hashes, preview: preview))
  }

  private static func frame(_ words: ArraySlice<Substring>) -> WorkerReply? {
    let words = Array(words)
    guard words.count == 4, let number = Int(words[0]), number >= 0, let quality = Int(words[1]),
      (0...100).contains(quality), let hash = PDQHash(words[2]), let bits = UInt64(words[3])
    else { return nil }
    let seconds = Double(bitPattern: bits)
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return nil }
    return .frame(FrameHash(number: number, quality: quality, hash: hash, seconds: seconds))
  }
}

/// Formats that are told apart.
enum MediaFormat: String, CaseIterable {
  case jpeg, png, webp, gif, bmp, tiff, avif, heic, video
}
