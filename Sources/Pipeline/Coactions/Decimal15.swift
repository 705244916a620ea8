import Foundation

/// Decimal notation with up to 15 significant digits and no trailing zeros, as R writes numbers.
enum Decimal15 {
  static let digits = 15

  /// Appends a whole number.
  static func append(_ number: some FixedWidthInteger, to bytes: ByteBuffer) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    if magnitude < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude))
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { scratch in
      var rest = magnitude
      var index = 40
      while rest > 0 {
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
        index -= 1
        scratch[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder)
        rest = quotient
      }
      bytes.append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: scratch[index..<40])))
    }
  }

  /// Appends a fraction, rounded half up from its exact value.
  ///
  /// - Precondition: the numerator is not negative and the denominator is from 1 to 2^59.
  static func append(_ numerator: Int64, over denominator: Int64, to bytes: ByteBuffer) {
    precondition(numerator >= 0 && denominator > 0)
    var (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    if rest == 0 {
      append(whole, to: bytes)
      return
    }
    var fraction: UInt64 = 0
    var length = 0
    var significant = whole == 0 ? 0 : String(whole).utf8.count
    while significant < digits && rest != 0 {
      rest *= 10
      let digit = rest / denominator
      rest %= denominator
      fraction = fraction * 10 + UInt64(digit)
      length += 1
      if significant > 0 || digit > 0 { significant += 1 }
    }
    if rest * 2 >= denominator { fraction += 1 }
    append(&whole, fraction, length: length, to: bytes)
  }

  private static func append(
    _ whole: inout Int64, _ fraction: UInt64, length: Int, to bytes: ByteBuffer
  ) {
    var digits = String(fraction)
    if digits.utf8.count > length {
      whole += 1
      digits.removeFirst()
    }
    append(whole, to: bytes)
    let zeros = length - digits.utf8.count
    while digits.last == "0" { digits.removeLast() }
    if digits.isEmpty { return }
    bytes.append(UInt8(ascii: "."))
    for _ in 0..<zeros { bytes.append(UInt8(ascii: "0")) }
    bytes.append(digits)
  }

  /// Appends a number.
  static func append(_ number: Double, to bytes: ByteBuffer) {
    bytes.append(String(format: "%.15g", number))
  }
}
