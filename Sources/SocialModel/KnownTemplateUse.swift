/// A known template and what the input has of it.
public struct KnownTemplateUse: Hashable, Sendable {
  /// What it is called: the id or line in its file, or `platform:id` of the post that it is.
  public var id: String
  /// Its text.
  public var text: String
  /// When it was published, where it is a post.
  public var published: Timestamp?
  /// Posts of others that carry it.
  public var posts: Int
  /// Accounts that posted those.
  public var accounts: Int
  /// How many of the posts change nothing but case, marks, mentions, links and punctuation.
  public var unchanged: Int
  /// Whole minutes from the template to the first of the posts; negative where that came before.
  public var firstMinute: Int64
  /// The first of the posts on each platform, in order of time.
  public var firsts: [Carrier]
  /// For candidates that have such posts, their ids and how many of their members posted it.
  public var candidates: [Share]

  /// How many members of a candidate posted a template.
  public struct Share: Hashable, Sendable {
    /// The candidate's id.
    public var candidate: String
    /// Members that posted it.
    public var members: Int

    /// A candidate's members.
    public init(candidate: String, members: Int) {
      self.candidate = candidate
      self.members = members
    }
  }

  /// A template with its counts.
  public init(
    id: String, text: String, published: Timestamp?, posts: Int, accounts: Int, unchanged: Int,
    firstMinute: Int64, firsts: [Carrier], candidates: [Share]
  ) {
    self.id = id
    self.text = text
    self.published = published
    self.posts = posts
    self.accounts = accounts
    self.unchanged = unchanged
    self.firstMinute = firstMinute
    self.firsts = firsts
    self.candidates = candidates
  }
}
