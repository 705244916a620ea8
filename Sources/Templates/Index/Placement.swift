/// How a text came to its family.
public enum Role: String, Hashable, Sendable, CaseIterable {
  /// Too short to be anybody's: no family.
  case short
  /// It founded the family.
  case founder
  /// Its form came before.
  case same
  /// Most of it is most of the template.
  case copy
  /// The template, cut at its end.
  case cut
  /// Several templates make it up together.
  case joined
}

/// Where a text belongs.
public struct Placement: Hashable, Sendable {
  /// How it came there.
  public var role: Role
  /// Its families, the one that makes up most of it first; none for a short text.
  public var families: [Int]
  /// The share of the text that its families' templates make up, 0 to 1.
  public var textShare: Double
  /// The share of the first family's template that it has, 0 to 1.
  public var templateShare: Double
}
