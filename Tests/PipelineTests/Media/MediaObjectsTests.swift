import Foundation
import Media
import SocialModel
import Testing

@testable import Pipeline

@Suite("Pictures and videos become objects")
struct MediaObjectsTests {
  private func post(
    _ id: String, _ account: String, _ media: [Media], repostOf: String? = nil
  ) -> Post {
    Post(
      platform: .x, id: id, account: Account(id: account), time: Timestamp(seconds: 5),
      repostOf: repostOf, media: media)
  }

  private func build(_ posts: [Post]) -> StreamData {
    let builder = StreamBuilder(layers: [.image, .video])
    builder.add(posts)
    return builder.finish()
  }

  /// The labels of the layer's objects that each post carries.
  private func labels(_ data: StreamData, _ layer: Layer) -> [Int32: [String]] {
    guard let table = data.columns.tables[layer] else { return [:] }
    var found: [Int32: [String]] = [:]
    for (position, action) in table.actions.enumerated() {
      found[table.contents[position], default: []].append(data.label(layer, action.object))
    }
    return found.mapValues { $0.sorted() }
  }

  private func hash(_ seed: UInt64, changed bits: Int = 0) -> String {
    var numbers = SeededNumbers(seed: seed)
    var words = (0..<4).map { _ in numbers.next() }
    for bit in 0..<bits { words[bit % 4] ^= 1 << UInt64(bit * 7 % 64) }
    return PDQHash(words[0], words[1], words[2], words[3]).description
  }

  @Test("listed hashes within 31 bits are one object, others are not")
  func listedHashes() {
    let media = [hash(1), hash(1, changed: 20), hash(2)].map { Media(kind: .image, pdq: $0) }
    let data = build(media.enumerated().map { post("\($0)", "a\($0)", [$1]) })
    let labels = labels(data, .image)
    #expect(labels[0] == labels[1] && labels[0] != labels[2])
    #expect(labels[0]?.first?.hasPrefix("pdq:") == true)
    #expect(data.columns.tables[.image]?.objectCount == 2)
  }

  @Test("equal bytes are one object, and take what another post knows of them")
  func equalBytes() {
    let (a, b) = (String(repeating: "a", count: 64), String(repeating: "b", count: 64))
    let data = build([
      post("1", "a", [Media(kind: .image, sha256: a)]),
      post("2", "b", [Media(kind: .image, sha256: a.uppercased(), pdq: hash(3))]),
      post("3", "c", [Media(kind: .image, sha256: b)]),
      post("4", "d", [Media(kind: .image, sha256: b), Media(kind: .other, sha256: a)]),
      post("5", "e", [Media(kind: .image, url: "https://p.example/1.jpg")]),
    ])
    let labels = labels(data, .image)
    #expect(labels[0] == labels[1] && labels[0] == ["pdq:" + hash(3)])
    #expect(labels[2] == labels[3] && labels[2] == ["sha256:" + b])
    #expect(labels[4] == nil)
  }

  @Test("a post carries a picture once, several pictures each, and as a repost none")
  func onceAPost() {
    let pictures = [hash(4), hash(4, changed: 9), hash(5)].map { Media(kind: .image, pdq: $0) }
    let data = build([
      post("1", "a", pictures), post("2", "b", [pictures[0]]),
      post("3", "c", pictures, repostOf: "1"),
    ])
    #expect(labels(data, .image).mapValues(\.count) == [0: 2, 1: 1])
  }

  @Test("hashes of pictures with nothing in them are no object")
  func nothing() {
    let empty = String(repeating: "0", count: 64)
    let data = build([
      post("1", "a", [Media(kind: .image, pdq: empty)]),
      post("2", "b", [Media(kind: .image, sha256: String(repeating: "c", count: 64), pdq: empty)]),
      post("3", "c", [Media(kind: .video, pdq: String(repeating: "f", count: 64))]),
      post("4", "d", [Media(kind: .image, sha256: String(repeating: "c", count: 64))]),
    ])
    #expect(data.columns.tables.isEmpty)
  }

