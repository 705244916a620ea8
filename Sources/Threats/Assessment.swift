/// What is said of one post: its kind, its threat level, the places in the text that led to it.
///
/// It is about a text and never about a person, and it decides nothing: it orders what people look
/// at.
public struct Assessment: Hashable, Sendable {
  /// What a post does.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case threat
    case call = "call to violence"
    case instruction
    case glorification
    case claim = "claim of responsibility"
    case falseAlarm = "false alarm"
    case news = "news or quotation"
    case mourning
    case counterSpeech = "counter-speech"
    case other
  }

  /// How serious a threat is, after O'Toole (2000).
  public enum Level: String, Sendable, Hashable, CaseIterable, Comparable {
    case none, low, moderate, high

    /// Lower levels are less.
    public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    var rank: Int {
      switch self {
      case .none: 0
      case .low: 1
      case .moderate: 2
      case .high: 3
      }
    }
  }

  /// How far the author commits to the act.
  public enum Commitment: String, Sendable, Hashable, CaseIterable {
    /// Says that it will be done.
    case intends
    /// Says that others do it.
    case commands
    /// Says that it ought to be done or would be right.
    case demands
    /// Hopes that it happens.
    case wishes
    /// Says that it happens if something else does.
    case conditional
    /// Says that it was done.
    case past
    /// Says that it is not or ought not to be.
    case negated
    /// Says that others say it.
    case reported
    /// None of them.
    case none
  }

  /// How a threat is put, after O'Toole (2000).
  public enum Directness: String, Sendable, Hashable, CaseIterable {
    /// Act and target are named.
    case direct
    /// The act follows from what is said.
    case indirect
    /// Hinted at.
    case veiled
    /// Tied to a condition.
    case conditional
  }

  /// What a place in the text says.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    case actor, commitment, act, means, target, time, place, asset, context
  }

  /// A place in the text.
  public struct Span: Hashable, Sendable {
    /// What it says.
    public var role: Role
    /// Offset of its first Unicode scalar.
    public var start: Int
    /// Offset after its last Unicode scalar.
    public var end: Int

    /// A place in the text.
    public init(role: Role, start: Int, end: Int) {
      self.role = role
      self.start = start
      self.end = end
    }
  }

  /// What decided, with the place in the text where there is one.
  public struct Reason: Hashable, Sendable {
    /// A stable code, such as `frame.intends` or `context.quoted`.
    public var code: String
    /// A sentence for a reviewer, without the post's words.
    public var sentence: String

    /// A reason.
    public init(code: String, sentence: String) {
      self.code = code
      self.sentence = sentence
    }
  }

  /// What the post does.
  public var kind: Kind
  /// How serious it is; `none` for every kind that threatens nobody.
  public var level: Level
  /// How far its author commits.
  public var commitment: Commitment
  /// How it is put; nil where it threatens nobody.
  public var directness: Directness?
  /// The language whose rules decided; nil where none is known.
  public var language: Language?
  /// How far such an assessment is to be trusted in this language, 0...1: a judgement of ours, set by
  /// what the rules cover, and no measured share.
  public var confidence: Double
  /// The places in the text, by start.
  public var spans: [Span]
  /// What decided, the most telling first.
  public var reasons: [Reason]
  /// The ids of the protected assets that it names, sorted.
  public var assets: [String]
  /// Places of the gazetteer that it names, in the order of the text.
  public var places: [String]

  /// The assessment of a post that is about nothing of this.
  public static let nothing = Assessment(
    kind: .other, level: .none, commitment: .none, directness: nil, language: nil, confidence: 0,
    spans: [], reasons: [], assets: [], places: [])
}
