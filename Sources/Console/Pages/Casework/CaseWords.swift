import Casework
import Exchange
import SocialModel
import Store

/// Cases, decisions and clocks in words.
enum CaseWords {
  /// A subject as it is stored: `post 7120 on x`.
  static func subject(_ text: String) -> String {
    Subject(text).map { subject($0) } ?? HumanText.shortened(text, to: 80)
  }

  /// A subject: `account a1 on x`.
  static func subject(_ subject: Subject) -> String {
    let id = HumanText.shortened(subject.id, to: 60)
    switch subject.kind {
    case .candidate: return "candidate, review \(id)"
    case .hashtag: return "tag #\(id)" + (subject.platform.map { " on \($0.name)" } ?? "")
    case .post, .account:
      return "\(subject.kind.rawValue) \(id) on \(subject.platform?.name ?? "?")"
    }
  }

  /// What a decision rests on.
  static func ground(_ content: NewDecision) -> String {
    switch content.ground {
    case .none: "none"
    case .legal(let jurisdiction, let clause):
      "law of \(jurisdiction): \(HumanText.shortened(clause, to: 200))"
    case .policy(let clause):
      "clause \(HumanText.shortened(clause, to: 60)) of version \(content.policyVersion ?? 1)"
    }
  }

  /// What a decision rests on, before it is stored.
  static func ground(_ ground: Ground?) -> String {
    switch ground {
    case nil: "none"
    case .legal(let jurisdiction, let provision)?:
      "law of \(jurisdiction): \(HumanText.shortened(provision, to: 200))"
    case .policy(let clause, let version)?:
      "clause \(HumanText.shortened(clause, to: 60)) of version \(version)"
    }
  }

  /// Measures by their words.
  static func measures(_ words: [String]) -> String {
    words.isEmpty
      ? "no measure" : words.map { $0.replacing("-", with: " ") }.joined(separator: ", ")
  }

  /// A category of statements of reasons: `risk for public security`.
  static func category(_ word: String?) -> String {
    (word ?? "none").replacing("STATEMENT_CATEGORY_", with: "").replacing("_", with: " ")
      .lowercased()
  }

  /// Where a decision stands.
  static func standing(_ row: DecisionRow) -> String {
    guard let undone = row.undoneAt else { return row.appeal == nil ? "stands" : "appealed" }
    return "undone \(HumanText.moment(undone))"
  }

  /// How long ago, and when.
  static func since(_ time: Timestamp, now: Timestamp) -> String {
    "\(HumanText.moment(time)), \(HumanText.lag(max(0, now.milliseconds - time.milliseconds))) ago"
  }

  /// A moment that comes or has passed: `in 4 min`, `6 min late`.
  static func due(_ time: Timestamp?, now: Timestamp) -> String {
    guard let time else { return "" }
    let left = time.milliseconds - now.milliseconds
    return left >= 0 ? "in \(HumanText.lag(left))" : "\(HumanText.lag(-left)) late"
  }

  /// Where a removal order stands.
  static func standing(_ order: RemovalOrder, now: Timestamp) -> String {
    switch order.standing(at: now) {
    case .running(let left): "\(HumanText.lag(left)) left of the hour"
    case .paused: "the hour has not begun"
    case .inTime: "carried out within the hour"
    case .late(let by):
      order.carriedOut == nil
        ? "\(HumanText.lag(by)) over the hour" : "carried out \(HumanText.lag(by)) late"
    }
  }
}

/// Who is who, by number.
struct People: Sendable {
  private let names: [Int64: String]

  /// All users.
  init(_ store: CaseStore) throws {
    names = Dictionary(uniqueKeysWithValues: try store.users().map { ($0.id, $0.name) })
  }

  /// A user's name; what did it for a program.
  func name(_ id: Int64?) -> String {
    id.map { HumanText.shortened(names[$0] ?? "user \($0)", to: 60) } ?? "a program"
  }
}
