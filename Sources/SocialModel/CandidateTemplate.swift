/// A text that several members of a candidate posted with small edits.
public struct CandidateTemplate: Hashable, Sendable {
  /// The copy in the middle of them, with what varies as slots in braces, such as `{link}`.
  public var text: String
  /// How many posts of members carry it.
  public var posts: Int
  /// How many members posted it.
  public var members: Int
  /// When the first of these posts appeared.
  public var first: Timestamp
  /// Who of the members posted it first, as an index into the analysis' list of accounts.
  public var firstAccount: Int32
  /// Where it was first in the whole input, members or not.
  public var lineage: Lineage

  /// A template with its counts.
  public init(
    text: String, posts: Int, members: Int, first: Timestamp, firstAccount: Int32,
    lineage: Lineage
  ) {
    self.text = text
    self.posts = posts
    self.members = members
    self.first = first
    self.firstAccount = firstAccount
    self.lineage = lineage
  }
}
