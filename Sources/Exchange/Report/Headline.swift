import SocialModel

/// What was found, in one sentence in plain words, as the report and the terminal say it.
public struct Headline: Hashable, Sendable {
  /// `3 candidates among 11,062 accounts; the largest: 41 accounts, first post 07:58:12 UTC`.
  public var sentence: String
  /// What the reader should know next to it.
  public var note: String

  /// The headline of an analysis.
  public init(_ analysis: Analysis) {
    let stream = analysis.stream
    let among = HumanText.count(stream.accounts, "account")
    guard stream.posts > 0 else {
      sentence = "No posts were read, so there was nothing to test"
      note = Self.emptyNote(analysis)
      return
    }
    guard let largest = Self.largest(analysis.candidates) else {
      sentence = "No candidates among \(among)"
      note =
        "In \(HumanText.count(stream.posts, "post")), no accounts acted together more than"
        + " chance explains. That is not proof that none did: groups that act slowly, rarely or"
        + " outside of this input leave too little evidence."
      return
    }
    let members = HumanText.count(largest.members.count, "account")
    let first = HumanText.words(largest.firstAction, within: stream.span)
    let count = analysis.candidates.count
    sentence =
      count == 1
      ? "1 candidate among \(among): \(members), first post \(first)"
      : "\(NumberText.grouped(count)) candidates among \(among); the largest: \(members),"
        + " first post \(first)"
    note =
      "A candidate is a group of accounts that acted together more closely than chance explains."
      + " It awaits a person’s review: it says nothing yet about why they did, or whether that"
      + " was wrong."
  }

  private static func emptyNote(_ analysis: Analysis) -> String {
    guard analysis.rejections > 0 else { return "The input holds no records." }
    return
      "None of its \(HumanText.count(analysis.rejections, "record")) could be read; what was"
      + " wrong with them is listed below."
  }

  /// The candidate with the most accounts; the first in the order of review among equals.
  private static func largest(_ candidates: [Candidate]) -> Candidate? {
    candidates.enumerated().min { x, y in
      (-x.element.members.count, x.offset) < (-y.element.members.count, y.offset)
    }?.element
  }
}

extension Candidate {
  /// When the first shared object was posted; the first post of a member where none is known.
  var firstAction: Timestamp {
    firstPosts.map(\.time).min() ?? objects.map(\.first).min()
      ?? members.map(\.firstPost).min() ?? Timestamp(milliseconds: 0)
  }
}

extension CandidateKind {
  /// How such accounts act together, in plain words.
  var meaning: String {
    switch self {
    case .copyPaste: "its accounts publish the same texts"
    case .tagPush: "its accounts push the same tags"
    case .repostRing: "its accounts repost the same posts"
    case .mediaPush: "its accounts publish the same pictures or videos"
    case .syndication: "its accounts carry a common feed, as news sites do"
    case .scheduler: "its accounts post by a timetable"
    case .botFamily: "its accounts behave as if one program ran them"
    case .fans: "its accounts follow the same thing with the same zeal"
    case .mixed: "its accounts act together in several ways"
    }
  }
}
