/// What PDQ says of one picture.
public struct PDQResult: Sendable {
  /// How much there is in the picture, 0 to 100; see ``PDQHash/leastQuality``.
  public let quality: Int
  /// 64 × 64 brightnesses, row after row; empty where the picture was too small to be hashed.
  public let picture: [Float]
  private let frequencies: PDQFrequencies?

  /// Nothing: the picture is too small.
  static let none = PDQResult(quality: 0, picture: [], frequencies: nil)

  private init(quality: Int, picture: [Float], frequencies: PDQFrequencies?) {
    self.quality = quality
    self.picture = picture
    self.frequencies = frequencies
  }

  init(picture: [Float]) {
    self.init(
      quality: Self.quality(of: picture), picture: picture,
      frequencies: PDQFrequencies(of: picture))
  }

  /// The picture's hash, all zero where it was too small.
  public var hash: PDQHash { hash(.original) }

  /// The hash that the picture would have if it were turned or mirrored.
  public func hash(_ variant: PDQVariant) -> PDQHash {
    frequencies?.hash(variant) ?? PDQHash(0, 0, 0, 0)
  }

  /// The sum of the steps between neighbours, in whole hundredths of the range and each rounded
  /// towards zero, over 90 and at most 100.
  private static func quality(of picture: [Float]) -> Int {
    var sum = 0
    picture.withUnsafeBufferPointer { picture in
      for row in 0..<64 {
        for column in 0..<64 {
          let here = picture[row * 64 + column]
          if row < 63 { sum += step(here, picture[row * 64 + 64 + column]) }
          if column < 63 { sum += step(here, picture[row * 64 + column + 1]) }
        }
      }
    }
    return min(sum / 90, 100)
  }

  private static func step(_ a: Float, _ b: Float) -> Int { abs(Int((a - b) * 100 / 255)) }
}
