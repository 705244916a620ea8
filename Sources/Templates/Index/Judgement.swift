/// What the comparison of a text with some templates says.
struct Judgement {
  /// A template that is in the text, whole or from its beginning on.
  private struct Piece {
    var family: Int32
    var result: Alignment.Result
    /// The text's tokens that are the template's, as bits.
    var tokens: [UInt64]
    var isWhole: Bool
  }

  var role = Role.founder
  var families: [Int32] = []
  var textShare = 0.0
  var templateShare = 0.0

  private let parameters: TemplateParameters
  private var pieces: [Piece] = []
  private var bestCopy: Piece?
  private var bestCut: Piece?

  init(_ parameters: TemplateParameters) { self.parameters = parameters }

  /// Whether nothing better can come.
  var isSettled: Bool { (bestCopy?.result.textShare ?? 0) > 0.9 }

  /// Takes the alignment of the text with a family's representative.
  mutating func add(
    _ family: Int32, _ result: Alignment.Result, _ alignment: Alignment, _ text: TokenList
  ) {
    let isWhole = result.templateShare >= parameters.leastTemplateShare
    let isBeginning = Self.isCut(result, parameters)
    guard isWhole || isBeginning else { return }
    var bits = [UInt64](repeating: 0, count: (text.count + 63) / 64)
    for pair in alignment.pairs { bits[Int(pair.text) / 64] |= 1 << UInt64(pair.text % 64) }
    let piece = Piece(family: family, result: result, tokens: bits, isWhole: isWhole)
    pieces.append(piece)
    if isWhole, result.textShare >= parameters.leastTextShare {
      if result.both > bestCopy?.result.both ?? 0 { bestCopy = piece }
    } else if isBeginning, result.textShare >= parameters.leastCutTextShare {
      if result.both > bestCut?.result.both ?? 0 { bestCut = piece }
    }
  }

  /// Whether most of what a text misses of a template is missing at the template's end.
  static func isCut(
    _ result: Alignment.Result, _ parameters: TemplateParameters
  ) -> Bool {
    let missing = Double(result.templateWeight - result.templateMatched)
    return result.templateShare >= parameters.leastCutTemplateShare
      && Double(result.templateTail) >= parameters.leastCutTail * missing
  }

  /// Decides, after all candidates.
  mutating func decide(_ text: TokenList) {
    if let best = bestCopy ?? bestCut {
      role = bestCopy == nil ? .cut : .copy
      families = [best.family]
      textShare = best.result.textShare
      templateShare = best.result.templateShare
      // A text that is most of one template may have another, short one behind it.
      if best.result.textShare <= 0.9 { join(text, first: best) }
      return
    }
    guard let first = pieces.filter(\.isWhole).max(by: { Self.precedes($1, $0) }) else { return }
    join(text, first: first)
  }

  private static func precedes(_ a: Piece, _ b: Piece) -> Bool {
    a.result.textMatched != b.result.textMatched
      ? a.result.textMatched > b.result.textMatched : a.family < b.family
  }

  /// Adds templates that make up what the first leaves over.
  private mutating func join(_ text: TokenList, first: Piece) {
    var covered = first.tokens
    var joined = [first.family]
    for piece in pieces.sorted(by: Self.precedes) where piece.family != first.family {
      let isNew = zip(piece.tokens, covered).map { $0 & ~$1 }
      guard weight(isNew, text) >= 0.7 * Double(piece.result.textMatched) else { continue }
      for index in covered.indices { covered[index] |= piece.tokens[index] }
      joined.append(piece.family)
    }
    let share = weight(covered, text) / Double(max(text.weight, 1))
    guard joined.count > 1, share >= parameters.leastTextShare else { return }
    role = .joined
    families = joined
    textShare = share
    templateShare = first.result.templateShare
  }

  private func weight(_ bits: [UInt64], _ text: TokenList) -> Double {
    var sum = 0
    for index in 0..<text.count where bits[index / 64] >> UInt64(index % 64) & 1 == 1 {
      sum += Int(text.tokens[index].weight)
    }
    return Double(sum)
  }
}
