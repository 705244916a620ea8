/// What a person typed into a search box, read without ever failing in SQL.
///
/// Words must all occur; `"several words"` must occur together; `-word` must not; `word*` stands
/// for every word that begins so. Everything else is punctuation and ignored.
public struct SearchQuery: Hashable, Sendable {
  /// One condition.
  struct Term: Hashable, Sendable {
    var tokens: [String]
    var isPrefix: Bool
    var isExcluded: Bool
  }

  let terms: [Term]

  /// The longest query, in bytes.
  public static let maxBytes = 1024
  /// The most words and phrases in a query.
  public static let maxTerms = 32

  /// Whether nothing was asked for: such a query finds whatever the filters let through.
  public var isEmpty: Bool { terms.isEmpty }

  /// Reads a query.
  ///
  /// - Throws: ``StoreError`` with `badQuery` when it is too long, has too many words, has only
  ///   excluded words, or a prefix of a single letter.
  public init(_ text: String) throws {
    guard text.utf8.count <= Self.maxBytes else {
      throw Self.bad("The query is longer than \(Self.maxBytes) bytes.")
    }
    var folding = SearchFolding()
    terms = Self.pieces(text).compactMap { Self.term($0, &folding) }
    guard terms.count <= Self.maxTerms else {
      throw Self.bad("The query has more than \(Self.maxTerms) words.")
    }
    guard terms.isEmpty || terms.contains(where: { !$0.isExcluded }) else {
      throw Self.bad("The query only says what to leave out.")
    }
    let isShort = terms.contains { term in
      term.isPrefix && term.tokens.count == 1 && term.tokens[0].unicodeScalars.count < 2
        && !term.tokens[0].unicodeScalars.allSatisfy { SearchFolding.isUnspaced($0.value) }
    }
    guard !isShort else { throw Self.bad("A prefix needs two letters before the star.") }
  }

  private static func bad(_ message: String) -> StoreError {
    StoreError(.badQuery, subject: "search", message: message)
  }

  private struct Piece {
    var text = ""
    var isExcluded = false
    var isQuoted = false
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    func end() {
      if !piece.text.isEmpty { pieces.append(piece) }
      piece = Piece()
    }
    for character in text {
      let isQuote = character == "\"" || character == "\u{201C}" || character == "\u{201D}"
      if isQuote {
        let isOpening = !piece.isQuoted
        let isExcluded = piece.isExcluded && piece.text.isEmpty
        end()
        piece.isQuoted = isOpening
        piece.isExcluded = isOpening && isExcluded
      } else if piece.isQuoted {
        piece.text.append(character)
      } else if character.isWhitespace {
        end()
      } else if character == "-" && piece.text.isEmpty {
        piece.isExcluded = true
      } else {
        piece.text.append(character)
      }
    }
    end()
    return pieces
  }

  private static func term(_ piece: Piece, _ folding: inout SearchFolding) -> Term? {
    let tokens = folding.tokens(of: piece.text)
    guard let last = tokens.last else { return nil }
    // The last letter alone stands in the index behind each run; a phrase that goes on needs it.
    let endsPairs = tokens.count > 1 && last.endsRun && isPair(tokens[tokens.count - 2].bytes)
    let kept = endsPairs ? tokens.dropLast() : tokens[...]
    let isSingleLetter = kept.count == 1 && last.endsRun && !endsPairs
    return Term(
      tokens: kept.map { String(decoding: $0.bytes, as: UTF8.self) },
      isPrefix: isSingleLetter || (!piece.isQuoted && piece.text.hasSuffix("*")),
      isExcluded: piece.isExcluded)
  }

  private static func isPair(_ token: [UInt8]) -> Bool {
    let scalars = String(decoding: token, as: UTF8.self).unicodeScalars
    return scalars.count == 2 && scalars.allSatisfy { SearchFolding.isUnspaced($0.value) }
  }

  /// The expression in FTS5's language: only quoted words, joined by AND, OR and NOT.
  ///
  /// - Parameter words: all words of the search that begin so; nil where there are too many of them.
  func expression(
    facets: [String] = [], words: (String) throws -> [String]? = { _ in nil }
  ) throws -> String? {
    func quoted(_ term: Term) throws -> String {
      let phrase = term.tokens.joined(separator: " ")
      let last = term.tokens.last ?? ""
      guard term.isPrefix, let words = try words(last) else {
        return "text : \"\(phrase)\"\(term.isPrefix ? " *" : "")"
      }
      // No word begins so: the phrase itself, which is found nowhere.
      let stem = term.tokens.dropLast().map { $0 + " " }.joined()
      let any = (words.isEmpty ? [last] : words).map { "\"\(stem)\($0)\"" }
      return "text : (\(any.joined(separator: " OR ")))"
    }
    let wanted =
      try terms.filter { !$0.isExcluded }.map(quoted) + facets.map { "facet : \"\($0)\"" }
    guard !wanted.isEmpty else { return nil }
    let unwanted = try terms.filter(\.isExcluded).map { " NOT \(try quoted($0))" }
    return "(\(wanted.joined(separator: " AND ")))" + unwanted.joined()
  }
}
