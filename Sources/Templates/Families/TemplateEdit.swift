/// One change of a copy against its template.
public struct TemplateEdit: Hashable, Sendable {
  /// What was done.
  public enum Change: String, Hashable, Sendable {
    case inserted, dropped, replaced
  }

  /// What it was done to.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    case mention, tag, link, emoji, word
    /// A word with a typing error.
    case typo
    /// Capitals for small letters, or the other way round.
    case letterCase = "case"
    /// Other code points for the same letters: marks, look-alikes, signs of no width.
    case spelling
    /// Words in front of the template, such as `RT @name:`.
    case prefix
    /// The template's end.
    case cut
  }

  /// What was done.
  public var change: Change
  /// What it was done to.
  public var subject: Subject
  /// The words of the template; empty for what was inserted.
  public var template: String
  /// The words of the copy; empty for what was dropped.
  public var copy: String
  /// Before which of the template's pieces it stands, from 0.
  public var position: Int
}
