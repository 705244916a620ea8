import Foundation
import Simulation
import Testing

@testable import Media

@Suite("Screenshots of texts are matched as pictures")
struct ScreenshotTests {
  private func families(_ files: [[UInt8]]) throws -> [ImageFamily] {
    let scratch = try Scratch()
    let paths = try files.enumerated().map { try scratch.write($1, "\($0)") }
    let pictures = try MediaHasher().hash(paths).enumerated().map { number, result in
      let image = try #require(result.image)
      return PictureHash(
        id: "\(number)", quality: image.quality, hash: image.hash, variants: image.variants)
    }
    return ImageFamilies.group(pictures, least: 1)
  }

  private func png(_ shot: InventedScreenshot) -> [UInt8] {
    PictureFile.png(shot.pixels, width: shot.side, height: shot.side)
  }

  private func jpeg(_ shot: InventedScreenshot, _ quality: Int) -> [UInt8] {
    PictureFile.jpeg(shot.pixels, width: shot.side, height: shot.side, quality: quality)
  }

  @Test("a screenshot and its rescaled, recompressed and darkened copies are one family")
  func copiesAreOneFamily() throws {
    let seed: UInt64 = 401
    var generator = Seeded(state: seed)
    let shot = InventedScreenshot(of: InventedScreenshot.text(34, &generator), dot: 2)
    let copies = [
      png(shot), jpeg(shot, 30), jpeg(shot.scaled(to: 360), 70), jpeg(shot.dimmed(0.7), 60),
      png(shot.dimmed(0.85).scaled(to: 450)),
    ]
    #expect(try families(copies).map(\.members.count) == [5], "seed \(seed)")
  }

  @Test("two long texts in one layout are two families")
  func textsAreApart() throws {
    let seed: UInt64 = 402
    var generator = Seeded(state: seed)
    let shots = (0..<2).map { _ in
      png(InventedScreenshot(of: InventedScreenshot.text(70, &generator), dot: 2))
    }
    #expect(try families(shots).count == 2, "seed \(seed)")
  }

  /// A limit of PDQ that docs/media.md names; where it falls, that page is to be changed.
  @Test("two short texts in one layout can be one family: the layout is most of the picture")
  func shortTextsAreNot() throws {
    let seed: UInt64 = 403
    var generator = Seeded(state: seed)
    let shots = (0..<6).map { _ in
      png(InventedScreenshot(of: InventedScreenshot.text(6, &generator), dot: 2))
    }
    #expect(try families(shots).count < 6, "seed \(seed)")
  }
}
