/// A picture that looks like a phone's screenshot of a post: a bar, a round portrait, lines of words.
///
/// To see what perceptual hashes make of such pictures. Proportions are those of a phone, with some 40
/// letters a line, and letters are drawn from dots.
public struct InventedScreenshot: Sendable {
  /// Width and height in pixels.
  public private(set) var side: Int
  /// Red, green and blue, row after row.
  public private(set) var pixels: [UInt8]

  /// Five columns of seven dots a letter, the lowest bit above; A to Z.
  private static let letters: [[UInt8]] = [
    [0x7E, 0x11, 0x11, 0x11, 0x7E], [0x7F, 0x49, 0x49, 0x49, 0x36], [0x3E, 0x41, 0x41, 0x41, 0x22],
    [0x7F, 0x41, 0x41, 0x22, 0x1C], [0x7F, 0x49, 0x49, 0x49, 0x41], [0x7F, 0x09, 0x09, 0x09, 0x01],
    [0x3E, 0x41, 0x49, 0x49, 0x7A], [0x7F, 0x08, 0x08, 0x08, 0x7F], [0x00, 0x41, 0x7F, 0x41, 0x00],
    [0x20, 0x40, 0x41, 0x3F, 0x01], [0x7F, 0x08, 0x14, 0x22, 0x41], [0x7F, 0x40, 0x40, 0x40, 0x40],
    [0x7F, 0x02, 0x0C, 0x02, 0x7F], [0x7F, 0x04, 0x08, 0x10, 0x7F], [0x3E, 0x41, 0x41, 0x41, 0x3E],
    [0x7F, 0x09, 0x09, 0x09, 0x06], [0x3E, 0x41, 0x51, 0x21, 0x5E], [0x7F, 0x09, 0x19, 0x29, 0x46],
    [0x46, 0x49, 0x49, 0x49, 0x31], [0x01, 0x01, 0x7F, 0x01, 0x01], [0x3F, 0x40, 0x40, 0x40, 0x3F],
    [0x1F, 0x20, 0x40, 0x20, 0x1F], [0x3F, 0x40, 0x38, 0x40, 0x3F], [0x63, 0x14, 0x08, 0x14, 0x63],
    [0x07, 0x08, 0x70, 0x08, 0x07], [0x61, 0x51, 0x49, 0x45, 0x43],
  ]
  private static let words = [
    "iron", "lantern", "parade", "harbour", "quay", "evening", "bring", "light", "tonight", "at",
    "the", "old", "customs", "house", "we", "meet", "when", "bells", "ring", "and", "walk", "to",
    "bridge", "with", "every", "window", "lit", "children", "first", "then", "music", "by", "river",
  ]

  /// A screenshot of a text; letters other than a to z are left out.
  ///
  /// - Parameter dot: the side of a letter's dot in pixels; the picture has 270 dots a side.
  public init(of text: String, dot: Int = 4) {
    side = 270 * dot
    pixels = [UInt8](repeating: 250, count: 3 * side * side)
    paint(0..<270, 0..<27, dot, 40)
    for y in 36..<69 {
      for x in 10..<43 where (x - 26) * (x - 26) + (y - 52) * (y - 52) < 256 {
        paint(x..<x + 1, y..<y + 1, dot, 130)
      }
    }
    paint(54..<150, 43..<51, dot, 90)
    var (column, row) = (12, 84)
    for word in text.utf8.split(separator: UInt8(ascii: " ")) {
      if column + word.count * 6 > 258 { (column, row) = (12, row + 15) }
      guard row + 7 <= 270 else { return }
      for letter in word where (97...122).contains(letter) && column + 5 <= 270 {
        for (across, dots) in Self.letters[Int(letter) - 97].enumerated() {
          for down in 0..<7 where dots >> UInt8(down) & 1 == 1 {
            let (x, y) = (column + across, row + down)
            paint(x..<x + 1, y..<y + 1, dot, 20)
          }
        }
        column += 6
      }
      column += 5
    }
  }

  private init(side: Int, pixels: [UInt8]) {
    self.side = side
    self.pixels = pixels
  }

  /// An invented text of so many words.
  public static func text(_ count: Int, _ generator: inout some RandomNumberGenerator) -> String {
    (0..<count).map { _ in words[Int(generator.next() % UInt64(words.count))] }
      .joined(separator: " ")
  }

  private mutating func paint(_ x: Range<Int>, _ y: Range<Int>, _ dot: Int, _ value: UInt8) {
    for row in y.lowerBound * dot..<y.upperBound * dot {
      for place in 3 * (row * side + x.lowerBound * dot)..<3 * (row * side + x.upperBound * dot) {
        pixels[place] = value
      }
    }
  }

  /// The picture with every value multiplied by a share of at most 1.
  public func dimmed(_ share: Double) -> InventedScreenshot {
    InventedScreenshot(side: side, pixels: pixels.map { UInt8(Double($0) * share) })
  }

  /// The picture with another side: each pixel is the mean of the area that it covers.
  ///
  /// - Precondition: the side is positive.
  public func scaled(to newSide: Int) -> InventedScreenshot {
    precondition(newSide > 0, "a picture has a side")
    let spans = (0..<newSide).map { index -> [(place: Int, share: Double)] in
      let start = Double(index) * Double(side) / Double(newSide)
      let end = Double(index + 1) * Double(side) / Double(newSide)
      return (Int(start)..<min(side, Int(end.rounded(.up)))).map {
        ($0, (min(end, Double($0 + 1)) - max(start, Double($0))) / (end - start))
      }
    }
    var scaled: [UInt8] = []
    scaled.reserveCapacity(3 * newSide * newSide)
    for row in spans {
      for column in spans {
        for part in 0..<3 {
          var sum = 0.0
          for (y, high) in row {
            for (x, wide) in column {
              sum += high * wide * Double(pixels[3 * (y * side + x) + part])
            }
          }
          scaled.append(UInt8(min(255, sum.rounded())))
        }
      }
    }
    return InventedScreenshot(side: newSide, pixels: scaled)
  }
}
