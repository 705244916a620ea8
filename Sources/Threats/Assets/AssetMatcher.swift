/// Finds protected assets in texts, across spellings and scripts.
///
/// A name is found when its words stand there in folded form, in a tag too. Beyond that, names of at
/// least four consonants are compared by how they sound: transliterated to Latin letters by ICU, then
/// reduced to a skeleton of consonants in which scripts differ least. A skeleton counts where the
/// text is in another script than the name, or the word is written like a name.
/// Known problems: short names and names that are common words are found where they are not meant;
/// give a longer variant instead.
///
/// - Complexity: O(words) for texts in Latin letters; ICU's transliteration for others.
public struct AssetMatcher: Sendable {
  /// The assets, by id.
  public let assets: [ProtectedAsset]

  /// A mention of an asset.
  public struct Mention: Hashable, Sendable {
    /// The asset's id.
    public var asset: String
    /// Offset of its first Unicode scalar.
    public var start: Int
    /// Offset after its last Unicode scalar.
    public var end: Int
  }

  private var exact: [UInt64: [Int]] = [:]
  private var skeletons: [String: [Int]] = [:]
  private var longest = 1
  private static let leastSkeleton = 4

  /// A matcher of these assets.
  ///
  /// - Throws: ``ThreatsError`` for an id that is missing or given twice and a name without a word.
  public init(_ assets: [ProtectedAsset]) throws {
    self.assets = assets.sorted { $0.id < $1.id }
    var seen: Set<String> = []
    for (index, asset) in assets.enumerated()
    where asset.id.isEmpty || !seen.insert(asset.id).inserted {
      throw ThreatsError(
        code: .badAssetID, asset: index + 1, message: "Its id is missing or was given before.",
        hint: "Give each asset an id of its own.")
    }
    var tokenizer = Tokenizer()
    for (index, asset) in self.assets.enumerated() {
      for name in [asset.name] + asset.variants {
        tokenizer.scan(name)
        guard let first = tokenizer.tokens.first else {
          throw ThreatsError(
            code: .badAssetName, asset: index + 1, message: "A name of it holds no word.",
            hint: "Leave it out or write it in letters.")
        }
        let hash = tokenizer.tokens.dropFirst().reduce(first.hash) { Grammar.join($0, $1.hash) }
        exact[hash, default: []].append(index)
        longest = max(longest, tokenizer.tokens.count)
        let joined = tokenizer.tokens.map { Self.skeleton($0, tokenizer.folded) }.joined()
        if joined.utf8.count >= Self.leastSkeleton { skeletons[joined, default: []].append(index) }
      }
    }
  }

  /// The assets that a text names, in the order of the text, each place once.
  public func mentions(in text: String) -> [Mention] {
    var tokenizer = Tokenizer()
    tokenizer.scan(text)
    return mentions(in: tokenizer)
  }

  func mentions(in tokenizer: Tokenizer) -> [Mention] {
    let tokens = tokenizer.tokens
    var found: [Mention] = []
    let sounds = tokens.map { isNameLike($0) ? Self.skeleton($0, tokenizer.folded) : nil }
    for start in tokens.indices {
      var hash: UInt64 = 0
      var sound: String? = ""
      for end in start..<min(tokens.count, start + longest) {
        hash = end == start ? tokens[end].hash : Grammar.join(hash, tokens[end].hash)
        sound = sound.flatMap { so in sounds[end].map { so + $0 } }
        var hits = exact[hash] ?? []
        if let sound, sound.utf8.count >= Self.leastSkeleton { hits += skeletons[sound] ?? [] }
        for hit in Set(hits).sorted() {
          let mention = Mention(
            asset: assets[hit].id, start: Int(tokens[start].start), end: Int(tokens[end].end))
          if !found.contains(where: { $0.asset == mention.asset && $0.end >= mention.end }) {
            found.append(mention)
          }
        }
      }
    }
    return found
  }

  /// Too many Chinese characters share a sound to be told by it: their names are found as written.
  private func isNameLike(_ token: Token) -> Bool {
    if token.flags.contains(.han) { return false }
    return token.flags.contains(.arabic) || token.flags.contains(.capital)
      || token.flags.contains(.tag)
      || token.flags.contains(.mention) || !token.flags.contains(.latin)
  }

  /// How a word sounds, as consonants: `Meridian`, `Меридиан` and `ميريديان` give the same.
  static func skeleton(_ token: Token, _ folded: [UInt8]) -> String {
    let word = folded[Int(token.foldedStart)..<Int(token.foldedEnd)]
    let latin =
      token.flags.contains(.latin) ? Array(word) : Transliteration.latin(Array(word))
    return ConsonantSkeleton.of(latin)
  }
}
