import Exchange
import SocialModel
import Store

/// Posts as cards, folded as the reviewer's care asks.
struct PostCards {
  let visit: Visit
  let care: Care
  var marks: SearchMarks?
  /// The posts' pictures and videos, by the posts' numbers.
  var media: [Int64: [MediaCard]] = [:]

  init(
    _ visit: Visit, _ care: Care, marks: SearchMarks? = nil, media: [Int64: [MediaCard]] = [:]
  ) {
    self.visit = visit
    self.care = care
    self.marks = marks
    self.media = media
  }

  /// Whether a list shows any text unfolded.
  func showsText(_ posts: [PostRow]) -> Bool {
    posts.contains { !($0.text ?? "").isEmpty && !care.folds($0.assessment) }
  }

  /// A card.
  ///
  /// - Parameters:
  ///   - isOpen: whether its text was asked for.
  ///   - spans: places to mark.
  mutating func card(_ post: PostRow, isOpen: Bool = false, spans: [Range<Int>] = []) -> PostCard {
    var card = PostCard(
      id: post.id, time: HumanText.moment(post.time), machineTime: post.time.description,
      platform: post.platform.name, account: AccountName.of(post.account),
      accountLink: "/accounts/\(post.account.id)", about: Self.about(post))
    card.media = media[post.id] ?? []
    let text = post.text ?? ""
    if text.isEmpty {
      card.fold = "This post has no text."
      card.id = post.id
      card.pieces = [PostCard.Piece(text: "(no text)", isMarked: false)]
    } else if isOpen || !care.folds(post.assessment) {
      let ranges = spans.isEmpty ? marks?.ranges(in: text) ?? [] : spans
      card.pieces = TextPieces.of(text, marked: ranges)
    } else {
      card.fold = "Text of \(HumanText.count(text.unicodeScalars.count, "character")), folded."
      card.token = visit.token
    }
    return card
  }

  mutating func cards(_ posts: [PostRow]) -> [PostCard] {
    var cards: [PostCard] = []
    for post in posts { cards.append(card(post)) }
    return cards
  }

  private static func about(_ post: PostRow) -> [String] {
    var about: [String] = []
    if let assessment = post.assessment {
      about.append("threat \(LevelWords.of(assessment.level)), \(assessment.kind)")
    } else {
      about.append("not assessed")
    }
    if let language = post.language { about.append(HumanText.shortened(language, to: 16)) }
    if let client = post.client { about.append(HumanText.shortened(client, to: 60)) }
    if post.mediaCount > 0 { about.append(HumanText.count(post.mediaCount, "file")) }
    if post.repostOf != nil { about.append("repost") }
    if post.replyTo != nil { about.append("answer") }
    return about
  }
}

/// How an account is called on pages.
enum AccountName {
  static func of(_ account: AccountRow) -> String {
    HumanText.shortened(account.handle.map { "@\($0)" } ?? account.externalID, to: 60)
  }
}

/// Levels of threats in words.
enum LevelWords {
  static func of(_ level: AssessmentLevel) -> String {
    switch level {
    case .none: "none"
    case .low: "low"
    case .moderate: "moderate"
    case .high: "high"
    }
  }
}

/// A text cut at marked places.
enum TextPieces {
  /// The pieces in order; places that lie outside the text or within a character are left out.
  static func of(_ text: String, marked ranges: [Range<Int>]) -> [PostCard.Piece] {
    let bytes = Array(text.utf8)
    func isEdge(_ at: Int) -> Bool { at == bytes.count || bytes[at] & 0xC0 != 0x80 }
    var pieces: [PostCard.Piece] = []
    var end = 0
    func add(_ range: Range<Int>, _ isMarked: Bool) {
      guard !range.isEmpty else { return }
      pieces.append(
        PostCard.Piece(text: String(decoding: bytes[range], as: UTF8.self), isMarked: isMarked))
    }
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
    where range.lowerBound >= end && range.upperBound <= bytes.count
      && isEdge(range.lowerBound) && isEdge(range.upperBound)
    {
      add(end..<range.lowerBound, false)
      add(range, true)
      end = range.upperBound
    }
    add(end..<bytes.count, false)
    return pieces
  }
}
