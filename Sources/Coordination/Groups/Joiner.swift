/// An account that a group gives away, though no pair of it may: more of its posts coincide with the
/// group's than an ordinary account's would.
public struct Joiner: Sendable, Hashable {
  /// How it was found.
  public enum Basis: Sendable, Hashable {
    /// In the hours that were held back when its group was chosen.
    case heldOut
    /// As one outside that coincides with a group that is certain, in this round from 1.
    case growth(round: Int)
  }

  /// The account.
  public var account: Int32
  /// How it was found.
  public var basis: Basis
  /// Its posts that coincide with posts of the group.
  public var hits: Int
  /// Its posts that could have: those held back, or those within the context window of any post of
  /// the group.
  public var exposedPosts: Int
  /// Coincidences that an ordinary account with so many exposed posts has.
  public var expected: Double
  /// The lag within which coincidences were counted, in milliseconds.
  public var scale: Int64
  /// The rarity from which coincidences were counted.
  public var rarity: Double
  /// The members that it coincides with and with how many of its posts, the most first.
  public var partners: [Partner]
  /// log10 of the p-value.
  public var log10P: Double
  /// log10 of the q-value.
  public var log10Q: Double

  /// A member that an account coincides with.
  public struct Partner: Sendable, Hashable {
    /// The member.
    public var account: Int32
    /// Posts of the account that coincide with the member's.
    public var posts: Int
  }
}
