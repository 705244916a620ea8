import Foundation
import Testing

@testable import Exchange

@Suite struct NumberTests {
  @Test(
    "A probability is printed from its log10, also below a Double's range",
    arguments: [
      (0.0, "1"), (-0.3010299956639812, "0.5"), (-4, "0.0001"), (-4.1, "7.94328e-5"),
      (-5, "1e-5"), (-11.494850021680094, "3.2e-12"), (-411.4948500216801, "3.2e-412"),
      (-307.9999999999, "1e-308"), (-100_000, "1e-100000"), (-.infinity, "0"), (.nan, ""),
    ])
  func probability(_ log10: Double, _ text: String) {
    #expect(NumberText.probability(log10: log10) == text)
  }

  @Test(
    "Six digits are significant",
    arguments: [
      (0.4213377, "0.421338"), (0, "0"), (12, "12"), (1_234_567, "1.23457e+06"),
      (-0.5, "-0.5"), (1.5e-7, "1.5e-07"), (.infinity, "inf"), (.nan, "nan"),
    ])
  func significant(_ value: Double, _ text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test func digitsAreThoseOfC() {
    var generator = Crowd.Generator(state: 7)
    for round in 0..<20_000 {
      let exponent = round % 2 == 0 ? Int.random(in: -320...308, using: &generator) : round % 12 - 6
      let value =
        Double.random(in: 1..<10, using: &generator) * pow(10, Double(exponent))
        * (round % 5 == 0 ? -1 : 1)
      for digits in [1, 2, 3, 4, 5, 6] {
        let expected = String(format: "%.\(digits)g", value)
        #expect(NumberText.significant(value, digits) == expected)
      }
    }
    for value in [
      1, 9.999995, 9.9999949, 99.99996, 0.0001, 0.00009999995, 999_999.4, 999_999.6, 1e5, 1e6, 1e-5,
      .greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, 0.25, 123_456,
    ] as [Double] {
      #expect(NumberText.significant(value) == String(format: "%.6g", value))
    }
  }

  @Test(
    "Thousands are grouped",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (11_062, "11,062"), (-1_234_567, "-1,234,567"),
      (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func grouped(_ number: Int, _ text: String) {
    #expect(NumberText.grouped(number) == text)
  }

  @Test func aPersonReadsPowersOfTen() {
    #expect(HumanText.probability(log10: -411.4948500216801) == "3.2 × 10⁻⁴¹²")
    #expect(HumanText.probability(log10: -1.376750709602) == "0.042")
    #expect(HumanText.plainProbability(log10: -30) == "1e-30")
    #expect(HumanText.probability(log10: .nan) == "–")
  }

  @Test(
    "Lengths of time use the largest unit that fits",
    arguments: [
      (1, "1 second"), (90, "90 seconds"), (300, "5 minutes"), (3600, "1 hour"),
      (172_800, "2 days"),
    ])
  func duration(_ seconds: Int, _ text: String) {
    #expect(HumanText.duration(seconds: seconds) == text)
  }

  @Test(
    "Sizes of files have three digits",
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (48_123, "48.1 kB"),
      (999_700, "1 MB"), (2_500_000_000, "2.5 GB"), (Int64.max, "9.22e+06 TB"),
    ] as [(Int64, String)])
  func size(_ bytes: Int64, _ text: String) {
    #expect(HumanText.size(bytes: bytes) == text)
  }
}
