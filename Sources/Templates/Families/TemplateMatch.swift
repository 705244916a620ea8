import SocialModel

/// A known template: its text and where it comes from.
public struct KnownText: Hashable, Sendable {
  /// What results call it.
  public var id: String
  /// Its text.
  public var text: String
  /// When it was published, where it is a post.
  public var time: Timestamp?
  /// Who published it, where it is a post.
  public var account: AccountReference?

  /// A template.
  public init(
    id: String, text: String, time: Timestamp? = nil, account: AccountReference? = nil
  ) {
    self.id = id
    self.text = text
    self.time = time
    self.account = account
  }
}

/// A post that carries a known template.
public struct TemplateMatch: Hashable, Sendable {
  /// The template's id.
  public var template: String
  /// The post.
  public var carrier: Carrier
  /// How it carries the template, and how much of either is in common.
  public var match: KnownTemplates.Match
  /// Whole minutes after the template was published or, where that is not known, first carried;
  /// negative for a post from before.
  public var minute: Int64
  /// What the post changed.
  public var edits: [TemplateEdit]

  /// A match.
  public init(
    template: String, carrier: Carrier, match: KnownTemplates.Match, minute: Int64,
    edits: [TemplateEdit]
  ) {
    self.template = template
    self.carrier = carrier
    self.match = match
    self.minute = minute
    self.edits = edits
  }
}
