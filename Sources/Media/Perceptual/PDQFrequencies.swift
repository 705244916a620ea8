import Foundation

/// The 16 × 16 lowest frequencies of a picture, without its mean: what a hash is read from.
///
/// The eight ways of turning and mirroring a picture only change signs and places here, so that
/// their hashes cost next to nothing.
///
/// Source: Facebook (2019), "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing
/// Algorithm". Sums run in the reference's order and precision, so that hashes agree to the bit.
public struct PDQFrequencies: Sendable {
  /// Row after row.
  private let values: [Float]

  /// 16 rows of 64: scaled cosines of the frequencies 1 to 16.
  private static let cosines: [Float] = {
    let scale = Float((2.0 / 64.0).squareRoot())
    return (0..<16 * 64).map { index in
      let (row, column) = (index / 64, index % 64)
      let angle = (Double.pi / 2.0 / 64.0) * Double(row + 1) * Double(2 * column + 1)
      return Float(Double(scale) * cos(angle))
    }
  }()

  /// The transform of a picture of 64 × 64 brightnesses, row after row.
  init(of picture: [Float]) {
    precondition(picture.count == 64 * 64)
    var half = [Float](repeating: 0, count: 16 * 64)
    var values = [Float](repeating: 0, count: 16 * 16)
    Self.cosines.withUnsafeBufferPointer { cosines in
      picture.withUnsafeBufferPointer { picture in
        half.withUnsafeMutableBufferPointer { half in
          Self.multiply(cosines, picture, into: half)
          values.withUnsafeMutableBufferPointer { Self.close($0, half, cosines) }
        }
      }
    }
    self.values = values
  }

  /// `half` = cosines × picture; each sum in the order of the picture's rows.
  private static func multiply(
    _ cosines: UnsafeBufferPointer<Float>, _ picture: UnsafeBufferPointer<Float>,
    into half: UnsafeMutableBufferPointer<Float>
  ) {
    var row = 0
    while row < 16 {
      let target = half.baseAddress! + row * 64
      var k = 0
      while k < 64 {
        let factor = cosines[row * 64 + k]
        let source = picture.baseAddress! + k * 64
        var column = 0
        while column < 64 {
          target[column] += factor * source[column]
          column += 1
        }
        k += 1
      }
      row += 1
    }
  }

  /// `values` = half × the transposed cosines; each sum in the order of the columns.
  private static func close(
    _ values: UnsafeMutableBufferPointer<Float>, _ half: UnsafeMutableBufferPointer<Float>,
    _ cosines: UnsafeBufferPointer<Float>
  ) {
    var row = 0
    while row < 16 {
      var column = 0
      while column < 16 {
        var sum: Float = 0
        var k = 0
        while k < 64 {
          sum += half[row * 64 + k] * cosines[column * 64 + k]
          k += 1
        }
        values[row * 16 + column] = sum
        column += 1
      }
      row += 1
    }
  }

  /// The hash of the picture as it would be turned or mirrored.
  public func hash(_ variant: PDQVariant = .original) -> PDQHash {
    var turned = [Float](repeating: 0, count: 256)
    for i in 0..<16 {
      for j in 0..<16 {
        let value = values[i * 16 + j]
        let signed = variant.isNegative(row: i, column: j) ? -value : value
        turned[variant.isTransposed ? j * 16 + i : i * 16 + j] = signed
      }
    }
    return Self.bits(of: turned)
  }

  /// One bit a value: whether it is above the lower median.
  private static func bits(of values: [Float]) -> PDQHash {
    let median = values.sorted()[127]
    var words: [UInt64] = [0, 0, 0, 0]
    for index in 0..<256 where values[index] > median {
      words[index >> 6] |= 1 << UInt64(index & 63)
    }
    return PDQHash(words[3], words[2], words[1], words[0])
  }
}

/// The eight ways of turning and mirroring a picture.
public enum PDQVariant: Int, Sendable, Hashable, CaseIterable {
  /// The picture as it is.
  case original
  /// Turned by a quarter, counter-clockwise.
  case rotated90
  /// Turned by a half.
  case rotated180
  /// Turned by three quarters, counter-clockwise.
  case rotated270
  /// Top and bottom swapped.
  case flippedVertically
  /// Left and right swapped.
  case flippedHorizontally
  /// Mirrored at the diagonal from top left to bottom right.
  case transposed
  /// Mirrored at the other diagonal.
  case antitransposed

  var isTransposed: Bool {
    switch self {
    case .rotated90, .rotated270, .transposed, .antitransposed: true
    default: false
    }
  }

  /// Whether coefficient (row + 1, column + 1) of the original changes its sign: mirroring turns
  /// the odd cosines around.
  func isNegative(row: Int, column: Int) -> Bool {
    switch self {
    case .original, .transposed: false
    case .rotated90, .flippedHorizontally: column & 1 == 0
    case .rotated270, .flippedVertically: row & 1 == 0
    case .rotated180, .antitransposed: (row + column) & 1 == 1
    }
  }
}
