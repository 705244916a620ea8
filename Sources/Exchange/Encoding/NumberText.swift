import Foundation

/// Numbers as text, the same on every machine and in every locale.
enum NumberText {
  /// As C's `%.<digits>g`: `0.4`, `12`, `1.5e-07`; `inf`, `-inf` and `nan` where it is not finite.
  static func significant(_ value: Double, _ digits: Int = 6) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    guard value != 0 else { return "0" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([Int32(digits), value]) {
        vsnprintf(buffer.baseAddress!, buffer.count, "%.*g", $0)
      }
      return String(
        decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// A probability from its log10, also far below what a Double can hold: `0.05`, `3.2e-412`.
  ///
  /// At most six significant digits; below 0.0001 with an exponent. 0 for -inf, empty for NaN.
  static func probability(log10: Double, digits: Int = 6) -> String {
    guard !log10.isNaN else { return "" }
    guard log10 > -.infinity else { return "0" }
    guard log10 < -4 else { return significant(pow(10, log10), digits) }
    let parts = scientific(log10: log10, digits: digits)
    return "\(parts.mantissa)e\(parts.exponent)"
  }

  /// Mantissa and exponent of a positive number from its finite log10.
  static func scientific(log10: Double, digits: Int) -> (mantissa: String, exponent: Int) {
    let exponent = log10.rounded(.down)
    let mantissa = significant(pow(10, log10 - exponent), digits)
    return mantissa == "10" ? ("1", Int(exponent) + 1) : (mantissa, Int(exponent))
  }

  /// A whole number in groups of three: `11,062`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }
}
