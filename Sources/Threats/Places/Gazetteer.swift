/// Cities and countries, found in a text by their names in several scripts.
///
/// Only lifts or explains what rules found; a place's name alone never makes a threat.
/// Known problems: a place that is named like a person or a word is found where it is written with
/// a capital; a village is not there at all. Source: GeoNames (CC BY 4.0), Unicode CLDR.
struct Gazetteer: Sendable {
  /// A place in a text.
  struct Mention {
    var name: String
    var tokens: Range<Int>
  }

  private var index: [UInt64: Int32] = [:]
  private var starts: Set<UInt64> = []
  private var names: [String] = []

  /// The places that are built in, read at the first use.
  static let shipped = Gazetteer(Resource.text("gazetteer.tsv"))

  init(_ source: String) {
    var tokenizer = Tokenizer()
    index.reserveCapacity(80_000)
    for line in source.split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == 3 else { continue }
      let number = Int32(names.count)
      names.append("\(cells[0]), \(cells[1])")
      for name in [cells[0]] + cells[2].split(separator: "|") {
        tokenizer.scan(String(name))
        guard let first = tokenizer.tokens.first else { continue }
        let hash = tokenizer.tokens.dropFirst().reduce(first.hash) { Grammar.join($0, $1.hash) }
        // The largest place of a name comes first in the file.
        if index[hash] == nil { index[hash] = number }
        if tokenizer.tokens.count > 1 { starts.insert(first.hash) }
      }
    }
  }

  /// The places that are named, in the order of the text; the longest name at each place.
  ///
  /// - Complexity: O(tokens).
  func mentions(in tokens: [Token]) -> [Mention] {
    var found: [Mention] = []
    var position = 0
    while position < tokens.count {
      let token = tokens[position]
      var best: (Int, Int32)?
      if isNameLike(token), let number = index[token.hash] { best = (1, number) }
      if starts.contains(token.hash) {
        var hash = token.hash
        for length in 2..<5 where position + length <= tokens.count {
          hash = Grammar.join(hash, tokens[position + length - 1].hash)
          if isNameLike(token), let number = index[hash] { best = (length, number) }
        }
      }
      if let (length, number) = best {
        found.append(
          Mention(name: names[Int(number)], tokens: position..<position + length))
        position += length
      } else {
        position += 1
      }
    }
    return found
  }

  /// Names have capitals where the script has them; short words are left alone.
  private func isNameLike(_ token: Token) -> Bool {
    guard !token.flags.contains(.mention), token.foldedEnd - token.foldedStart >= 4 else {
      return false
    }
    return token.flags.contains(.arabic) || token.flags.contains(.capital)
      || token.flags.contains(.tag)
  }
}
