import Foundation

/// Numbers as text, the same on every machine and in every locale.
enum NumberText {
  /// As C's `%.<digits>g`: `0.4`, `12`, `1.5e-07`; `inf`, `-inf` and `nan` where it is not finite.
  ///
  /// Written anew because `vsnprintf` took 2 microseconds a number through Swift, which was most
  /// of the time that a million edges took. It may differ from C in the last digit where the value
  /// lies within 1e-15 of the middle between two texts.
  ///
  /// - Parameter digits: 1 to 15.
  static func significant(_ value: Double, _ digits: Int = 6) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    guard value != 0 else { return "0" }
    var (number, exponent) = decimal(value.magnitude, digits)
    var count = digits
    while count > 1, number % 10 == 0 {
      number /= 10
      count -= 1
    }
    let text = Array(String(number).utf8)
    var bytes: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
    let zero = UInt8(ascii: "0")
    if exponent < -4 || exponent >= digits {
      point(text, after: 1, &bytes)
      bytes.append(UInt8(ascii: "e"))
      bytes.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
      if exponent.magnitude < 10 { bytes.append(zero) }
      bytes.append(contentsOf: String(exponent.magnitude).utf8)
    } else if exponent < 0 {
      bytes.append(contentsOf: "0.".utf8)
      bytes.append(contentsOf: repeatElement(zero, count: -exponent - 1))
      bytes.append(contentsOf: text)
    } else {
      point(
        text + repeatElement(zero, count: max(0, exponent + 1 - count)), after: exponent + 1, &bytes
      )
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends digits with a point after so many of them, none when there is nothing behind it.
  private static func point(_ text: [UInt8], after count: Int, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: text.prefix(count))
    guard text.count > count else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: text.dropFirst(count))
  }

  /// The digits of a positive number as an integer, and the power of ten of the first of them.
  private static func decimal(_ value: Double, _ digits: Int) -> (number: Int, exponent: Int) {
    let (least, most) = (powersOfTen[digits - 1], powersOfTen[digits])
    var exponent = Int(log10(value).rounded(.down))
    var number = scaled(value, by: digits - 1 - exponent).rounded()
    // log10 may be off by one unit next to a power of ten, and rounding may reach the next one.
    if number >= most {
      exponent += 1
      number = scaled(value, by: digits - 1 - exponent).rounded()
    } else if number < least {
      exponent -= 1
      number = scaled(value, by: digits - 1 - exponent).rounded()
    }
    return (Int(min(max(number, least), most - 1)), exponent)
  }

  /// value · 10^power, in two steps where the power itself is out of range.
  private static func scaled(_ value: Double, by power: Int) -> Double {
    if power < 0 {
      return power >= -22 ? value / powersOfTen[-power] : value / pow(10, Double(-power))
    }
    if power <= 22 { return value * powersOfTen[power] }
    return value * pow(10, Double(power / 2)) * pow(10, Double(power - power / 2))
  }

  /// The powers of ten that a Double holds exactly.
  private static let powersOfTen = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
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
