/// A picture or a video, with its copies, that several members of a candidate posted.
public struct CandidatePicture: Hashable, Sendable {
  /// `image` or `video`.
  public var layer: Layer
  /// What its copies are known by: `pdq:` or `sha256:` and the digits.
  public var label: String
  /// How many of the members' posts carry it.
  public var posts: Int
  /// How many members posted it.
  public var members: Int
  /// The platforms, in order, on which anybody of the input posted it.
  public var platforms: [Platform]
  /// In how many of 256 bits its copies in the input differ from what they were compared with, the
  /// least and the most; nil where bytes were compared, and for videos.
  public var distances: ClosedRange<Int>?
  /// When the first post of the input that carries it appeared, whoever posted it.
  public var first: Timestamp
  /// Who posted it first, as an index into the analysis' list of accounts.
  public var firstAccount: Int32
  /// 64 × 64 brightnesses, row after row, so blurred that they show little; empty where there are
  /// none.
  public var preview: [UInt8]

  /// A picture with its counts.
  public init(
    layer: Layer, label: String, posts: Int, members: Int, platforms: [Platform],
    distances: ClosedRange<Int>?, first: Timestamp, firstAccount: Int32, preview: [UInt8] = []
  ) {
    self.layer = layer
    self.label = label
    self.posts = posts
    self.members = members
    self.platforms = platforms
    self.distances = distances
    self.first = first
    self.firstAccount = firstAccount
    self.preview = preview
  }
}
