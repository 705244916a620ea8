import SocialModel

/// A picture that is drawn from a few shapes, in whole numbers, so that a seed gives the same pixels
/// on every machine.
struct InventedScene {
  /// A shape in a square of a thousand units a side; the last that covers a point colours it.
  enum Shape {
    case ellipse(x: Int, y: Int, across: Int, down: Int)
    case box(x: Int, y: Int, width: Int, height: Int)
    /// A band from the left edge to the right one.
    case band(from: Int, to: Int, thickness: Int)

    func covers(_ x: Int, _ y: Int) -> Bool {
      switch self {
      case .ellipse(let cx, let cy, let across, let down):
        let (dx, dy) = ((x - cx) * 1000 / max(1, across), (y - cy) * 1000 / max(1, down))
        return dx * dx + dy * dy <= 1_000_000
      case .box(let left, let top, let width, let height):
        return x >= left && x < left + width && y >= top && y < top + height
      case .band(let from, let to, let thickness):
        let middle = from + (to - from) * x / 1000
        return abs(y - middle) <= thickness
      }
    }
  }

  typealias Colour = (red: Int, green: Int, blue: Int)

  /// The sky's colours, above and below.
  var above: Colour = (20, 24, 70)
  var below: Colour = (90, 60, 50)
  var shapes: [(shape: Shape, colour: Colour)] = []

  /// Adds an iron lantern whose middle is at a point.
  mutating func addLantern(x: Int, y: Int, size: Int) {
    let (iron, light, flame): (Colour, Colour, Colour) =
      ((40, 42, 46), (225, 150, 40), (255, 238, 180))
    shapes += [
      (.box(x: x - size / 20, y: 0, width: size / 10, height: y), iron),
      (.ellipse(x: x, y: y, across: size * 4 / 10, down: size * 6 / 10), light),
      (.ellipse(x: x, y: y + size / 10, across: size * 2 / 10, down: size * 3 / 10), flame),
      (
        .box(x: x - size / 2, y: y - size * 7 / 10, width: size, height: size * 15 / 100),
        iron
      ),
      (
        .box(
          x: x - size * 4 / 10, y: y + size * 55 / 100, width: size * 8 / 10,
          height: size * 15 / 100), iron
      ),
    ]
  }

  /// A scene like no other: an ordinary person's picture.
  static func ordinary(_ generator: inout SeededGenerator) -> InventedScene {
    func colour() -> Colour {
      (generator.below(256), generator.below(256), generator.below(256))
    }
    var scene = InventedScene(above: colour(), below: colour())
    for _ in 0..<(7 + generator.below(6)) {
      let (x, y) = (generator.below(1000), generator.below(1000))
      let (width, height) = (80 + generator.below(300), 80 + generator.below(300))
      switch generator.below(3) {
      case 0: scene.shapes.append((.ellipse(x: x, y: y, across: width, down: height), colour()))
      case 1: scene.shapes.append((.box(x: x, y: y, width: width, height: height), colour()))
      default:
        scene.shapes.append((.band(from: y, to: x, thickness: 15 + width / 10), colour()))
      }
    }
    return scene
  }

  /// The scene's pixels, red, green and blue, row after row.
  ///
  /// - Parameters:
  ///   - cropped: thousandths of the side that are cut off on every side.
  ///   - brightness: per cent; 100 leaves colours as they are.
  ///   - samples: points a side that each pixel is the mean of.
  func pixels(
    width: Int, height: Int, cropped: Int = 0, brightness: Int = 100, samples: Int = 1
  ) -> [UInt8] {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * width * height)
    let span = 1000 - 2 * cropped
    for row in 0..<height {
      for column in 0..<width {
        var sum: Colour = (0, 0, 0)
        for point in 0..<samples * samples {
          let y = cropped + (row * samples + point / samples) * span / (height * samples)
          let x = cropped + (column * samples + point % samples) * span / (width * samples)
          let colour = colour(x, y)
          sum = (sum.red + colour.red, sum.green + colour.green, sum.blue + colour.blue)
        }
        for part in [sum.red, sum.green, sum.blue] {
          pixels.append(UInt8(min(255, part * brightness / (100 * samples * samples))))
        }
      }
    }
    return pixels
  }

  private func colour(_ x: Int, _ y: Int) -> Colour {
    if let shape = shapes.last(where: { $0.shape.covers(x, y) }) { return shape.colour }
    return (
      above.red + (below.red - above.red) * y / 1000,
      above.green + (below.green - above.green) * y / 1000,
      above.blue + (below.blue - above.blue) * y / 1000
    )
  }
}
