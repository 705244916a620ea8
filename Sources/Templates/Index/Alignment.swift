/// Finds the heaviest words in common, in the same order, of two forms.
///
/// Words are in common when they are equal or near (``NearWords``); the last word of the text may
/// be the beginning of one of the template's, as where a platform cuts. The weight of a pair is the
/// smaller of the two words'. This is a weighted longest common subsequence; ends that are equal
/// anyway are matched first.
///
/// - Complexity: O(tokens * tokens) time and memory, at most 1024 each. One a thread.
final class Alignment {
  /// What two forms have in common.
  struct Result {
    /// Weight of the words in common as the text has them, and of all its words.
    var textMatched: Int32 = 0
    var textWeight: Int32 = 0
    /// Weight of the words in common as the template has them, and of all its words.
    var templateMatched: Int32 = 0
    var templateWeight: Int32 = 0
    /// Weight of the template's words behind the last one in common.
    var templateTail: Int32 = 0

    /// The share of the text that is the template's.
    var textShare: Double { share(textMatched, textWeight) }
    /// The share of the template that the text has.
    var templateShare: Double { share(templateMatched, templateWeight) }
    /// Twice what is in common by the sum of both: 1 for equal forms.
    var both: Double { share(textMatched + templateMatched, textWeight + templateWeight) }

    private func share(_ part: Int32, _ whole: Int32) -> Double {
      whole == 0 ? 0 : Double(part) / Double(whole)
    }
  }

  private var table: UnsafeMutablePointer<Int32>
  private var capacity = 0
  private var hashes: [UInt64] = []
  /// Pairs of positions, text and template, of the words in common, ascending after `align`.
  private(set) var pairs: [(text: Int32, template: Int32)] = []

  init() {
    capacity = 64 * 64
    table = .allocate(capacity: capacity)
  }

  deinit { table.deallocate() }

  /// Aligns a text with a template; nil when less than `least` of the lighter one is in common.
  func align(_ text: TokenList, _ template: TokenList, least: Double) -> Result? {
    let limit = min(text.count, template.count)
    let a = text.tokens
    let b = template.tokens
    var head = 0
    while head < limit, a[head].hash == b[head].hash { head += 1 }
    var tail = 0
    while tail < limit - head,
      a[text.count - 1 - tail].hash == b[template.count - 1 - tail].hash
    { tail += 1 }
    let rows = text.count - head - tail
    let columns = template.count - head - tail
    if least > 0, rows * columns > Self.largeTable,
      Double(wordsInCommon(text, template)) < least * 0.6
        * Double(min(text.weight, template.weight))
    {
      return nil
    }
    let middle = rows > 0 && columns > 0 ? fill(text, template, head, rows, columns) : 0
    var ends: Int32 = 0
    for index in 0..<head { ends += a[index].weight }
    for index in 0..<tail { ends += a[text.count - 1 - index].weight }
    let lighter = Double(min(text.weight, template.weight))
    guard Double(middle + ends) >= least * lighter else { return nil }
    pairs.removeAll(keepingCapacity: true)
    for index in 0..<head { pairs.append((Int32(index), Int32(index))) }
    if middle > 0 { trace(text, template, head, rows, columns) }
    for index in 0..<tail {
      pairs.append((Int32(text.count - tail + index), Int32(template.count - tail + index)))
    }
    return summary(text, template)
  }

  /// Cells from which it pays to look first whether long texts have enough equal words at all, in
  /// whatever order: six tenths of what must be in common, since typing errors are not that many.
  private static let largeTable = 4096

  /// The weight of the template's words that are words of the text too.
  private func wordsInCommon(_ text: TokenList, _ template: TokenList) -> Int32 {
    hashes.removeAll(keepingCapacity: true)
    for index in 0..<text.count { hashes.append(text.tokens[index].hash) }
    hashes.sort()
    var sum: Int32 = 0
    for index in 0..<template.count {
      let hash = template.tokens[index].hash
      var low = 0
      var high = hashes.count
      while low < high {
        let middle = (low + high) / 2
        if hashes[middle] < hash { low = middle + 1 } else { high = middle }
      }
      if low < hashes.count, hashes[low] == hash { sum += template.tokens[index].weight }
    }
    return sum
  }

