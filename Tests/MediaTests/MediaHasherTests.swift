import Foundation
import Testing

@testable import Media

/// Invented pictures and videos; `Fixtures/make.py` drew them.
enum Fixture {
  static let folder = packageRoot.appendingPathComponent("Tests/MediaTests/Fixtures").path
  static func path(_ name: String) -> String { folder + "/" + name }

  /// What pdqhash 0.2.8 made of what Pillow decoded.
  static let pictures: [(name: String, format: String, hash: String)] = [
    ("alpha.png", "png", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("animated.webp", "webp", "636370e4a449633076cd9c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("grey.jpg", "jpeg", "636370e4bc69633076cd8c639b986f1f4c341f19a36670e54d5b932693e62c59"),
    ("inks.jpg", "jpeg", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("lantern.avif", "avif", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("lantern.gif", "gif", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("lantern.jpg", "jpeg", "636370e4ac69633076cd8c639b986f1f5c341f19a36670e54d5b932693e62c59"),
    ("lantern.png", "png", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("lantern.tiff", "tiff", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("lantern.webp", "webp", "636360e4ac69633076cd9c639b186f1f5c341f19e36670e54d5b932693e62c59"),
    ("lossless.webp", "webp", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("palette.png", "png", "636370e4a469633076cd8c639b1c6f1f5c341f19e36670e54d5b932693e62c59"),
    ("progressive.jpg", "jpeg", "636370e4ac49633076cd9c639b186f1f5c341f19e36670e54d5b932693e62c59"),
  ]

  /// What vpdq 0.2.5 made of the videos, a hash a second.
  static let videos: [(name: String, hashes: [String])] = [
    (
      "lantern.mp4",
      [
        "636370e4b469633072cd9c639b186f175c341f19e36674e5495b932693e62cd9",
        "c83c87237b7c49898d63327c3489ecdee30cf68b8c728f254c5a78f23ca78e58",
      ]
    ),
    (
      "lantern.webm",
      [
        "636370e4ac69633076cd8c639b186f1f5c341f19e36670e54d5b932693e62c59",
        "c83c87237b7c49898d63337c3489ecdee30cf68b8c728f254c5a78f23ca78a58",
      ]
    ),
  ]
}

extension Result<MediaHashes, MediaRejection> {
  var image: ImageHash? {
    if case .success(let hashes) = self, case .image(let image) = hashes.content { return image }
    return nil
  }
  var video: VideoHash? {
    if case .success(let hashes) = self, case .video(let video, _) = hashes.content { return video }
    return nil
  }
  var reason: MediaRejection.Reason? {
    if case .failure(let rejection) = self { return rejection.reason }
    return nil
  }
}

@Suite("Hashing of files")
struct MediaHasherTests {
  @Test("gives pictures of every format the hash that the reference gives them")
  func hashesPictures() throws {
    let results = try MediaHasher().hash(Fixture.pictures.map { Fixture.path($0.name) })
    for (result, expected) in zip(results, Fixture.pictures) {
      let hashes = try result.get()
      #expect(hashes.format == expected.format, "\(expected.name)")
      #expect((hashes.width, hashes.height) == (120, 90), "\(expected.name)")
      #expect(result.image?.hash.description == expected.hash, "\(expected.name)")
      #expect(result.image?.quality == 100, "\(expected.name)")
      #expect(result.image?.variants.count == 8)
    }
  }

  @Test("gives videos the hashes that vPDQ gives them, and every frame where it is asked for")
  func hashesVideos() throws {
    let paths = Fixture.videos.map { Fixture.path($0.name) }
    for (result, expected) in zip(try MediaHasher().hash(paths), Fixture.videos) {
      #expect(result.video?.frames.map(\.hash.description) == expected.hashes)
      #expect(result.video?.frames.map(\.number) == [0, 10])
      #expect(result.video?.frames.map(\.seconds) == [0, 1])
    }
    var options = MediaOptions()
    options.secondsPerHash = 0
    let all = try MediaHasher(options).hash(paths)
    #expect(all.map { $0.video?.frames.count } == [20, 20])
    #expect(VideoMatch.compare(all[0].video!, with: all[1].video!).isMatch())
  }

  @Test("digests the bytes, and gives a preview where it is asked for")
  func digestsBytes() throws {
    let scratch = try Scratch()
    let path = try scratch.write(Pixels.invented(40, 30, seed: 3).bmp, "a.bmp")
    var options = MediaOptions()
    options.keepsPreviews = true
    let hashes = try #require(try MediaHasher(options).hash([path]).first).get()
    #expect(hashes.bytes == Int64(Pixels.invented(40, 30, seed: 3).bmp.count))
    #expect(hashes.md5.count == 32 && hashes.sha256.count == 64)
    guard case .image(let image) = hashes.content else { return #expect(Bool(false)) }
    #expect(image.preview.count == 4096)
    #expect(image.hash == Pixels.invented(40, 30, seed: 3).result.hash)
    // RFC 1321's own example.
    #expect(BytesDigest.md5(Array("abc".utf8)) == "900150983cd24fb0d6963f7d28e17f72")
    let text = try scratch.write("abc".utf8, "abc")
    let file = try MediaFile.open(text, limits: MediaLimits()).get()
    let digests = try #require(file.digests())
    #expect(digests.md5 == "900150983cd24fb0d6963f7d28e17f72")
    #expect(
      digests.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("gives a picture of one colour quality 0, which matches nothing")
  func matchesNothing() throws {
    let scratch = try Scratch()
    let paths = try (0..<3).map { number in
      try scratch.write(
        Pixels.plain(70, 50, [UInt8(number * 90), 40, 200]).bmp, "\(number).bmp")
    }
    for result in try MediaHasher().hash(paths) {
      #expect(result.image?.quality == 0)
      #expect(result.image?.isMatchable == false)
    }
  }

  @Test("says why each file cannot be hashed, and goes on")
  func saysWhy() throws {
    let scratch = try Scratch()
    let jpeg = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path("lantern.jpg"))))
    let png = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path("lantern.png"))))
    var broken = png
    broken[60] ^= 0x55
    let cases: [(String, MediaRejection.Reason)] = [
      (scratch.path + "/none", .notFound), (scratch.path, .notAFile), ("", .notFound),
      (try scratch.write([], "empty"), .empty),
      (try scratch.write("an iron lantern parade".utf8, "text"), .unknownFormat),
      (try scratch.write(jpeg.prefix(2000), "cut.jpg"), .truncated),
      (try scratch.write(png.prefix(400), "cut.png"), .truncated),
      (try scratch.write(broken, "broken.png"), .corrupt),
      (Fixture.path("lantern.jpg"), .empty),
    ]
    let results = try MediaHasher().hash(cases.map(\.0))
    for (result, expected) in zip(results, cases).dropLast() {
      #expect(result.reason == expected.1, "\(expected.0)")
    }
    #expect(results.last?.image != nil)
  }

  @Test("refuses what claims to be huge, unread")
  func refusesHuge() throws {
    let scratch = try Scratch()
    var png = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path("lantern.png"))))
    // Width and height in the header, which has a checksum of its own.
    png.replaceSubrange(16..<24, with: [0, 1, 0x11, 0x70, 0, 1, 0x11, 0x70])
    png.replaceSubrange(29..<33, with: CRC32.of(png[12..<29]))
    var bmp = Pixels.invented(16, 16, seed: 1).bmp
    bmp.replaceSubrange(18..<26, with: [0, 0, 1, 0, 0, 0, 1, 0])
    let results = try MediaHasher().hash([
      try scratch.write(png, "bomb.png"), try scratch.write(bmp, "bomb.bmp"),
    ])
    // The one library says so, the other only that it will not.
    #expect(results.map(\.reason) == [.tooManyPixels, .corrupt])
    var options = MediaOptions()
    options.limits.pixels = 1000
    options.limits.imageBytes = 5000
    let small = try MediaHasher(options).hash([
      Fixture.path("lantern.jpg"), Fixture.path("lantern.webp"), Fixture.path("lantern.mp4"),
      Fixture.path("inks.jpg"),
    ])
    #expect(
      small.map(\.reason) == [.tooManyPixels, .tooManyPixels, .tooManyPixels, .tooManyBytes])
  }

