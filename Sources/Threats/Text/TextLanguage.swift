/// Guesses the language of texts from their script and their most frequent words.
///
/// Known problems: all Arabic letters count as Arabic, Cyrillic ones as Russian, Devanagari ones as Hindi; a name alone has
/// no language.
public struct TextLanguage {
  private var tokenizer = Tokenizer()
  private let guess = LanguageGuess.shipped

  /// A guess from the word lists that are built in.
  public init() {}

  /// The code of the most probable language, such as `fr`; nil where nothing decides.
  ///
  /// - Complexity: O(words), with a bound on the words that are read.
  public mutating func code(of text: String) -> String? {
    tokenizer.scan(text)
    return guess.languages(of: tokenizer.tokens, hint: nil).code
  }
}
