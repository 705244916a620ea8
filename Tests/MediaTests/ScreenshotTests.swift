import Foundation
import Testing

@testable import Media

@Suite("Screenshots of texts are matched as pictures")
struct ScreenshotTests {
  private func families(_ pictures: [Pixels]) -> [ImageFamily] {
    ImageFamilies.group(
      pictures.enumerated().map { number, picture in
        let result = picture.result
        return PictureHash(
          id: "\(number)", quality: result.quality, hash: result.hash,
          variants: PDQVariant.allCases.map { result.hash($0) })
      }, least: 1)
  }

  @Test("a screenshot and its rescaled, recompressed and darkened copies are one family")
  func copiesAreOneFamily() throws {
    let seed: UInt64 = 401
    var generator = Seeded(state: seed)
    let shot = RenderedText.screenshot(RenderedText.text(34, &generator))
    let scratch = try Scratch()
    let files = try [
      PictureFile.png(shot.bytes, width: shot.width, height: shot.height),
      PictureFile.jpeg(shot.bytes, width: shot.width, height: shot.height, quality: 30),
      PictureFile.jpeg(
        shot.scaled(240, 240).bytes, width: 240, height: 240, quality: 70),
      PictureFile.jpeg(
        shot.dimmed(0.7).bytes, width: shot.width, height: shot.height, quality: 60),
      PictureFile.png(
        shot.dimmed(0.85).scaled(300, 300).bytes, width: 300, height: 300),
    ].enumerated().map { try scratch.write($1, "\($0)") }
    let images = try MediaHasher().hash(files).map { try #require($0.image) }
    let grouped = ImageFamilies.group(
      images.enumerated().map {
        PictureHash(
          id: "\($0)", quality: $1.quality, hash: $1.hash, variants: $1.variants)
      }, least: 1)
    #expect(grouped.map(\.members.count) == [5], "seed \(seed)")
  }

  @Test("two texts in one layout are two families")
  func textsAreApart() {
    let seed: UInt64 = 402
    var generator = Seeded(state: seed)
    let shots = (0..<2).map { _ in RenderedText.screenshot(RenderedText.text(34, &generator)) }
    #expect(families(shots).count == 2, "seed \(seed)")
  }

  /// docs/media.md has the figures.
  @Test(
    "of 200 texts in one layout, few pairs are within the distance of a match",
    arguments: [8, 20, 34])
  func rate(words: Int) {
    let seed: UInt64 = 403
    var generator = Seeded(state: seed)
    let hashes = (0..<200).map { _ in
      RenderedText.screenshot(RenderedText.text(words, &generator)).result.hash
    }
    var (near, nearest, sum, pairs) = (0, 256, 0, 0)
    for first in hashes.indices {
      for second in hashes.indices where second > first {
        let apart = hashes[first].distance(to: hashes[second])
        near += apart <= PDQHash.matchDistance ? 1 : 0
        nearest = min(nearest, apart)
        sum += apart
        pairs += 1
      }
    }
    print("words=\(words) pairs=\(pairs) near=\(near) nearest=\(nearest) mean=\(sum / pairs)")
    #expect(Double(near) / Double(pairs) < 0.5, "seed \(seed)")
  }
}