  @Test("counts a decoder that takes too much memory, and goes on with the next file")
  func countsMemory() throws {
    let scratch = try Scratch()
    // 6000 × 4000 pixels decode to 72 MB at once in this format.
    var options = MediaOptions()
    options.limits.memoryBytes = 24 << 20
    let (width, height) = (6000, 4000)
    var large = Pixels.plain(4, 4, [1, 2, 3]).bmp
    large.replaceSubrange(18..<22, with: (0..<4).map { UInt8(width >> (8 * $0) & 255) })
    large.replaceSubrange(22..<26, with: (0..<4).map { UInt8(height >> (8 * $0) & 255) })
    let results = try MediaHasher(options).hash([
      try scratch.write(large, "large.bmp"), Fixture.path("lantern.png"),
    ])
    #expect(
      results[0].reason.map { [.outOfMemory, .decoderCrashed, .corrupt].contains($0) } == true)
    #expect(results[1].image != nil)
  }

  @Test("gives the same whatever the number of workers")
  func ignoresWorkers() throws {
    let paths = Fixture.pictures.map { Fixture.path($0.name) } + [Fixture.path("none")]
    var options = MediaOptions()
    let expected = try MediaHasher(options).hash(paths)
    for workers in [1, 5] {
      options.workers = workers
      #expect(try MediaHasher(options).hash(paths) == expected)
    }
  }

  @Test("says that the program that decodes is missing")
  func saysMissing() {
    let error = #expect(throws: MediaError.self) {
      try MediaHasher(program: "no-such-program").hash([Fixture.path("lantern.png")])
    }
    #expect(error?.code == .workerMissing)
  }

  @Test(
    "gives the published pictures the expected hashes to the bit",
    .enabled(if: SharedMedia.isPresent, SharedMedia.absence))
  func hashesPublished() throws {
    // Large ones take long without optimisation; script/bench-media has them all.
    let expected = try SharedMedia.expected().filter { $0.pixels <= 512 * 512 }
    #expect(expected.count >= 12)
    let results = try MediaHasher().hash(expected.map { SharedMedia.path($0.path) })
    for (result, expected) in zip(results, expected) {
      #expect(result.image?.hash == expected.hash, "\(expected.path)")
      #expect(result.image?.quality == expected.quality, "\(expected.path)")
    }
  }
}
