/// A text that several accounts of an input posted with small edits, whoever they are.
///
/// A fact about texts and no finding about accounts: reposts written as text, headlines and jokes
/// that are passed on are templates as well.
public struct StreamTemplate: Hashable, Sendable {
  /// The copy in the middle, with what varies as slots in braces, such as `{link}`.
  public var text: String
  /// Wordings that differ in more than case, marks, mentions, links and punctuation.
  public var wordings: Int
  /// Posts that carry it.
  public var posts: Int
  /// Accounts that posted it.
  public var accounts: Int
  /// What sort of boilerplate it spreads as: `none`, `share-button`, `headline` or `common`.
  public var boilerplate: String
  /// Why, in one sentence; empty for `none`.
  public var boilerplateReason: String
  /// The ids of candidates of which several members posted it.
  public var candidates: [String]
  /// Where it was first, and how it was taken up.
  public var lineage: Lineage

  /// A template with its counts.
  public init(
    text: String, wordings: Int, posts: Int, accounts: Int, boilerplate: String,
    boilerplateReason: String, candidates: [String], lineage: Lineage
  ) {
    self.text = text
    self.wordings = wordings
    self.posts = posts
    self.accounts = accounts
    self.boilerplate = boilerplate
    self.boilerplateReason = boilerplateReason
    self.candidates = candidates
    self.lineage = lineage
  }
}

/// What an input has of copied texts.
public struct CopiedTexts: Hashable, Sendable {
  /// Templates that at least two accounts posted.
  public var total: Int
  /// Those of the most accounts, most first.
  public var templates: [StreamTemplate]
  /// Accounts that come early in templates again and again, the smallest p-value first.
  public var earlyAccounts: [EarlyAccount]

  /// Templates and who comes early in them.
  public init(
    total: Int = 0, templates: [StreamTemplate] = [], earlyAccounts: [EarlyAccount] = []
  ) {
    self.total = total
    self.templates = templates
    self.earlyAccounts = earlyAccounts
  }
}
