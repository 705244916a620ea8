/// Texts that say nearly the same, or the opposite, each linked to the one in their middle.
public struct MeaningGroup: Hashable, Sendable {
  /// A text of a group beside its medoid.
  public struct Member: Hashable, Sendable {
    /// The text.
    public var text: Int
    /// The cosine to the medoid, rounded to three decimals.
    public var cosine: Double

    /// A text with its cosine.
    public init(text: Int, cosine: Double) {
      self.text = text
      self.cosine = cosine
    }
  }

  /// The text that all others are linked to.
  public var medoid: Int
  /// The others, the nearest first, then in the order of the texts.
  public var members: [Member]

  /// A group of two texts or more.
  public init(medoid: Int, members: [Member]) {
    self.medoid = medoid
    self.members = members
  }
}
