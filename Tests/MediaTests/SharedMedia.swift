import Foundation
import Media
import Testing

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The public vectors of PDQ and vPDQ, which lie beside the package where they were fetched.
enum SharedMedia {
  static let folder = packageRoot.appendingPathComponent("../shared/data/media").path
  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }
  static let absence: Comment = "../shared/data/media is not there"

  static func path(_ name: String) -> String { folder + "/" + name }

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// The rows of pdq_expected.csv whose pictures are there.
  static func expected() throws -> [Expected] {
    try text("pdq_expected.csv").split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard FileManager.default.fileExists(atPath: path(fields[0])) else { return nil }
      return Expected(
        path: fields[0], pixels: Int(fields[1])! * Int(fields[2])!,
        hash: try #require(PDQHash(fields[3])), quality: Int(fields[4])!,
        upstream: PDQHash(fields[5]))
    }
  }

  struct Expected {
    var path: String
    var pixels: Int
    var hash: PDQHash
    var quality: Int
    var upstream: PDQHash?
  }
}

/// A folder of its own for a test, gone afterwards.
final class Scratch {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-media-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ bytes: some Sequence<UInt8>, _ name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }
}

/// SplitMix64, for tests that print their seed.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension PDQHash {
  /// A hash of random bits.
  static func random(_ generator: inout Seeded) -> PDQHash {
    PDQHash(generator.next(), generator.next(), generator.next(), generator.next())
  }

  /// The hash with that many of its bits changed.
  func changed(_ bits: Int, _ generator: inout Seeded) -> PDQHash {
    var values = [words.0, words.1, words.2, words.3]
    var places = Set<Int>()
    while places.count < bits { places.insert(Int.random(in: 0..<256, using: &generator)) }
    for place in places { values[place >> 6] ^= 1 << UInt64(place & 63) }
    return PDQHash(values[0], values[1], values[2], values[3])
  }
}