  @Test("a video's listed hash is its only frame, in a layer of its own")
  func videos() {
    let data = build([
      post("1", "a", [Media(kind: .video, pdq: hash(6))]),
      post("2", "b", [Media(kind: .video, pdq: hash(6, changed: 12))]),
      post("3", "c", [Media(kind: .image, pdq: hash(6))]),
    ])
    let videos = labels(data, .video)
    #expect(videos[0] == videos[1] && videos[0]?.first?.hasPrefix("pdq:") == true)
    #expect(labels(data, .image).keys.sorted() == [2])
  }

  @Test("ready-made objects of these layers keep their ids")
  func readyMade() {
    var first = post("1", "a", [])
    first.listedObjects = [ListedObject(layer: .image, id: "poster-7")]
    var second = post("2", "b", [])
    second.listedObjects = first.listedObjects
    #expect(labels(build([first, second]), .image) == [0: ["poster-7"], 1: ["poster-7"]])
  }

  @Test("the order of posts changes no label")
  func ignoresOrder() {
    var numbers = SeededNumbers(seed: 9)
    var posts = (0..<120).map { index in
      let bits = Int.random(in: 0..<18, using: &numbers)
      return post(
        "\(index)", "a\(index)",
        [Media(kind: .image, pdq: hash(UInt64(20 + index % 6), changed: bits))])
    }
    func byID(_ posts: [Post]) -> [String: [String]] {
      let found = labels(build(posts), .image)
      return Dictionary(
        uniqueKeysWithValues: posts.enumerated().map { ($1.id, found[Int32($0)] ?? []) })
    }
    let expected = byID(posts)
    for _ in 0..<3 {
      posts.shuffle(using: &numbers)
      #expect(byID(posts) == expected)
    }
  }

  @Test("files of one picture are one object in every format, turned and mirrored too, and videos")
  func files() throws {
    let bench = try Workbench()
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("MediaTests/Fixtures").path
    let pixels = PictureStream.pixels(3)
    var mirrored: [UInt8] = []
    for row in 0..<96 {
      for column in (0..<128).reversed() {
        let place = 3 * (row * 128 + column)
        mirrored += pixels[place..<place + 3]
      }
    }
    _ = try bench.write(PictureFile.png(pixels, width: 128, height: 96), "a.png")
    _ = try bench.write(
      PictureFile.jpeg(mirrored, width: 128, height: 96, quality: 80), "mirrored.jpg")
    _ = try bench.write(PictureStream.black(), "black.png")
    let names: [(String, String)] = [
      (fixtures, "lantern.jpg"), (fixtures, "lantern.heic"), (fixtures, "lantern.gif"),
      (fixtures, "lantern.mp4"), (fixtures, "lantern.webm"), (bench.folder, "a.png"),
      (bench.folder, "mirrored.jpg"), (bench.folder, "black.png"),
    ]
    // What the file is counts, and not what the input says.
    let items = names.map {
      MediaItem(layer: .video, folder: $0.0, path: $0.1, sha256: "", pdq: nil, listed: "")
    }
    let findings = try MediaReading(source: MediaSource(), threads: 2, observer: { _ in })
      .read(items)
    #expect(findings.files.count == names.count && findings.rejections.isEmpty)
    let objects = MediaObjects(items, findings)
    let found: [String?] = objects.ofItem.map { $0.map { "\($0.layer.name) \($0.object)" } }
    #expect(found[0] != nil && found[0] == found[1] && found[0] == found[2])
    #expect(found[3] != nil && found[3] == found[4])
    #expect(found[5] != nil && found[5] == found[6] && found[5] != found[0])
    #expect(found[7] == nil)
    #expect(objects.objects[.image]?.count == 2 && objects.objects[.video]?.count == 1)
    #expect(objects.objects[.video]?.first?.label.hasPrefix("sha256:") == true)
  }
}
