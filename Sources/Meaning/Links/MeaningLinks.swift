import Foundation

/// Finds texts that say nearly the same in other words or in other languages.
///
/// Links do not chain: a group has a medoid, and every member is linked to it. Texts are taken by
/// weight, the heaviest first; one that no earlier leader is linked to leads a group itself, any other
/// joins the nearest of them. All pairs that matter are compared, by products of blocks.
///
/// Known problems: a text and its negation are linked. Texts on one narrow subject, such as two
/// reports of one event, come near each other without saying the same.
public struct MeaningLinks: Sendable {
  /// Texts that are compared with all others at once.
  static let blockRows = 128
  /// Texts that a thread compares with those.
  static let blockColumns = 512
  /// Members of a group up to which its medoid is sought; beyond, the heaviest text stays it.
  static let medoidLimit = 512

  /// When texts are linked.
  public var parameters: MeaningParameters
  /// How many threads work; results do not depend on it.
  public var threads: Int

  /// A search with these parameters.
  public init(
    parameters: MeaningParameters = MeaningParameters(),
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    self.parameters = parameters
    self.threads = threads
  }

  /// Groups of two texts or more, those of the greatest weight first, then in the order of medoids.
  ///
  /// - Parameters:
  ///   - embeddings: the texts' vectors; texts shorter than the parameters ask for join nothing.
  ///   - languages: the language of each text, nil where it is not known.
  ///   - weights: how much each text counts, such as its number of accounts.
  /// - Precondition: there are as many languages and weights as texts.
  /// - Complexity: O(n² · 512) time for n texts that are all different: 2 s for 20,000 on two cores;
  ///   O(n) memory, 2 KB a text.
  public func groups(
    of embeddings: Embeddings, languages: [String?], weights: [Int]
  ) -> [MeaningGroup] {
    precondition(languages.count == embeddings.count && weights.count == embeddings.count)
    let order = (0..<embeddings.count)
      .filter { embeddings.tokens[$0] >= parameters.leastTokens }
      .sorted { (weights[$1], $0) < (weights[$0], $1) }
    let ranked = RankedTexts(
      vectors: order.flatMap { embeddings[$0] }, languages: order.map { languages[$0] },
      parameters: parameters, threads: threads)
    let groups = ranked.groups().map { group in
      MeaningGroup(
        medoid: order[group.medoid],
        members: group.members.map { .init(text: order[$0.text], cosine: $0.cosine) }
          .sorted { ($1.cosine, $0.text) < ($0.cosine, $1.text) })
    }
    func weight(_ group: MeaningGroup) -> Int {
      group.members.reduce(weights[group.medoid]) { $0 + weights[$1.text] }
    }
    return groups.map { (weight($0), $0) }
      .sorted { ($1.0, $0.1.medoid) < ($0.0, $1.1.medoid) }.map(\.1)
  }
}

/// Texts in the order in which they may lead.
struct RankedTexts: Sendable {
  let vectors: [Float]
  let languages: [String?]
  let parameters: MeaningParameters
  let threads: Int

  var count: Int { languages.count }

  func groups() -> [MeaningGroup] {
    var members: [Int: [Int]] = [:]
    for (text, leader) in leaders().enumerated() where leader != text {
      members[leader, default: []].append(text)
    }
    return members.sorted { $0.key < $1.key }.map { leader, others in
      withMedoid([leader] + others)
    }
  }

  /// The text that each text is grouped with; itself where it leads.
  private func leaders() -> [Int] {
    var leader = Array(0..<count)
    var best = [Int16](repeating: .min, count: count)
    var next = 0
    while next < count {
      var rows: [Int] = []
      while next < count, rows.count < MeaningLinks.blockRows {
        if best[next] == .min { rows.append(next) }
        next += 1
      }
      guard let first = rows.first else { break }
      let linked = linked(rows, first..<count)
      for (row, links) in zip(rows, linked) where best[row] == .min {
        // A text that leads already is linked to no leader before it, and this one comes later.
        for link in links where link.cosine > best[link.text] {
          best[link.text] = link.cosine
          leader[link.text] = row
        }
      }
    }
    return leader
  }

  /// A text that another one is linked to.
  private struct Link {
    var text: Int
    var cosine: Int16
  }

  private func isLinked(_ a: Int, _ b: Int, _ cosine: Int16) -> Bool {
    cosine >= parameters.threshold(languages[a], languages[b])
  }

  /// For each row the later texts among the columns that it is linked to.
  private func linked(_ rows: [Int], _ columns: Range<Int>) -> [[Link]] {
    let width = Embeddings.width
    let block = rows.flatMap { vectors[$0 * width..<($0 + 1) * width] }
    let parts = Workers.map(
      columns.count, part: MeaningLinks.blockColumns, threads: threads
    ) { range, product in
      product.reserve(range.count * rows.count)
      let start = columns.lowerBound + range.lowerBound
      vectors.withUnsafeBufferPointer { all in
        guard let base = all.baseAddress else { return }
        Product.multiply(
          block, strideA: width, rows: rows.count, base + start * width, inner: width,
          columns: range.count, isTransposed: true, to: product.base, strideC: range.count)
      }
      return rows.indices.map { place in
        range.indices.compactMap { index -> Link? in
          let value = product.base[place * range.count + index - range.lowerBound]
          let text = columns.lowerBound + index
          guard text > rows[place], value >= leastCosine else { return nil }
          let cosine = Int16((value * 1000).rounded())
          return isLinked(rows[place], text, cosine) ? Link(text: text, cosine: cosine) : nil
        }
      }
    } scratch: {
      Matrix()
    }
    return rows.indices.map { place in parts.flatMap { $0[place] } }
  }

  /// Below it no pair is linked, whatever the languages and the rounding.
  private var leastCosine: Float {
    Float(min(parameters.acrossLanguages, parameters.withinLanguage)) - 0.001
  }

  /// The group of some texts, the first of which all others are linked to.
  ///
  /// The medoid is the one of the greatest sum of cosines among those that all others are linked to.
  private func withMedoid(_ texts: [Int]) -> MeaningGroup {
    let rows = texts.count <= MeaningLinks.medoidLimit ? texts : [texts[0]]
    let cosines = rows.map { row in texts.map { cosine(row, $0) } }
    func sum(_ row: Int) -> Int { cosines[row].reduce(0) { $0 + Int($1) } }
    let eligible = rows.indices.filter { row in
      texts.indices.allSatisfy { row == $0 || isLinked(rows[row], texts[$0], cosines[row][$0]) }
    }
    let medoid = eligible.max { (sum($0), $1) < (sum($1), $0) } ?? 0
    let members = texts.indices.filter { $0 != medoid }.map {
      MeaningGroup.Member(text: texts[$0], cosine: Double(cosines[medoid][$0]) / 1000)
    }
    return MeaningGroup(medoid: texts[medoid], members: members)
  }

  private func cosine(_ a: Int, _ b: Int) -> Int16 {
    let width = Embeddings.width
    return vectors.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return 0 }
      var sum = Rows.Vector.zero
      for index in stride(from: 0, to: width, by: 16) {
        sum += Rows.load(base + a * width, index) * Rows.load(base + b * width, index)
      }
      return Int16((sum.sum() * 1000).rounded())
    }
  }
}
