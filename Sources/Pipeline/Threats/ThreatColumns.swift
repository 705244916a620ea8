import SocialModel
import Threats

/// What is kept of the assessments of a stream: counts of all posts and some 40 bytes of each flagged
/// one. Neither texts nor spans: those that results show are made again from the input.
struct ThreatColumns {
  /// A flagged post.
  struct Row {
    /// Its number in the stream.
    var post: Int32
    var kind: Assessment.Kind
    var level: Assessment.Level
    var language: Language?
    /// What it is aimed at, its place and the language that its source states: numbers of ``names``.
    var target: Int32
    var place: Int32
    var hint: Int32
    /// Equal for posts with the same words.
    var textKey: UInt64
  }

  private(set) var rows: [Row] = []
  private(set) var names: [String] = []
  private(set) var posts = 0
  private(set) var levels: [Assessment.Level: Int] = [:]
  private(set) var kinds: [Assessment.Kind: Int] = [:]
  private var numbers: [String: Int32] = [:]
  /// Scalars of a name.
  private static let nameLimit = 60

  /// Adds posts that are next in the stream, with their assessments; returns those that are flagged.
  mutating func add(_ batch: [Post], _ assessments: [Assessment]) -> [AssessedPost] {
    var flagged: [AssessedPost] = []
    for (post, assessment) in zip(batch, assessments) {
      let index = Int32(posts)
      posts += 1
      levels[assessment.level, default: 0] += 1
      kinds[assessment.kind, default: 0] += 1
      guard assessment.isFlagged else { continue }
      let text = post.text ?? ""
      rows.append(
        Row(
          post: index, kind: assessment.kind, level: assessment.level,
          language: assessment.language, target: number(of: Self.target(assessment, text)),
          place: number(of: Self.place(assessment, text)), hint: number(of: post.language),
          textKey: Self.key(of: text)))
      flagged.append(AssessedPost(post: post, assessment: assessment))
    }
    return flagged
  }

  /// A name by its number; nil for none.
  func name(_ number: Int32) -> String? { number < 0 ? nil : names[Int(number)] }

  private mutating func number(of name: String?) -> Int32 {
    guard let name, !name.isEmpty else { return -1 }
    if let known = numbers[name] { return known }
    let made = Int32(names.count)
    numbers[name] = made
    names.append(name)
    return made
  }

  /// The first protected asset, or the longest words for a target.
  static func target(_ assessment: Assessment, _ text: String) -> String? {
    assessment.assets.first.map { "asset \($0)" } ?? words(.target, assessment, text)
  }

  /// The first place of the gazetteer, or the longest words for a place.
  static func place(_ assessment: Assessment, _ text: String) -> String? {
    assessment.places.first ?? words(.place, assessment, text)
  }

  private static func words(
    _ role: Assessment.Role, _ assessment: Assessment, _ text: String
  ) -> String? {
    let spans = assessment.spans.filter { $0.role == role }
    guard let longest = spans.map({ $0.end - $0.start }).max(),
      let span = spans.first(where: { $0.end - $0.start == longest })
    else { return nil }
    let words = text.unicodeScalars.dropFirst(span.start).prefix(min(longest, nameLimit))
    return String(String.UnicodeScalarView(words)).lowercased()
  }

  /// FNV-1a of the text's words, whatever blanks stand between them.
  private static func key(of text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var wasBlank = true
    for scalar in text.unicodeScalars.prefix(Assessor.scalarLimit) {
      let isBlank = scalar.properties.isWhitespace
      if isBlank && wasBlank { continue }
      wasBlank = isBlank
      hash = (hash ^ UInt64(isBlank ? 0x20 : scalar.value)) &* 0x100_0000_01b3
    }
    return hash
  }
}
