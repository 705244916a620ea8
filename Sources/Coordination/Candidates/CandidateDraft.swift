import SocialModel

/// A candidate before its objects and posts have got their words.
public struct CandidateDraft: Sendable {
  /// An object by its layer and id, with its counts.
  public struct Object: Sendable, Hashable {
    /// Its layer.
    public var layer: Layer
    /// Its id in the layer's table.
    public var object: Int32
    /// A post that carries it.
    public var post: Int32
    /// Members that acted on it.
    public var members: Int
    /// Actions of members on it.
    public var memberActions: Int
    /// Actions of all accounts on it.
    public var allActions: Int
    /// The first action of a member on it.
    public var first: Timestamp
  }

  /// The candidate; its objects and first posts are empty.
  public var candidate: Candidate
  /// Its shared objects, the most telling first.
  public var objects: [Object]
  /// Posts of members that carry a shared object, in order of time.
  public var posts: [Int32]
}
