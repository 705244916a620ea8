/// What one file is known by.
public struct MediaHashes: Sendable, Hashable {
  /// What was made of its pixels.
  public enum Content: Sendable, Hashable {
    /// A picture.
    case image(ImageHash)
    /// A video's frames.
    case video(VideoHash, isDamaged: Bool)
  }

  /// The file, as it was named by the caller.
  public var path: String
  /// How many bytes it has.
  public var bytes: Int64
  /// MD5 of its bytes, 32 lower-case hexadecimal digits.
  public var md5: String
  /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
  public var sha256: String
  /// What its bytes say it is: `jpeg`, `png`, `webp`, `gif`, `bmp`, `tiff`, `avif`, `heic` or `video`.
  public var format: String
  /// Width of the picture in pixels.
  public var width: Int
  /// Height of the picture in pixels.
  public var height: Int
  /// The perceptual hashes.
  public var content: Content

  /// What a file is known by.
  public init(
    path: String, bytes: Int64, md5: String, sha256: String, format: String, width: Int,
    height: Int, content: Content
  ) {
    self.path = path
    self.bytes = bytes
    self.md5 = md5
    self.sha256 = sha256
    self.format = format
    self.width = width
    self.height = height
    self.content = content
  }
}

/// A picture's perceptual hash.
public struct ImageHash: Sendable, Hashable {
  /// How much there is in the picture, 0 to 100.
  public var quality: Int
  /// Its hash.
  public var hash: PDQHash
  /// The hashes of the eight ways to turn and mirror it, in the order of ``PDQVariant``.
  public var variants: [PDQHash]
  /// 64 × 64 brightnesses, row after row: a picture so blurred that it shows little; empty unless
  /// it was asked for.
  public var preview: [UInt8]

  /// A picture's hash.
  public init(quality: Int, hash: PDQHash, variants: [PDQHash], preview: [UInt8] = []) {
    self.quality = quality
    self.hash = hash
    self.variants = variants
    self.preview = preview
  }

  /// Whether it can be compared with others at all.
  public var isMatchable: Bool { quality >= PDQHash.leastQuality && !hash.isDegenerate }
}
