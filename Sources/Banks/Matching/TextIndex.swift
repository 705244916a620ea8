/// Finds texts that are a few edits away, by length.
///
/// Texts too short for an edit are looked up; longer ones are compared with those of about the
/// same length, one by one: good for thousands of texts of one length and not for millions.
struct TextIndex: Sendable {
  private var byLength: [Int: [(text: [Unicode.Scalar], position: Int)]] = [:]

  /// Adds a text; one without letters and digits matches nothing.
  mutating func add(_ text: String, _ position: Int) {
    let normal = TextMatching.normal(text)
    guard !normal.isEmpty else { return }
    byLength[normal.count, default: []].append((normal, position))
  }

  /// The texts that are near, by position.
  func matches(of text: String) -> [(position: Int, distance: Int)] {
    let query = TextMatching.normal(text)
    guard !query.isEmpty else { return [] }
    var found: [(position: Int, distance: Int)] = []
    // A known text may be longer by a twentieth of itself.
    let reach = query.count / 19 + 1
    for length in max(1, query.count - reach)...(query.count + reach) {
      let most = TextMatching.mostEdits(length: length)
      guard abs(length - query.count) <= most else { continue }
      for (known, position) in byLength[length] ?? [] {
        if let edits = TextMatching.distance(known, query, most: most) {
          found.append((position, edits))
        }
      }
    }
    return found.sorted { $0.position < $1.position }
  }
}
