/// What a reader must know of times that come in coarse units.
extension TimeUnit {
  /// The unit in the plural, and what cannot be told below it.
  private var words: (plural: String, lost: String) {
    switch self {
    case .millisecond: ("milliseconds", "the millisecond")
    case .second: ("seconds", "the second")
    case .minute: ("minutes", "the minute")
    case .quarterHour: ("quarters of an hour", "the quarter of an hour")
    case .hour: ("hours", "the hour")
    }
  }

  /// Reasons of a candidate, for accounts with times in coarse units.
  static func reasons(_ accounts: [TimeUnit: Int]) -> [String] {
    accounts.sorted { $0.key < $1.key }.map { unit, count in
      "The times of \(count == 1 ? "one" : grouped(count)) of these accounts carry whole "
        + "\(unit.words.plural) only: how close they came within \(unit.words.lost) cannot be told, "
        + "and chance is taken to be as much larger."
    }
  }

  /// Sentences on a whole stream, for units that at least one post in a hundred has.
  ///
  /// - Parameters:
  ///   - posts: how many posts have times in each coarse unit.
  ///   - all: all posts.
  public static func warnings(_ posts: [TimeUnit: Int], of all: Int) -> [String] {
    posts.filter { $0.value * 100 >= all }.sorted { $0.key < $1.key }.map { unit, count in
      "The times of \(grouped(count)) of \(grouped(all)) posts carry whole \(unit.words.plural) "
        + "only: co-actions closer than that cannot be told apart, and less can be found."
    }
  }
}
