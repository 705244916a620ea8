import CMedia
import Glibc

/// Pixels as the bytes of a picture file, by libpng and libjpeg-turbo.
///
/// For previews in reports and for invented pictures: what is written here is Tocsin's own, so it is
/// no worker's business. The same pixels and libraries give the same bytes.
public enum PictureFile {
  /// A grey PNG of one byte a pixel, row after row; empty where there is no memory for it.
  ///
  /// - Precondition: there is a byte for each pixel, and at least one.
  public static func greyPNG(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
    check(pixels, 1, width, height)
    return encoded { cmedia_encode_png(pixels, Int32(width), Int32(height), 1, &$0, &$1) }
  }

  /// A PNG of three bytes a pixel: red, green, blue; empty where there is no memory for it.
  ///
  /// - Precondition: there are three bytes for each pixel, and at least one.
  public static func png(_ pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
    check(pixels, 3, width, height)
    return encoded { cmedia_encode_png(pixels, Int32(width), Int32(height), 0, &$0, &$1) }
  }

  /// A JPEG of a quality from 1 to 100, of pixels as ``png(_:width:height:)`` takes them.
  ///
  /// - Precondition: there are three bytes for each pixel, and at least one.
  public static func jpeg(
    _ pixels: [UInt8], width: Int, height: Int, quality: Int
  ) -> [UInt8] {
    check(pixels, 3, width, height)
    precondition((1...100).contains(quality), "a quality lies between 1 and 100")
    return encoded {
      cmedia_encode_jpeg(pixels, Int32(width), Int32(height), Int32(quality), &$0, &$1)
    }
  }

  private static func check(_ pixels: [UInt8], _ bytes: Int, _ width: Int, _ height: Int) {
    precondition(
      (1...16_384).contains(width) && (1...16_384).contains(height)
        && pixels.count == bytes * width * height, "pixels and size do not agree")
  }

  private static func encoded(
    _ encode: (inout UnsafeMutablePointer<UInt8>?, inout Int) -> Int32
  ) -> [UInt8] {
    var (bytes, count): (UnsafeMutablePointer<UInt8>?, Int) = (nil, 0)
    guard encode(&bytes, &count) == 1, let bytes else { return [] }
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
