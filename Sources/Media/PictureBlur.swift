/// Takes the details out of a small grey picture, so that it shows where light and dark lie and little else.
///
/// Three running means of eleven pixels along rows and columns are close to a bell of 5.5 pixels, a twelfth of the side of
/// 64 (Wells 1986, doi:10.1109/TPAMI.1986.4767776): faces, wounds and letters are gone. It is done here and not by the
/// page, so that nothing clearer leaves the program.
public enum PictureBlur {
  /// Pixels on each side of one that are taken into its mean.
  static let reach = 5

  /// A square picture, blurred; at its edges the last pixel goes on.
  ///
  /// - Parameter pixels: brightnesses, row after row.
  /// - Complexity: O(pixels).
  public static func blurred(_ pixels: [UInt8], side: Int) -> [UInt8] {
    precondition(pixels.count == side * side)
    var values = pixels.map(Int.init)
    for _ in 0..<3 {
      for line in 0..<side { mean(&values, from: line * side, step: 1, count: side) }
      for line in 0..<side { mean(&values, from: line, step: side, count: side) }
    }
    return values.map { UInt8(clamping: $0) }
  }

  private static func mean(_ values: inout [Int], from start: Int, step: Int, count: Int) {
    let line = (0..<count).map { values[start + $0 * step] }
    func at(_ place: Int) -> Int { line[min(max(place, 0), count - 1)] }
    var sum = (-reach...reach).reduce(0) { $0 + at($1) }
    for place in 0..<count {
      values[start + place * step] = (sum + reach) / (2 * reach + 1)
      sum += at(place + reach + 1) - at(place - reach)
    }
  }
}
