import Foundation
import Media

/// Pictures made of numbers, and files of them in formats that need no library to write.
struct Pixels {
  var width: Int
  var height: Int
  /// Three bytes a pixel, red, green, blue.
  var bytes: [UInt8]

  /// Soft shapes and noise: something that a hash can be made of.
  static func invented(_ width: Int, _ height: Int, seed: UInt64) -> Pixels {
    var generator = Seeded(state: seed)
    let waves = (0..<6).map { _ in
      (0..<4).map { _ in Double.random(in: 0.5...4, using: &generator) }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * width * height)
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = (Double(x) / Double(width) * 6, Double(y) / Double(height) * 6)
        for c in 0..<3 {
          let a = sin(waves[c][0] * u + waves[c][1]) * cos(waves[c][2] * v + waves[c][3])
          let b = sin(waves[c + 3][0] * (u + v) + waves[c + 3][1])
          bytes.append(UInt8(127 + 60 * a + 50 * b + Double(generator.next() % 8)))
        }
      }
    }
    return Pixels(width: width, height: height, bytes: bytes)
  }

  /// One colour.
  static func plain(_ width: Int, _ height: Int, _ colour: [UInt8]) -> Pixels {
    Pixels(
      width: width, height: height, bytes: (0..<width * height).flatMap { _ in colour })
  }

  func pixel(_ x: Int, _ y: Int) -> ArraySlice<UInt8> {
    let start = 3 * (y * width + x)
    return bytes[start..<start + 3]
  }

  /// The picture that has at (x, y) what lies at `place(x, y)` in this one.
  func rearranged(_ width: Int, _ height: Int, _ place: (Int, Int) -> (Int, Int)) -> Pixels {
    var result = Pixels(width: width, height: height, bytes: [])
    for y in 0..<height {
      for x in 0..<width {
        let (from, row) = place(x, y)
        result.bytes += pixel(from, row)
      }
    }
    return result
  }

  /// The picture turned and mirrored.
  func turned(_ variant: PDQVariant) -> Pixels {
    let (w, h) = (width, height)
    switch variant {
    case .original: return self
    case .rotated90: return rearranged(h, w) { (w - 1 - $1, $0) }
    case .rotated180: return rearranged(w, h) { (w - 1 - $0, h - 1 - $1) }
    case .rotated270: return rearranged(h, w) { ($1, h - 1 - $0) }
    case .flippedVertically: return rearranged(w, h) { ($0, h - 1 - $1) }
    case .flippedHorizontally: return rearranged(w, h) { (w - 1 - $0, $1) }
    case .transposed: return rearranged(h, w) { ($1, $0) }
    case .antitransposed: return rearranged(h, w) { (w - 1 - $1, h - 1 - $0) }
    }
  }

  var result: PDQResult {
    let hasher = PDQHasher(width: width, height: height)
    bytes.withUnsafeBufferPointer { bytes in
      for y in 0..<height { hasher.add(row: bytes.baseAddress! + 3 * y * width) }
    }
    return hasher.finish()
  }

  /// A Windows bitmap of 24 bits.
  var bmp: [UInt8] {
    let rowBytes = (3 * width + 3) & ~3
    var file: [UInt8] = Array("BM".utf8)
    func add(_ value: Int, _ count: Int) {
      for shift in 0..<count { file.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }
    for (value, count) in [
      (54 + rowBytes * height, 4), (0, 4), (54, 4), (40, 4), (width, 4), (height, 4), (1, 2),
      (24, 2),
      (0, 4), (rowBytes * height, 4), (2835, 4), (2835, 4), (0, 4), (0, 4),
    ] { add(value, count) }
    for y in (0..<height).reversed() {
      for x in 0..<width { file += pixel(x, y).reversed() }
      file += [UInt8](repeating: 0, count: rowBytes - 3 * width)
    }
    return file
  }
}
