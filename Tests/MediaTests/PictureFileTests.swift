import Foundation
import Testing

@testable import Media

@Suite("Picture files that Tocsin writes")
struct PictureFileTests {
  @Test("decode to the pixels that were written")
  func decode() throws {
    let scratch = try Scratch()
    let picture = Pixels.invented(130, 90, seed: 12)
    let grey = (0..<64 * 64).map { UInt8($0 * 37 % 251) }
    let paths = [
      try scratch.write(PictureFile.png(picture.bytes, width: 130, height: 90), "a"),
      try scratch.write(PictureFile.jpeg(picture.bytes, width: 130, height: 90, quality: 95), "b"),
      try scratch.write(PictureFile.greyPNG(grey, width: 64, height: 64), "c"),
    ]
    let results = try MediaHasher().hash(paths)
    #expect(results.compactMap { try? $0.get().format } == ["png", "jpeg", "png"])
    #expect(results[0].image?.hash == picture.result.hash)
    #expect(results[1].image.map { $0.hash.distance(to: picture.result.hash) <= 12 } == true)
    let lit = Pixels(width: 64, height: 64, bytes: grey.flatMap { [$0, $0, $0] })
    #expect(results[2].image?.hash == lit.result.hash)
  }

  @Test("are the same bytes each time")
  func areTheSame() {
    let picture = Pixels.invented(50, 40, seed: 13)
    func make() -> [[UInt8]] {
      [
        PictureFile.png(picture.bytes, width: 50, height: 40),
        PictureFile.jpeg(picture.bytes, width: 50, height: 40, quality: 60),
      ]
    }
    #expect(make() == make())
    #expect(make().allSatisfy { $0.count > 100 })
  }
}

@Suite("HEIC")
struct HEICTests {
  @Test("is decoded by libheif, in a worker")
  func isDecoded() throws {
    let results = try MediaHasher().hash([
      Fixture.path("lantern.heic"), Fixture.path("lantern.png"),
    ])
    let hashes = try results[0].get()
    #expect(hashes.format == "heic" && hashes.width == 120 && hashes.height == 90)
    let (heic, png) = (try #require(results[0].image), try #require(results[1].image))
    #expect(heic.quality == 100 && heic.hash.distance(to: png.hash) <= 16)
  }

  @Test("that is damaged costs one rejection, as does one with too many pixels")
  func isRejected() throws {
    let scratch = try Scratch()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path("lantern.heic"))))
    let cut = try [30, 200, 700, bytes.count - 9].map {
      try scratch.write(bytes.prefix($0), "cut\($0)")
    }
    var generator = Seeded(state: 77)
    let changed = try (0..<40).map { number in
      var copy = bytes
      copy[Int.random(in: 20..<copy.count, using: &generator)] ^= 0xFF
      return try scratch.write(copy, "changed\(number)")
    }
    let results = try MediaHasher().hash(cut + changed)
    for result in results.prefix(cut.count) { #expect(result.reason != nil) }
    #expect(!results.contains { $0.reason == .decoderCrashed || $0.reason == .tookTooLong })
    var options = MediaOptions()
    options.limits.pixels = 1000
    let small = try MediaHasher(options).hash([Fixture.path("lantern.heic")])
    #expect(small[0].reason == .tooManyPixels)
  }

  @Test("of which only the beginning is there is no video")
  func isNoVideo() throws {
    let scratch = try Scratch()
    let head = [0, 0, 0, 28] + Array("ftypheic".utf8) + [UInt8](repeating: 0, count: 16)
    let other = [0, 0, 0, 28] + Array("ftypmif1".utf8) + [UInt8](repeating: 0, count: 400)
    let results = try MediaHasher().hash([
      try scratch.write(head, "a.heic"), try scratch.write(other, "b.heif"),
    ])
    #expect(results.allSatisfy { $0.reason != nil && $0.reason != .decoderCrashed })
  }
}
