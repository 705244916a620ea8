import CUnicode
import Signals

/// What a piece of a post's text is.
public enum PieceKind: String, Hashable, Sendable, CaseIterable {
  case mention, tag, link, emoji, word
}

/// A post's text in pieces, as it was posted, each with its folded form.
///
/// Signs between the pieces belong to none. At most ``limit`` pieces are told apart.
struct TextPieces {
  /// Pieces of a text.
  static let limit = TokenList.limit

  struct Piece {
    var kind: PieceKind
    /// Bytes of the text.
    var range: Range<Int>
  }

  let bytes: [UInt8]
  private(set) var pieces: [Piece] = []
  /// The pieces' folded forms, joined by spaces, and where each begins.
  private(set) var form: [UInt8] = []
  private var starts: [Int] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    var scanner = EntityScanner()
    var folding = TextFolding()
    bytes.withUnsafeBufferPointer { utf8 in
      scanner.scan(utf8)
      var entities: [Piece] =
        scanner.mentions.map { Piece(kind: .mention, range: $0) }
        + scanner.hashtags.map { Piece(kind: .tag, range: $0) }
        + (scanner.urls + scanner.brokenURLs).map { Piece(kind: .link, range: $0) }
      entities.sort { $0.range.lowerBound < $1.range.lowerBound }
      var found: [Piece] = []
      var start = 0
      for entity in entities {
        Self.split(utf8, start..<entity.range.lowerBound, into: &found)
        found.append(entity)
        start = entity.range.upperBound
      }
      Self.split(utf8, start..<utf8.count, into: &found)
      for piece in found where pieces.count < Self.limit { add(piece, utf8, &folding) }
    }
  }

  /// The piece as it was posted.
  func text(_ piece: Int) -> String { String(decoding: bytes[pieces[piece].range], as: UTF8.self) }

  /// From a piece to another as it was posted, with the signs between them and blanks as one space.
  func text(_ range: ClosedRange<Int>) -> String {
    let stretch =
      pieces[range.lowerBound].range.lowerBound..<pieces[range.upperBound].range.upperBound
    return String(decoding: bytes[stretch], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The piece that holds a byte of the form.
  func piece(at offset: Int) -> Int {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private mutating func add(
    _ piece: Piece, _ utf8: UnsafeBufferPointer<UInt8>, _ folding: inout TextFolding
  ) {
    let raw = UnsafeBufferPointer(rebasing: utf8[piece.range])
    var key: [UInt8] = []
    switch piece.kind {
    case .link, .emoji: key = Array(raw)
    case .mention: key = raw.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    case .tag, .word:
      var word = Array(raw)
      LookAlikes.restore(&word)
      var bare: [UInt8] = []
      word.withUnsafeBufferPointer { BaseLetters.append($0, to: &bare) }
      key = bare.withUnsafeBufferPointer { folding.withNormalForm($0) { form, _ in Array(form) } }
      if piece.kind == .tag { key.insert(UInt8(ascii: "#"), at: 0) }
    }
    guard !key.isEmpty else { return }
    for index in key.indices where key[index] == UInt8(ascii: " ") {
      key[index] = UInt8(ascii: "_")
    }
    if !form.isEmpty { form.append(UInt8(ascii: " ")) }
    starts.append(form.count)
    form.append(contentsOf: key)
    pieces.append(piece)
  }

  /// Words and emoji of a stretch without entities.
  private static func split(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into pieces: inout [Piece]
  ) {
    var i = range.lowerBound
    while i < range.upperBound, pieces.count < limit {
      let (scalar, length) = UTF8Scalars.decode(text, at: i)
      if cun_is_word(scalar) != 0 {
        let end = wordEnd(text, i + length, range.upperBound, UTF8Scalars.isUnspaced(scalar))
        pieces.append(Piece(kind: .word, range: i..<end))
        i = end
      } else if isEmoji(scalar) {
        let end = emojiEnd(text, i + length, range.upperBound)
        pieces.append(Piece(kind: .emoji, range: i..<end))
        i = end
      } else {
        i += length
      }
    }
  }

  private static func wordEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ isUnspaced: Bool
  ) -> Int {
    var i = start
    while i < end {
      let (scalar, length) = UTF8Scalars.decode(text, at: i)
      let isInside = cun_is_word(scalar) != 0 || isIgnorable(scalar)
      guard isInside, !isUnspaced || isIgnorable(scalar), !UTF8Scalars.isUnspaced(scalar)
      else { break }
      i += length
    }
    return min(i, end)
  }

  private static func emojiEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    var i = start
    while i < end {
      let (scalar, length) = UTF8Scalars.decode(text, at: i)
      guard isEmoji(scalar) || scalar == 0x200D || scalar == 0xFE0F else { break }
      i += length
    }
    return min(i, end)
  }

  /// Signs that are not seen: zero-width ones, soft hyphens, marks of direction.
  private static func isIgnorable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFE00...0xFE0F:
      true
    default: false
    }
  }

  private static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2600...0x27BF, 0x1F000...0x1FAFF, 0x2190...0x21FF, 0x2B00...0x2BFF, 0x2300...0x23FF,
      0xE0020...0xE007F:
      true
    default: false
    }
  }
}
