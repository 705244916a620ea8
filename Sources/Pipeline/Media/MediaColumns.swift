import Media
import SocialModel

/// The pictures and videos of a stream's posts, while it is read.
///
/// Each distinct one is kept once, as bytes; a post that carries one costs 8 bytes more.
struct MediaColumns {
  /// The posts, and the item that each carries.
  private(set) var posts: [Int32] = []
  private(set) var items: [Int32] = []
  /// The first post that carries each item.
  private(set) var firstPosts: [Int32] = []
  private let interner = ByteInterner()
  private let folders: [String]
  private let folderOfInput: [Int32]
  private var key: [UInt8] = []

  /// - Parameter folders: for each input the folder of its files; empty: no file is read.
  init(folders: [String] = []) {
    self.folders = Array(Set(folders)).sorted()
    let places = Dictionary(
      uniqueKeysWithValues: self.folders.enumerated().map { ($1, Int32($0)) })
    folderOfInput = folders.map { places[$0] ?? 0 }
  }

  /// Adds what a post carries.
  mutating func add(_ media: Media, input: Int32, post: Int32) {
    guard let layer = media.kind.layer else { return }
    let reads = Int(input) < folderOfInput.count
    let path = reads ? media.path ?? "" : ""
    add(
      layer: layer, folder: path.isEmpty ? -1 : folderOfInput[Int(input)],
      texts: [media.sha256?.lowercased() ?? "", media.pdq ?? "", path, ""], post: post)
  }

  /// Adds an object that the input itself lists ready-made.
  mutating func add(listed: UnsafeBufferPointer<UInt8>, layer: Layer, post: Int32) {
    add(
      layer: layer, folder: -1, texts: ["", "", "", String(decoding: listed, as: UTF8.self)],
      post: post)
  }

  private mutating func add(layer: Layer, folder: Int32, texts: [String], post: Int32) {
    guard texts.contains(where: { !$0.isEmpty }) else { return }
    key.removeAll(keepingCapacity: true)
    key.append(layer.rawValue)
    append(UInt32(bitPattern: folder))
    for text in texts {
      append(UInt32(text.utf8.count))
      key.append(contentsOf: text.utf8)
    }
    let item = key.withUnsafeBytes { interner.intern($0) }
    if Int(item) == firstPosts.count { firstPosts.append(post) }
    posts.append(post)
    items.append(item)
  }

  private mutating func append(_ number: UInt32) {
    for shift in 0..<4 { key.append(UInt8(truncatingIfNeeded: number >> UInt32(8 * shift))) }
  }

  /// The distinct items, in the order in which they first came.
  func distinct() -> [MediaItem] {
    (0..<Int32(interner.count)).map { item in
      let bytes = interner.bytes(item)
      var next = 1
      func number() -> UInt32 {
        defer { next += 4 }
        return (0..<4).reduce(0) { $0 | UInt32(bytes[next + $1]) << UInt32(8 * $1) }
      }
      let folder = Int32(bitPattern: number())
      let texts = (0..<4).map { _ in
        let length = Int(number())
        defer { next += length }
        return String(decoding: bytes[next..<next + length], as: UTF8.self)
      }
      return MediaItem(
        layer: Layer(rawValue: bytes[0]) ?? .image,
        folder: folder < 0 ? nil : folders[Int(folder)], path: texts[2], sha256: texts[0],
        pdq: PDQHash(texts[1]), listed: texts[3])
    }
  }
}

/// What posts say of a picture or a video.
struct MediaItem: Sendable, Hashable {
  /// The layer that the input puts it into.
  var layer: Layer
  /// The folder that its path is relative to; nil where it has none.
  var folder: String?
  /// Its file's name there.
  var path: String
  /// SHA-256 of its bytes as the input lists it, or empty.
  var sha256: String
  /// Its PDQ hash as the input lists it.
  var pdq: PDQHash?
  /// Its id where the input lists it ready-made, or empty.
  var listed: String
}

extension Media.Kind {
  /// The layer of what two posts of such a file share.
  fileprivate var layer: Layer? {
    switch self {
    case .image: .image
    case .video: .video
    case .other: nil
    }
  }
}
