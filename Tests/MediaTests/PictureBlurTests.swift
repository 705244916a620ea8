import Testing

@testable import Media

@Suite("The blur of pictures that nobody asked for")
struct PictureBlurTests {
  private let side = MediaView.blurredSide

  /// The mean of everything within reach, three times along each direction, as written down.
  private func naive(_ pixels: [UInt8]) -> [UInt8] {
    var values = pixels.map(Int.init)
    func value(_ row: Int, _ column: Int, _ of: [Int]) -> Int {
      of[min(max(row, 0), side - 1) * side + min(max(column, 0), side - 1)]
    }
    let reach = -PictureBlur.reach...PictureBlur.reach
    for _ in 0..<3 {
      for isAlongRows in [true, false] {
        values = values.indices.map { place in
          let (row, column) = (place / side, place % side)
          let sum = reach.reduce(0) {
            $0 + (isAlongRows ? value(row, column + $1, values) : value(row + $1, column, values))
          }
          return (sum + reach.count / 2) / reach.count
        }
      }
    }
    return values.map { UInt8(clamping: $0) }
  }

  @Test("is the mean of neighbours, three times, whatever the picture")
  func means() {
    for seed in UInt64(1)...5 {
      let invented = Pixels.invented(side, side, seed: seed).result.picture
      let pixels = invented.map { UInt8(min(max($0, 0), 255)) }
      #expect(PictureBlur.blurred(pixels, side: side) == naive(pixels), "seed \(seed)")
    }
  }

  @Test("leaves no edge, and no stripe of a letter's width, and a plain picture as it is")
  func edges() {
    let edge = (0..<side * side).map { UInt8($0 % side < 30 ? 0 : 255) }
    let stripes = (0..<side * side).map { UInt8($0 % side / 3 % 2 == 0 ? 0 : 255) }
    let blurred = PictureBlur.blurred(edge, side: side)
    let steps = (1..<side).map { abs(Int(blurred[$0]) - Int(blurred[$0 - 1])) }
    #expect(steps.max().map { $0 < 25 } == true)
    #expect(blurred[0] == 0 && blurred[side - 1] == 255, "light and dark stay where they are")
    let grey = PictureBlur.blurred(stripes, side: side)
    let middle = grey.indices.filter { (10..<54).contains($0 % side) }.map { Int(grey[$0]) }
    #expect((middle.max() ?? 0) - (middle.min() ?? 255) < 10)
    let plain = [UInt8](repeating: 77, count: side * side)
    #expect(PictureBlur.blurred(plain, side: side) == plain)
  }
}
