import ArgumentParser
import Foundation
import Media

/// Hashes pixels that lie in memory, as other implementations are measured too.
struct PictureBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pdq", abstract: "Measure PDQ on raw pixels: 3 bytes each, row after row.")

  @Argument(help: "A file of pixels, its width and its height, between colons; repeat for each.")
  var pictures: [String]
  @Option(help: "How often each is hashed.") var rounds = 20

  func run() throws {
    for picture in pictures {
      let parts = picture.split(separator: ":").map(String.init)
      guard parts.count == 3, let width = Int(parts[1]), let height = Int(parts[2]) else {
        throw ValidationError("A picture is file:width:height.")
      }
      let pixels = [UInt8](try Data(contentsOf: URL(fileURLWithPath: parts[0])))
      guard pixels.count == 3 * width * height else {
        throw ValidationError("\(parts[0]) does not have that size.")
      }
      let (result, cost) = measured {
        (0..<rounds).map { _ in Self.hash(pixels, width, height) }.last!
      }
      report([
        "benchmark": "pdq", "width": "\(width)", "height": "\(height)", "hash": "\(result.hash)",
        "quality": "\(result.quality)",
        "cpu_ms": decimal(cost.cpuSeconds * 1000 / Double(rounds)),
      ])
    }
  }

  private static func hash(_ pixels: [UInt8], _ width: Int, _ height: Int) -> PDQResult {
    pixels.withUnsafeBufferPointer { pixels in
      let hasher = PDQHasher(width: width, height: height)
      for row in 0..<height { hasher.add(row: pixels.baseAddress! + 3 * width * row) }
      return hasher.finish()
    }
  }
}
