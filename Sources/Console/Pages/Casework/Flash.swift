import Casework

/// What was done just now, said once on the page that follows: a code in the link stands for fixed words, so
/// that nothing is kept in the session and no link can put words into a page.
enum Flash: String, CaseIterable, Sendable {
  case claimed, released, noted, moved, closed, reopened, decided, undone, opened, held, lifted
  case saved, reviewed, received, upheld, reversed, changed, answered, kept
  case takenOver = "taken-over"
  case isOpen = "is-open"
  case wasDecided = "was-decided"
  case nothingWaits = "nothing-waits"
  case orderNoted = "order-noted"

  /// The words.
  var words: String {
    switch self {
    case .claimed: "You hold the case now."
    case .released: "The case was given back."
    case .noted: "The note was written."
    case .moved: "The case was moved to the other queue."
    case .closed: "The case was closed."
    case .reopened: "The case is open again."
    case .decided: "The decision was recorded."
    case .undone: "The decision was undone; the case is open again unless another decision stands."
    case .opened: "A case was opened."
    case .held: "The hold was placed."
    case .lifted: "The hold was lifted."
    case .saved: "It was saved."
    case .reviewed: "The review was recorded."
    case .received: "The appeal was received."
    case .upheld: "The decision stands."
    case .reversed: "The decision was reversed; below is what follows from it."
    case .changed: "The decision was changed; below is what follows from it."
    case .answered: "Your answer was recorded."
    case .kept: "The golden case was kept."
    case .takenOver: "You have taken the case over."
    case .isOpen: "A case about it was open already: this one."
    case .wasDecided: "You decided this case already; nothing was recorded twice."
    case .nothingWaits: "Nothing waits in this queue."
    case .orderNoted: "The step of the removal order was noted."
    }
  }

  /// A link to a page that says it.
  func on(_ path: String, _ query: [String: String] = [:]) -> String {
    Link.to(path, query.merging(["done": rawValue]) { old, _ in old })
  }

  /// What a visit's link says; nothing for a code that is none.
  static func blocks(_ visit: Visit) -> [PageContent.Block] {
    visit.query["done"].flatMap { Flash(rawValue: $0) }.map { [.notice($0.words)] } ?? []
  }
}
