import Foundation
import Media

/// Pictures that look like screenshots of posts: a bar, a round portrait, lines of words.
enum RenderedText {
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

  /// An invented text of so many words.
  static func text(_ count: Int, _ generator: inout Seeded) -> String {
    (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &generator)] }
      .joined(separator: " ")
  }

  /// A screenshot of a text, 360 pixels wide; a dot of a letter has two pixels a side.
  static func screenshot(_ text: String, height: Int = 360) -> Pixels {
    let width = 360
    var bytes = [UInt8](repeating: 250, count: 3 * width * height)
    func paint(_ x: Int, _ y: Int, _ value: UInt8) {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      for part in 0..<3 { bytes[3 * (y * width + x) + part] = value }
    }
    for y in 0..<36 { for x in 0..<width { paint(x, y, 40) } }
    for y in 48..<92 {
      for x in 14..<58 where (x - 36) * (x - 36) + (y - 70) * (y - 70) < 484 { paint(x, y, 130) }
    }
    for y in 58..<68 { for x in 72..<200 { paint(x, y, 90) } }
    var (column, row) = (16, 112)
    for word in text.split(separator: " ") {
      if column + word.count * 14 > width - 16 { (column, row) = (16, row + 24) }
      for letter in word.utf8 where (97...122).contains(letter) {
        for (across, dots) in letters[Int(letter) - 97].enumerated() {
          for down in 0..<7 where dots >> UInt8(down) & 1 == 1 {
            for point in 0..<4 {
              paint(column + 2 * across + point % 2, row + 2 * down + point / 2, 20)
            }
          }
        }
        column += 14
      }
      column += 10
    }
    return Pixels(width: width, height: height, bytes: bytes)
  }
}

extension Pixels {
  /// The picture scaled: each pixel the mean of the area that it covers.
  func scaled(_ newWidth: Int, _ newHeight: Int) -> Pixels {
    func spans(_ old: Int, _ new: Int) -> [[(place: Int, share: Double)]] {
      (0..<new).map { index in
        let start = Double(index) * Double(old) / Double(new)
        let end = Double(index + 1) * Double(old) / Double(new)
        return (Int(start)..<min(old, Int(end.rounded(.up)))).map {
          ($0, (min(end, Double($0 + 1)) - max(start, Double($0))) / (end - start))
        }
      }
    }
    let (columns, rows) = (spans(width, newWidth), spans(height, newHeight))
    var result = Pixels(width: newWidth, height: newHeight, bytes: [])
    for row in rows {
      for column in columns {
        for part in 0..<3 {
          var sum = 0.0
          for (y, high) in row {
            for (x, wide) in column {
              sum += high * wide * Double(bytes[3 * (y * width + x) + part])
            }
          }
          result.bytes.append(UInt8(min(255, sum.rounded())))
        }
      }
    }
    return result
  }

  /// The picture with every value multiplied by a share.
  func dimmed(_ share: Double) -> Pixels {
    Pixels(width: width, height: height, bytes: bytes.map { UInt8(min(255, Double($0) * share)) })
  }
}
