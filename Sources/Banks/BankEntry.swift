/// What kind of hash an entry holds; the names are those of `threatexchange`.
public enum SignalType: String, Sendable, Hashable, CaseIterable {
  /// A picture's perceptual hash.
  case pdq
  /// A video's frames: a JSON array of `hash,quality,seconds`.
  case vpdq
  /// MD5 of a video's bytes.
  case videoMD5 = "video_md5"
  /// SHA-256 of a video's bytes.
  case videoSHA256 = "video_sha256"
  /// A text, as it is.
  case text = "raw_text"
  /// A link, as it is.
  case url
  /// MD5 of a link in lower case without its scheme.
  case urlMD5 = "url_md5"
  /// A query of words and expressions. Kept and passed on, never matched.
  case trendQuery = "trend_query"

  /// The type of a name, or of an indicator's type on ThreatExchange; nil for any other.
  public init?(name: String) {
    let indicators: [String: SignalType] = [
      "HASH_PDQ": .pdq, "HASH_VIDEO_MD5": .videoMD5, "HASH_VIDEO_SHA256": .videoSHA256,
      "TEXT_STRING": .text, "URI": .url, "RAW_URI": .url, "HASH_URL_MD5": .urlMD5,
      "TREND_QUERY": .trendQuery, "text": .text,
    ]
    guard let type = SignalType(rawValue: name) ?? indicators[name] else { return nil }
    self = type
  }
}

/// What those who share a hash hold of it, as `threatexchange` names it.
public enum BankCategory: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Known to be harmless, or an example.
  case negative = "NEGATIVE_CLASS"
  /// A lead that must be verified.
  case seed = "INVESTIGATION_SEED"
  /// Holds what the bank is for.
  case positive = "POSITIVE_CLASS"
  /// Some say harmless, some not.
  case disputed = "DISPUTED"

  /// Two opinions as one: the stronger, and a dispute where one says harmless.
  public func joined(with other: BankCategory) -> BankCategory {
    if self == other { return self }
    return min(self, other) == .negative ? .disputed : max(self, other)
  }

  /// Whether an opinion is weaker than another; a dispute is the strongest.
  public static func < (a: BankCategory, b: BankCategory) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}

/// How grave what a hash stands for is, as ThreatExchange names it.
public enum BankSeverity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Nothing is said.
  case unknown = "UNKNOWN"
  /// To be known.
  case info = "INFO"
  /// To be watched.
  case warning = "WARNING"
  /// Likely to be grave.
  case suspicious = "SUSPICIOUS"
  /// Grave.
  case severe = "SEVERE"
  /// As grave as can be.
  case apocalypse = "APOCALYPSE"

  /// Whether something is less grave than another.
  public static func < (a: BankSeverity, b: BankSeverity) -> Bool {
    allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
  }
}

/// One hash in a bank, with where it comes from.
public struct BankEntry: Sendable, Hashable {
  /// What kind of hash it is.
  public var type: SignalType
  /// The hash in its normal form.
  public var value: String
  /// The bank that it is in.
  public var bank: String
  /// What is held of it.
  public var category: BankCategory
  /// Words that describe it, in order and each once.
  public var tags: [String]
  /// How grave what it stands for is.
  public var severity: BankSeverity
  /// Where it comes from: a file, a server, a partner; empty where nobody said.
  public var source: String

  /// An entry of a hash that is in its normal form.
  public init(
    type: SignalType, value: String, bank: String, category: BankCategory = .seed,
    tags: some Sequence<String> = [], severity: BankSeverity = .unknown, source: String = ""
  ) {
    self.type = type
    self.value = value
    self.bank = bank
    self.category = category
    self.tags = Set(tags).sorted()
    self.severity = severity
    self.source = source
  }
}
