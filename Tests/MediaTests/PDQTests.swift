import Foundation
import Testing

@testable import Media

@Suite("PDQ")
struct PDQTests {
  @Test(
    "is to the bit what the description computes step by step",
    arguments: [
      (5, 5), (5, 200), (64, 64), (63, 65), (127, 128), (129, 130), (130, 257), (257, 66), (34, 42),
    ])
  func isWhatTheDescriptionComputes(width: Int, height: Int) {
    let pixels = Pixels.invented(width, height, seed: UInt64(width * 1000 + height))
    let expected = PDQOracle.hash(pixels)
    let result = pixels.result
    #expect(result.hash == expected.hash)
    #expect(result.quality == expected.quality)
  }

  @Test("gives a picture of one colour, and an empty one, quality 0")
  func givesNothingToOneColour() {
    for colour: [UInt8] in [[0, 0, 0], [255, 255, 255], [17, 130, 99]] {
      for (width, height) in [(64, 64), (100, 70), (300, 20)] {
        let result = Pixels.plain(width, height, colour).result
        #expect(result.quality == 0)
      }
    }
    #expect(Pixels.plain(4, 100, [9, 80, 200]).result.quality == 0)
    #expect(Pixels.plain(4, 100, [9, 80, 200]).result.hash == PDQHash(0, 0, 0, 0))
  }

  @Test("knows a picture that was turned or mirrored", arguments: PDQVariant.allCases)
  func knowsVariants(variant: PDQVariant) {
    let pixels = Pixels.invented(128, 128, seed: 5)
    let foreseen = pixels.result.hash(variant)
    let turned = pixels.turned(variant).result.hash
    #expect(foreseen.distance(to: turned) <= PDQHash.matchDistance)
    for other in PDQVariant.allCases where other != variant {
      #expect(pixels.result.hash(other).distance(to: turned) > PDQHash.matchDistance)
    }
  }

  @Test("reads and writes hexadecimal digits and nothing else")
  func readsDigits() throws {
    let text = "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22"
    let hash = try #require(PDQHash(text))
    #expect(hash.description == text)
    #expect(PDQHash(text.uppercased()) == hash)
    for wrong in ["", "0", text + "0", String(text.dropLast()) + "g", "0x" + text.dropFirst(2)] {
      #expect(PDQHash(wrong) == nil)
    }
  }

  @Test("counts the bits that differ, and orders hashes as their texts")
  func countsBits() {
    var generator = Seeded(state: 3)
    for bits in 0...64 {
      let hash = PDQHash.random(&generator)
      let other = hash.changed(bits, &generator)
      #expect(hash.distance(to: other) == bits)
      #expect((hash < other) == (hash.description < other.description))
    }
  }

  @Test("calls hashes degenerate that no picture with something in it has")
  func callsDegenerate() throws {
    #expect(PDQHash(0, 0, 0, 0).isDegenerate)
    #expect(PDQHash(.max, .max, .max, .max).isDegenerate)
    #expect(PDQHash(1, 0, 0, 7).isDegenerate)
    #expect(!Pixels.invented(80, 90, seed: 1).result.hash.isDegenerate)
  }
}
