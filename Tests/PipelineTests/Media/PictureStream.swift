import Foundation
import Media
import SocialModel

/// Invented posts with pictures, and the pictures.
enum PictureStream {
  /// A post that carries files or hashes.
  struct Entry {
    var id: String
    var account: String
    var time: Int64
    var text = "on the quay tonight"
    var media: [[String: String]]
    var repostOf: String?
    var platform = "x"

    var line: String {
      var fields: [String: Any] = [
        "platform": platform, "id": id, "account": ["id": account],
        "time": Timestamp(milliseconds: time).description, "text": text, "media": media,
      ]
      fields["repost_of"] = repostOf
      guard let data = try? JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
      else { preconditionFailure("texts and lists are valid JSON") }
      return String(decoding: data, as: UTF8.self)
    }
  }

  static let start: Int64 = 1_700_000_000_000
  static let pushers = 12
  static let pictures = 9

  /// Fields of random brightness in a soft light, which differ with the seed.
  static func pixels(_ seed: UInt64, brightness: Double = 1) -> [UInt8] {
    var numbers = SeededNumbers(seed: seed)
    let fields = (0..<48).map { _ in Double.random(in: 20...200, using: &numbers) }
    var bytes: [UInt8] = []
    for y in 0..<96 {
      for x in 0..<128 {
        let light = fields[y / 16 * 8 + x / 16] + Double(x + y) / 5
        bytes += [UInt8](repeating: UInt8(light * brightness), count: 3)
      }
    }
    return bytes
  }

  /// One of five files of a picture: a PNG, three JPEGs, a darker one.
  static func file(_ seed: UInt64, variant: Int) -> [UInt8] {
    let pixels = pixels(seed, brightness: variant == 4 ? 0.8 : 1)
    return variant == 0
      ? PictureFile.png(pixels, width: 128, height: 96)
      : PictureFile.jpeg(pixels, width: 128, height: 96, quality: [0, 90, 60, 35, 75][variant])
  }

  static func black() -> [UInt8] {
    PictureFile.png([UInt8](repeating: 0, count: 3 * 64 * 64), width: 64, height: 64)
  }

  /// Writes `img/pushed-P-V.jpg`, `img/own-N.jpg` and `img/black.png` beside the input.
  static func writeFiles(_ bench: Workbench) throws {
    try FileManager.default.createDirectory(
      atPath: bench.folder + "/img", withIntermediateDirectories: true)
    for picture in 0..<pictures {
      for variant in 0..<5 {
        _ = try bench.write(
          file(UInt64(100 + picture), variant: variant), "img/pushed-\(picture)-\(variant).jpg")
      }
    }
    for number in 0..<30 {
      _ = try bench.write(file(UInt64(500 + number), variant: 2), "img/own-\(number).jpg")
    }
    _ = try bench.write(black(), "img/black.png")
  }

  /// 200 posts: 12 accounts push variants of nine pictures, eleven at a time within a minute, with words
  /// of their own, and post a few ordinary ones; 60 ordinary accounts post theirs over the evening, and black squares.
  static func posts(seed: UInt64 = 5) -> [Entry] {
    var numbers = SeededNumbers(seed: seed)
    var entries: [Entry] = []
    func add(_ account: String, _ time: Int64, _ name: String) {
      entries.append(
        Entry(
          id: "\(1000 + entries.count)", account: account, time: start + time,
          text: "evening number \(entries.count * 7919 % 1009)",
          media: [["type": "image", "path": "img/" + name]]))
    }
    for picture in 0..<pictures {
      for account in 0..<pushers where account != picture {
        let variant = Int.random(in: 0..<5, using: &numbers)
        add(
          "p\(account)",
          Int64(picture) * 1_900_000 + 400_000 + Int64.random(in: 0..<50_000, using: &numbers),
          "pushed-\(picture)-\(variant).jpg")
      }
    }
    while entries.count < 200 {
      // Who pushes has a life besides.
      let isPusher = entries.count % 3 == 0
      let number = Int.random(in: 0..<(isPusher ? pushers : 60), using: &numbers)
      let account = (isPusher ? "p" : "c") + "\(number)"
      let isBlack = !isPusher && entries.count % 4 == 0
      // Black squares come in bursts of a minute.
      let time =
        isBlack
        ? Int64(entries.count % 6) * 2_800_000 + Int64.random(in: 0..<60_000, using: &numbers)
        : Int64.random(in: 0..<18_000_000, using: &numbers)
      let own = Int.random(in: 0..<30, using: &numbers)
      add(account, time, isBlack ? "black.png" : "own-\(own).jpg")
    }
    return entries
  }
}
