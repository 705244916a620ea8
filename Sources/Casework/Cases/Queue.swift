import SocialModel

/// A case that waits, as far as its place in the queue needs it.
public struct QueuedCase: Hashable, Sendable {
  /// Which case.
  public var id: String
  /// How soon it must be seen, 0...3: of its most urgent assessment or candidate.
  public var urgency: Int
  /// When an order's clock runs out; nil where there is none.
  public var due: Timestamp?
  /// When it was opened.
  public var opened: Timestamp
  /// Who may not have it, such as who decided what it appeals against.
  public var barred: Set<String>

  /// A case that waits.
  public init(
    id: String, urgency: Int, due: Timestamp? = nil, opened: Timestamp, barred: Set<String> = []
  ) {
    self.id = id
    self.urgency = urgency
    self.due = due
    self.opened = opened
    self.barred = barred
  }

  /// Whether it comes before another: a clock that runs first, the earlier end first; then urgency, then
  /// age, then the id. Nobody chooses what to review: the next case is the first.
  public static func comesBefore(_ a: QueuedCase, _ b: QueuedCase) -> Bool {
    let key: (QueuedCase) -> (Int64, Int, Int64) = {
      ($0.due?.milliseconds ?? .max, -$0.urgency, $0.opened.milliseconds)
    }
    return key(a) == key(b)
      ? a.id.utf8.lexicographicallyPrecedes(b.id.utf8) : key(a) < key(b)
  }

  /// The case that a user gets next; nil where none waits for this user.
  ///
  /// - Complexity: O(cases).
  public static func next(of cases: [QueuedCase], for user: String) -> QueuedCase? {
    cases.filter { !$0.barred.contains(user) }.min(by: comesBefore)
  }
}
