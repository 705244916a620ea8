import Foundation
import Testing

@testable import Pipeline

@Suite("Numbers in tables")
struct Decimal15Tests {
  private func text(_ numerator: Int64, _ denominator: Int64) -> String {
    let bytes = ByteBuffer()
    Decimal15.append(numerator, over: denominator, to: bytes)
    return bytes.text
  }

  @Test(
    "are fractions with 15 significant digits",
    arguments: [
      (0, 1, "0"), (6, 3, "2"), (1, 2, "0.5"), (1, 3, "0.333333333333333"),
      (2, 3, "0.666666666666667"), (292, 11, "26.5454545454545"), (1, 16, "0.0625"),
      (1_234_567_890_123_456_789, 2, "617283945061728395"),
    ] as [(Int64, Int64, String)])
  func knownValues(numerator: Int64, denominator: Int64, expected: String) {
    let small = denominator < 1 << 59
    #expect(!small || text(numerator, denominator) == expected)
  }

  @Test("agree with the C library where that is exact enough")
  func agreesWithLibrary() {
    var generator = TestGenerator(state: 3)
    for _ in 0..<5000 {
      let denominator = Int64.random(in: 1...500, using: &generator)
      let numerator = Int64.random(in: 0...40_000, using: &generator)
      let expected = String(format: "%.15g", Double(numerator) / Double(denominator))
      #expect(agree(text(numerator, denominator), expected))
    }
  }

  @Test(
    "are whole numbers",
    arguments: [0, 7, 10, -1, 1_234_567, Int64.max, Int64.min])
  func wholeNumbers(number: Int64) {
    let bytes = ByteBuffer()
    Decimal15.append(number, to: bytes)
    #expect(bytes.text == String(number))
  }
}
