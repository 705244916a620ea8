/// Whether two words are the same but for typing errors.
enum NearWords {
  /// Words that both have up to three letters must be equal; up to seven, one letter may be missing, surplus,
  /// wrong or exchanged with its neighbour; longer ones, two. Words with digits must be equal:
  /// another number is another statement.
  @inline(__always)
  static func mayBeNear(_ a: TokenList.Token, _ b: TokenList.Token) -> Bool {
    let shorter = min(a.nearWeight, b.nearWeight)
    if shorter == 0 || max(a.weight, b.weight) < 4 { return false }
    let allowed: Int32 = shorter < 8 ? 1 : 2
    return abs(a.weight - b.weight) <= allowed
      && (a.letters ^ b.letters).nonzeroBitCount <= 2 * Int(allowed)
  }

  /// The same, letter by letter.
  static func areNear(
    _ a: TokenList.Token, in first: UnsafeBufferPointer<UInt8>,
    _ b: TokenList.Token, in second: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard mayBeNear(a, b) else { return false }
    let allowed = min(a.weight, b.weight) < 8 ? 1 : 2
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * TokenList.longestWord) {
      let lengthA = letters(
        a, first, into: UnsafeMutableBufferPointer(rebasing: $0[..<TokenList.longestWord]))
      let lengthB = letters(
        b, second, into: UnsafeMutableBufferPointer(rebasing: $0[TokenList.longestWord...]))
      return distance(
        UnsafeBufferPointer(rebasing: UnsafeBufferPointer($0)[..<lengthA]),
        UnsafeBufferPointer(
          rebasing: UnsafeBufferPointer($0)[
            TokenList.longestWord..<(TokenList.longestWord + lengthB)]),
        atMost: allowed) <= allowed
    }
  }

  private static func letters(
    _ token: TokenList.Token, _ bytes: UnsafeBufferPointer<UInt8>,
    into buffer: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var count = 0
    var i = Int(token.start)
    while i < Int(token.end), count < buffer.count {
      let (scalar, length) = UTF8Scalars.decode(bytes, at: i)
      buffer[count] = scalar
      count += 1
      i += length
    }
    return count
  }

  /// Letters to insert, drop, replace or exchange with a neighbour; `atMost + 1` stands for more.
  ///
  /// Source: the restricted Damerau-Levenshtein distance, by recursion over the first difference,
  /// which for at most two edits is cheaper than a table.
  static func distance(
    _ a: UnsafeBufferPointer<UInt32>, _ b: UnsafeBufferPointer<UInt32>, atMost limit: Int
  ) -> Int {
    var i = 0
    while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
    let restA = UnsafeBufferPointer(rebasing: a[i...])
    let restB = UnsafeBufferPointer(rebasing: b[i...])
    if restA.isEmpty || restB.isEmpty { return min(restA.count + restB.count, limit + 1) }
    if limit == 0 { return 1 }
    func after(_ dropA: Int, _ dropB: Int) -> Int {
      1
        + distance(
          UnsafeBufferPointer(rebasing: restA[dropA...]),
          UnsafeBufferPointer(rebasing: restB[dropB...]), atMost: limit - 1)
    }
    var best = min(after(1, 1), after(1, 0), after(0, 1))
    if restA.count > 1, restB.count > 1, restA[0] == restB[1], restA[1] == restB[0] {
      best = min(best, after(2, 2))
    }
    return min(best, limit + 1)
  }
}
