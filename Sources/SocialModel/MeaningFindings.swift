/// A text that several accounts posted, or that a candidate's members copied, with its copies.
public struct RepeatedText: Hashable, Sendable {
  /// The words of the post or template that stands for the copies.
  public var text: String
  /// The guessed language; nil where nothing decides.
  public var language: String?
  /// How many posts carry it.
  public var posts: Int
  /// How many accounts posted it.
  public var accounts: Int
  /// When the first of these posts appeared.
  public var first: Timestamp
  /// Who posted it first, as an index into the analysis' list of accounts.
  public var firstAccount: Int32
  /// The candidates whose members copied it, in the order of review.
  public var candidates: [String]

  /// A text with its counts.
  public init(
    text: String, language: String? = nil, posts: Int, accounts: Int, first: Timestamp,
    firstAccount: Int32, candidates: [String] = []
  ) {
    self.text = text
    self.language = language
    self.posts = posts
    self.accounts = accounts
    self.first = first
    self.firstAccount = firstAccount
    self.candidates = candidates
  }
}

/// Texts that say nearly the same, or the opposite, in other words or in other languages.
public struct SameMeaning: Hashable, Sendable {
  /// A text that is linked to the medoid.
  public struct Member: Hashable, Sendable {
    /// The text.
    public var text: RepeatedText
    /// The cosine of its vector and the medoid's, rounded to three decimals.
    public var cosine: Double

    /// A text with its cosine.
    public init(text: RepeatedText, cosine: Double) {
      self.text = text
      self.cosine = cosine
    }
  }

  /// The text that all others are linked to.
  public var medoid: RepeatedText
  /// The others, the nearest first.
  public var members: [Member]

  /// A group of two texts or more.
  public init(medoid: RepeatedText, members: [Member]) {
    self.medoid = medoid
    self.members = members
  }
}

/// What comparing the meaning of texts gave, or why it was not done.
public struct MeaningFindings: Hashable, Sendable {
  /// Why texts were not compared, a stable code; nil where they were.
  public var absence: String?
  /// How many texts were compared, copies counted once.
  public var texts: Int
  /// How many repeated texts of the fewest accounts were left out, since there were too many.
  public var textsLeftOut: Int
  /// Groups of two texts or more, those of the most accounts first.
  public var groups: [SameMeaning]

  /// What was found.
  public init(texts: Int, textsLeftOut: Int, groups: [SameMeaning]) {
    self.texts = texts
    self.textsLeftOut = textsLeftOut
    self.groups = groups
  }

  /// Nothing, and why.
  ///
  /// - Parameter absence: `switched-off`, or the code of what went wrong.
  public init(absence: String) {
    self.absence = absence
    texts = 0
    textsLeftOut = 0
    groups = []
  }

  /// Nobody asked.
  public static let switchedOff = MeaningFindings(absence: "switched-off")
}
