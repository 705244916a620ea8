/// The words of a form, as numbers that can be compared fast.
///
/// A token is a word between spaces, or one letter of a script without spaces. Its weight is its
/// letters, so that long words, which say more, count for more. Only the first ``limit`` tokens of
/// a form are kept: what stands further back in a very long text is not compared.
///
/// Has memory of its own that it uses again for the next form; one a thread.
final class TokenList {
  /// Tokens kept of a form.
  static let limit = 1024
  /// Words that are cut to this many letters when letters are compared.
  static let longestWord = 48

  struct Token {
    var hash: UInt64
    /// A bit for each letter that the word holds; near words differ in few bits.
    var letters: UInt64
    var start: Int32
    var end: Int32
    var weight: Int32
    /// The weight of a word that may have typing errors; 0 for others.
    var nearWeight: Int32
    var isLetter: Bool
  }

  private(set) var count = 0
  /// The weights of all tokens.
  private(set) var weight: Int32 = 0
  let tokens: UnsafeMutablePointer<Token>
  private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  init() { tokens = .allocate(capacity: Self.limit) }

  deinit { tokens.deallocate() }

  /// Takes a form apart. Its bytes must stay where they are as long as the list is used.
  func load(_ form: UnsafeRawBufferPointer) {
    bytes = form.bindMemory(to: UInt8.self)
    count = 0
    weight = 0
    var i = 0
    while i < bytes.count, count < Self.limit {
      if bytes[i] == UInt8(ascii: " ") {
        i += 1
        continue
      }
      i = readToken(at: i)
    }
  }

  @inline(__always)
  private func readToken(at start: Int) -> Int {
    var token = Token(
      hash: 0xcbf2_9ce4_8422_2325, letters: 0, start: Int32(start), end: 0, weight: 0,
      nearWeight: 0, isLetter: false)
    var hasDigit = false
    var i = start
    while i < bytes.count, bytes[i] != UInt8(ascii: " ") {
      let (scalar, length) = UTF8Scalars.decode(bytes, at: i)
      if UTF8Scalars.isUnspaced(scalar) {
        if i > start { break }
        token.isLetter = true
      }
      token.hash = (token.hash ^ UInt64(scalar)) &* 0x100_0000_01b3
      token.letters |= 1 << UInt64((scalar ^ scalar >> 6) & 63)
      token.weight += 1
      if scalar &- 0x30 < 10 { hasDigit = true }
      i += length
      if token.isLetter { break }
    }
    token.end = Int32(min(i, bytes.count))
    token.hash = (token.hash ^ token.hash >> 32) &* 0xd6e8_feb8_6659_fd93
    if token.weight >= 3 && !token.isLetter && !hasDigit { token.nearWeight = token.weight }
    tokens[count] = token
    count += 1
    weight += token.weight
    return i
  }

  /// Whether the form is long enough for two people not to write it by chance: five words, or 12
  /// letters where there are no spaces.
  var isTelling: Bool {
    guard count >= 5 else { return false }
    if count >= 12 { return true }
    var words = 0
    for index in 0..<count where !tokens[index].isLetter { words += 1 }
    return words >= 5
  }

  /// The names of what candidates are found by, each once: two words that follow each other, four
  /// letters where there are no spaces.
  func features(into names: inout [UInt32]) {
    names.removeAll(keepingCapacity: true)
    guard count >= 2 else { return }
    for index in 0..<(count - 1) {
      var hash = tokens[index].hash &* 0x9E37_79B9_7F4A_7C15 ^ tokens[index + 1].hash
      if tokens[index].isLetter && tokens[index + 1].isLetter {
        guard index + 3 < count, tokens[index + 2].isLetter, tokens[index + 3].isLetter
        else { continue }
        hash = hash &* 0x9E37_79B9_7F4A_7C15 ^ tokens[index + 2].hash
        hash = hash &* 0x9E37_79B9_7F4A_7C15 ^ tokens[index + 3].hash
      }
      hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
      names.append(UInt32(truncatingIfNeeded: hash >> 32))
    }
    names.sort()
    var kept = 0
    for name in names where kept == 0 || names[kept - 1] != name {
      names[kept] = name
      kept += 1
    }
    names.removeLast(names.count - kept)
  }
}
