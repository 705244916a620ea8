/// What one thread needs to compare forms.
final class Matcher {
  let text = TokenList()
  let template = TokenList()
  let alignment = Alignment()
  var features: [UInt32] = []
  var folding = CopyFolding()
  private var lists: [FeatureTable.Entry] = []
  private var votes = VoteTable()

  /// A family that a text may belong to.
  struct Candidate {
    var family: Int32
    var votes: Int32
    var score: Float
  }

  /// The families that share most features with the loaded text, best first.
  ///
  /// Rare features are looked at first, and after ``VoteTable/enough`` families no more.
  func candidates(
    _ table: FeatureTable, _ index: TemplateIndex, from first: Int32, limit: Int,
    where isWanted: (Int32) -> Bool
  ) -> [Candidate] {
    text.features(into: &features)
    lists.removeAll(keepingCapacity: true)
    guard table.touch(features) > 0 || !features.isEmpty else { return [] }
    for name in features {
      let entry = table.entry(name)
      if entry.count > 0 { lists.append(entry) }
    }
    guard !lists.isEmpty else { return [] }
    lists.sort { $0.count != $1.count ? $0.count < $1.count : $0.name < $1.name }
    votes.removeAll()
    var read: UInt32 = 0
    for entry in lists {
      guard read + entry.count <= VoteTable.enough else { break }
      read += entry.count
      let value = 1 / Float(entry.count).squareRoot()
      table.forEach(entry) { if $0 >= first { votes.add($0, value) } }
    }
    var best: [Candidate] = []
    let leastShare = index.parameters.leastFeatureShare
    for entry in votes.entries {
      let shorter = min(features.count, Int(index.featureCounts[Int(entry.family)]))
      guard Double(entry.votes) >= leastShare * Double(shorter),
        index.representatives[Int(entry.family)] >= 0, isWanted(entry.family)
      else { continue }
      insert(entry, into: &best, limit: limit)
    }
    return best
  }

  private func insert(_ entry: Candidate, into best: inout [Candidate], limit: Int) {
    func comesBefore(_ other: Candidate) -> Bool {
      entry.score != other.score ? entry.score > other.score : entry.family < other.family
    }
    if best.count == limit, let last = best.last, !comesBefore(last) { return }
    let place = best.firstIndex(where: comesBefore) ?? best.count
    best.insert(entry, at: place)
    if best.count > limit { best.removeLast() }
  }
}

/// Counts votes for a few families.
struct VoteTable {
  /// Families after which no further features are looked at.
  static let enough: UInt32 = 256
  private static let size = 2048

  private(set) var entries: [Matcher.Candidate] = []
  private var slots = [Int16](repeating: -1, count: size)

  var count: Int { entries.count }

  mutating func removeAll() {
    for entry in entries {
      // Entries stand where they were put or behind; emptying runs empties all of them.
      var index = Self.place(entry.family)
      while slots[index] >= 0 {
        slots[index] = -1
        index = (index + 1) & (Self.size - 1)
      }
    }
    entries.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private static func place(_ family: Int32) -> Int {
    Int((UInt32(bitPattern: family) &* 0x9E37_79B1) >> 21)
  }

  mutating func add(_ family: Int32, _ value: Float) {
    var index = Self.place(family)
    while slots[index] >= 0 {
      let entry = Int(slots[index])
      if entries[entry].family == family {
        entries[entry].votes += 1
        entries[entry].score += value
        return
      }
      index = (index + 1) & (Self.size - 1)
    }
    slots[index] = Int16(entries.count)
    entries.append(Matcher.Candidate(family: family, votes: 1, score: value))
  }
}
