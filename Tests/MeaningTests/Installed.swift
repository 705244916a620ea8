import Foundation
import Meaning
import Testing

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The encoder that the set-up installed, where it did.
enum Installed {
  static let absence: Comment =
    "the encoder is not installed: run script/install-encoder (docs/meaning.md)"

  static let folder = EncoderFolder.named(by: ProcessInfo.processInfo.environment)

  static var isPresent: Bool {
    folder.map { FileManager.default.fileExists(atPath: $0 + "/weights.bin") } ?? false
  }

  /// Read once, since its bytes are digested whenever it is.
  private static let loaded = Result { try SentenceEncoder.load(folder: #require(folder)) }

  static func encoder() throws -> SentenceEncoder { try loaded.get() }
}

/// What the invented sayings say in one language each.
struct Sayings {
  static let languages = ["fr", "en", "ar", "ru", "de"]
  let texts: [[String]]

  init() throws {
    let path = packageRoot.appendingPathComponent("Tests/MeaningTests/Fixtures/translations.json")
    let all = try JSONDecoder().decode([[String: String]].self, from: Data(contentsOf: path))
    texts = try all.map { saying in try Self.languages.map { try #require(saying[$0]) } }
  }
}

/// Numbers that look random and are the same whenever the seed is.
struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In -1...1.
  mutating func number() -> Float { Float(Int64(next() >> 40) - (1 << 23)) / Float(1 << 23) }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
