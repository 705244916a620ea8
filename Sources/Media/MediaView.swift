/// A picture, or a frame from the middle of a video, made to be looked at: decoded in a process apart, never the
/// bytes of the file.
public struct MediaView: Sendable, Hashable {
  /// How a file is shown. The raw value is what a worker is told.
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    /// 64 × 64 brightnesses, so blurred as a file that they show little.
    case blurred = 2
    /// Colours, at most ``MediaView/longestSide`` pixels on each side.
    case sharp = 3
  }

  /// No view has a longer side, in pixels.
  public static let longestSide = 1024
  /// The side of a blurred view.
  public static let blurredSide = 64

  /// What a view is of, and its size.
  public struct Shape: Sendable, Hashable {
    /// As ``MediaHashes/format``.
    public var format: String
    /// Width of the file's picture in pixels.
    public var fileWidth: Int
    /// Height of the file's picture in pixels.
    public var fileHeight: Int
    /// Width of the view in pixels.
    public var width: Int
    /// Height of the view in pixels.
    public var height: Int
    /// How long the video lasts, as its container says; 0 for a picture and where it is not said.
    public var seconds: Double
  }

  /// How it is shown.
  public var kind: Kind
  /// What it is of, and its size.
  public var shape: Shape
  /// Row after row: one byte a pixel in a blurred view, else red, green and blue.
  public var pixels: [UInt8]

  /// Whether it is of a video.
  public var isVideo: Bool { shape.format == MediaFormat.video.rawValue }

  /// It as a file of Tocsin's own making: a grey PNG, blurred once more, where it is blurred, else a JPEG; empty where there is no
  /// memory for it.
  ///
  /// - Parameter isGrey: whether a sharp view loses its colours.
  public func file(isGrey: Bool = false) -> [UInt8] {
    guard kind == .sharp else {
      let blurred = PictureBlur.blurred(pixels, side: Self.blurredSide)
      return PictureFile.greyPNG(blurred, width: shape.width, height: shape.height)
    }
    var shown = pixels
    if isGrey {
      for start in stride(from: 0, to: shown.count, by: 3) {
        let light =
          (299 * Int(shown[start]) + 587 * Int(shown[start + 1]) + 114 * Int(shown[start + 2]))
          / 1000
        for channel in 0..<3 { shown[start + channel] = UInt8(light) }
      }
    }
    return PictureFile.jpeg(shown, width: shape.width, height: shape.height, quality: 85)
  }
}
