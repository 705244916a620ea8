import Coordination
import SocialModel

/// Follows objects through the whole stream: who carried them first, and where.
struct StreamTracer {
  private let stream: StreamData
  private let coverage: [PlatformCoverage]
  private let postKeys: Set<UInt64>
  private let accountNames: Set<String>

  init(_ stream: StreamData) {
    self.stream = stream
    let columns = stream.columns
    coverage = PlatformCoverage.of(
      columns.postTimes.indices.lazy.map { post in
        (
          stream.accounts[Int(columns.postAccounts[post])].platform,
          Timestamp(milliseconds: columns.postTimes[post])
        )
      })
    postKeys = Set(columns.postKeys)
    accountNames = Set(stream.accounts.flatMap { [$0.id] + ($0.handle.map { [$0] } ?? []) })
  }

  /// The posts that carry an object, each once, by time, account and id.
  func posts(_ layer: Layer, _ object: Int32) -> [Int32] {
    guard let table = stream.columns.tables[layer] else { return [] }
    return sorted(Set(table.positions(on: object).map { table.contents[$0] }))
  }

  /// Posts by time, account and id, whatever their order in the input.
  func sorted(_ posts: some Sequence<Int32>) -> [Int32] {
    let columns = stream.columns
    return posts.sorted { x, y in
      let (i, j) = (Int(x), Int(y))
      if columns.postTimes[i] != columns.postTimes[j] {
        return columns.postTimes[i] < columns.postTimes[j]
      }
      if columns.postAccounts[i] != columns.postAccounts[j] {
        return columns.postAccounts[i] < columns.postAccounts[j]
      }
      return columns.postKeys[i] < columns.postKeys[j]
    }
  }

  /// The accounts of posts, each once.
  func accounts(_ posts: [Int32]) -> Set<Int32> {
    Set(posts.map { stream.columns.postAccounts[Int($0)] })
  }

  /// Of posts in order the first on each platform, which a lineage names.
  func firsts(_ posts: [Int32]) -> [Int32] {
    var seen: Set<Platform> = []
    return posts.filter { seen.insert(platform($0)).inserted }
  }

  private func platform(_ post: Int32) -> Platform {
    stream.accounts[Int(stream.columns.postAccounts[Int(post)])].platform
  }

  /// The lineage of what some posts carry.
  ///
  /// - Parameters:
  ///   - posts: in order; at least one.
  ///   - names: the platforms' ids of ``firsts(_:)``.
  func lineage(_ posts: [Int32], names: (Int32) -> String?) -> Lineage? {
    let firsts = Set(firsts(posts))
    let carriers = posts.map { post in
      carrier(post, name: firsts.contains(post) ? names(post) : nil)
    }
    return Lineage(ordered: carriers, coverage: coverage) { source in
      accountNames.contains(source) || postKeys.contains(StreamBuilder.key(of: source))
    }
  }

  /// A post as far as lineages go; ids are known of first posts alone.
  func carrier(_ post: Int32, name: String? = nil) -> Carrier {
    let account = stream.accounts[Int(stream.columns.postAccounts[Int(post)])]
    let origin = stream.postOrigins[Int(post)]
    return Carrier(
      platform: account.platform, id: name ?? "", account: account.id,
      time: Timestamp(milliseconds: stream.columns.postTimes[Int(post)]),
      source: origin < 0 ? nil : stream.originNames.string(origin))
  }
}
