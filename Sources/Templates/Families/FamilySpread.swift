/// What is known of posts besides their texts, by the post's number.
public struct PostColumns: Sendable {
  /// The accounts' numbers.
  public var accounts: [Int32]
  /// Milliseconds since 1970.
  public var times: [Int64]
  /// A number for the first link that the post carries, -1 where it carries none.
  public var links: [Int32]

  /// Columns of equal length.
  public init(accounts: [Int32], times: [Int64], links: [Int32]) {
    precondition(accounts.count == times.count && times.count == links.count, "unequal columns")
    self.accounts = accounts
    self.times = times
    self.links = links
  }
}

/// How a family spreads over accounts, and whether that is how boilerplate does.
///
/// Boilerplate is what many write who have nothing to do with one another: the words of a share
/// button, a headline that comes with its link. It is recognised by its spread and not by a list of
/// words: at least ``leastAccounts`` accounts, pairs of which hardly ever share another family, at
/// times all over the stream.
///
/// Known problems: a campaign of one template that is repeated day in, day out by accounts that have
/// nothing else in common looks the same; and accounts of a few posts have no chance to share
/// another family. The numbers stand beside the word, so that one can judge.
public struct FamilySpread: Hashable, Sendable {
  /// What sort of boilerplate a family is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// It does not spread as boilerplate does.
    case none
    /// Words that come with ever other links, as share buttons write them.
    case shareButton = "share-button"
    /// A headline that comes with one link.
    case headline
    /// Words that everybody says.
    case common
  }

  /// Accounts below which nothing is said.
  public static let leastAccounts = 8
  /// The share of pairs of accounts with another family in common from which they are related.
  public static let relatedShare = 0.02
  /// The parts that the stream's time is cut into.
  public static let timeParts = 24
  /// Accounts of a family whose pairs are looked at.
  static let sampledAccounts = 64

  /// What sort of boilerplate it is.
  public var kind = Kind.none
  /// Distinct accounts.
  public var accounts = 0
  /// The share of pairs of its accounts that have another family in common, 0 to 1.
  public var relatedPairs = 0.0
  /// The parts of the stream's time with a post of it, of at most as many as it has posts.
  public var occupiedParts = 0
  /// Distinct links by posts with a link, 0 to 1; 0 where fewer than half of the posts have one.
  public var linkVariety = 0.0

  /// Why, in one sentence; empty for `none`.
  public var reason: String {
    let pairs = (relatedPairs * 1000).rounded() / 10
    let spread =
      "\(accounts) accounts, \(pairs) % of whose pairs share another template, "
      + "in \(occupiedParts) of \(Self.timeParts) parts of the time"
    return switch kind {
    case .none: ""
    case .shareButton: "The words come with ever other links: \(spread)."
    case .headline: "A headline with its link: \(spread)."
    case .common: "Unrelated accounts write it: \(spread)."
    }
  }
}

extension FamilySpread {
  /// How each of the families spreads, in their order.
  ///
  /// - Parameters:
  ///   - families: the posts of all with at least two, since relations are read from them.
  ///   - limit: of how many of the first families it is asked.
  /// - Complexity: O(posts) and, for each family of many accounts, about 2,000 pairs of accounts.
  public static func of(
    _ families: [[Int]], first limit: Int = .max, _ posts: PostColumns
  ) -> [FamilySpread] {
    let accounts = families.map { family in
      Array(Set(family.map { posts.accounts[$0] })).sorted()
    }
    var familiesOf: [Int32: [Int32]] = [:]
    for (index, members) in accounts.enumerated() where members.count > 1 {
      for account in members { familiesOf[account, default: []].append(Int32(index)) }
    }
    let first = posts.times.min() ?? 0
    let length = max((posts.times.max() ?? 0) - first, 1)
    return families.indices.prefix(limit).map { index in
      var spread = FamilySpread()
      spread.accounts = accounts[index].count
      guard spread.accounts >= leastAccounts else { return spread }
      spread.relatedPairs = relatedPairs(accounts[index], Int32(index), familiesOf)
      let parts = families[index].map {
        min(Int((posts.times[$0] - first) * Int64(timeParts) / length), timeParts - 1)
      }
      spread.occupiedParts = Set(parts).count
      spread.linkVariety = linkVariety(families[index].map { posts.links[$0] })
      spread.kind = kind(spread, families[index], posts)
      return spread
    }
  }

  private static func relatedPairs(
    _ accounts: [Int32], _ own: Int32, _ familiesOf: [Int32: [Int32]]
  ) -> Double {
    let step = max(accounts.count / sampledAccounts, 1)
    let sample = stride(from: 0, to: accounts.count, by: step).prefix(sampledAccounts)
      .map { Set(familiesOf[accounts[$0]] ?? []).subtracting([own]) }
    var related = 0
    for i in sample.indices {
      for j in 0..<i where !sample[i].isDisjoint(with: sample[j]) { related += 1 }
    }
    return Double(related) / Double(max(sample.count * (sample.count - 1) / 2, 1))
  }

  private static func linkVariety(_ links: [Int32]) -> Double {
    let given = links.filter { $0 >= 0 }
    guard given.count * 2 >= links.count, !given.isEmpty else { return 0 }
    return Double(Set(given).count) / Double(given.count)
  }

  private static func kind(
    _ spread: FamilySpread, _ family: [Int], _ posts: PostColumns
  ) -> Kind {
    let possible = min(timeParts, family.count)
    guard spread.relatedPairs < relatedShare, spread.occupiedParts * 2 >= possible else {
      return .none
    }
    if spread.linkVariety >= 0.5 { return .shareButton }
    return spread.linkVariety > 0 ? .headline : .common
  }
}