  private func summary(_ text: TokenList, _ template: TokenList) -> Result {
    var result = Result()
    result.textWeight = text.weight
    result.templateWeight = template.weight
    for pair in pairs {
      result.textMatched += text.tokens[Int(pair.text)].weight
      result.templateMatched += template.tokens[Int(pair.template)].weight
    }
    let last = Int(pairs.last?.template ?? -1)
    for index in (last + 1)..<max(template.count, last + 1) {
      result.templateTail += template.tokens[index].weight
    }
    return result
  }

  /// The weight of two words as words in common; 0 where they are none.
  private func weight(
    _ text: TokenList, _ i: Int, _ template: TokenList, _ j: Int
  ) -> Int32 {
    let a = text.tokens[i]
    let b = template.tokens[j]
    if a.hash == b.hash { return a.weight }
    if NearWords.mayBeNear(a, b), NearWords.areNear(a, in: text.bytes, b, in: template.bytes) {
      return min(a.weight, b.weight)
    }
    if i == text.count - 1, a.weight >= 2, a.weight < b.weight, !a.isLetter,
      begins(a, text.bytes, b, template.bytes)
    {
      return a.weight
    }
    return 0
  }

  private func begins(
    _ a: TokenList.Token, _ first: UnsafeBufferPointer<UInt8>,
    _ b: TokenList.Token, _ second: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let length = Int(a.end - a.start)
    guard length <= Int(b.end - b.start) else { return false }
    for k in 0..<length where first[Int(a.start) + k] != second[Int(b.start) + k] { return false }
    return true
  }

  /// Fills the table of the best weights of beginnings; returns the best of all.
  private func fill(
    _ text: TokenList, _ template: TokenList, _ head: Int, _ rows: Int, _ columns: Int
  ) -> Int32 {
    let stride = columns + 1
    reserve((rows + 1) * stride)
    for column in 0...columns { table[column] = 0 }
    for row in 1...rows {
      let line = table + row * stride
      let above = line - stride
      line[0] = 0
      var left: Int32 = 0
      let a = text.tokens + (head + row - 1)
      let hash = a.pointee.hash
      let letters = a.pointee.letters
      let isLast = head + row == text.count
      // Words in common are few: most cells need one comparison, or two.
      let mayBeNear = a.pointee.nearWeight > 0
      for column in 1...columns {
        var best = max(left, above[column])
        let b = template.tokens + (head + column - 1)
        var pair: Int32 = 0
        if b.pointee.hash == hash {
          pair = b.pointee.weight
        } else if isLast || mayBeNear && (b.pointee.letters ^ letters).nonzeroBitCount <= 4 {
          pair = weight(text, head + row - 1, template, head + column - 1)
        }
        if pair > 0 { best = max(best, above[column - 1] + pair) }
        line[column] = best
        left = best
      }
    }
    return table[rows * stride + columns]
  }

  private func trace(
    _ text: TokenList, _ template: TokenList, _ head: Int, _ rows: Int, _ columns: Int
  ) {
    let start = pairs.count
    let stride = columns + 1
    var row = rows
    var column = columns
    while row > 0, column > 0 {
      let value = table[row * stride + column]
      if value == table[(row - 1) * stride + column] {
        row -= 1
      } else if value == table[row * stride + column - 1] {
        column -= 1
      } else {
        row -= 1
        column -= 1
        pairs.append((Int32(head + row), Int32(head + column)))
      }
    }
    pairs[start...].reverse()
  }

  private func reserve(_ count: Int) {
    guard count > capacity else { return }
    table.deallocate()
    capacity = count
    table = .allocate(capacity: capacity)
  }
}
