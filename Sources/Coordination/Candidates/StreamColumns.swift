import SocialModel

/// What the description of a candidate needs to know of the whole input.
public struct StreamColumns: Sendable {
  /// Each post's account.
  public var postAccounts: [Int32]
  /// Each post's time in milliseconds.
  public var postTimes: [Int64]
  /// A number for each post that depends on its id alone, to break ties by.
  public var postKeys: [UInt64]
  /// Whether each post came from a program that feeds or schedules posts, as far as is known.
  public var postIsFed: [Bool]
  /// The unit that each post's time comes in; empty where all are milliseconds.
  public var postUnits: [TimeUnit]
  /// A number for the program that each post names, negative where it names none; empty where no
  /// post's is known. Numbers are compared for equality alone.
  public var postPrograms: [Int32]
  /// A number for the site that each post links to, negative where it links to none that is known:
  /// shortened links hide it, and pages on platforms do not count. Empty where no post's is known.
  /// Numbers are compared for equality alone.
  public var postSites: [Int32]
  /// The actions of each layer that has any.
  public var tables: [Layer: ActionTable]
  /// Number of accounts.
  public var accountCount: Int
  /// The keys of each layer's objects, to break ties by.
  public var objectKeys: [Layer: ByteInterner]

  /// Columns over an input; all of them are indexed by post.
  public init(
    postAccounts: [Int32], postTimes: [Int64], postKeys: [UInt64], postIsFed: [Bool],
    postUnits: [TimeUnit] = [], tables: [Layer: ActionTable], accountCount: Int,
    objectKeys: [Layer: ByteInterner] = [:], postPrograms: [Int32] = [], postSites: [Int32] = []
  ) {
    self.postAccounts = postAccounts
    self.postTimes = postTimes
    self.postKeys = postKeys
    self.postIsFed = postIsFed
    self.postUnits = postUnits
    self.tables = tables
    self.accountCount = accountCount
    self.objectKeys = objectKeys
    self.postPrograms = postPrograms
    self.postSites = postSites
  }

  /// Whether an object's key comes before another's, by bytes; ids decide where keys are not known.
  ///
  /// Ids are given in the order of the input, so they must not order what people see.
  func names(_ x: Int32, before y: Int32, in layer: Layer) -> Bool {
    guard let keys = objectKeys[layer] else { return x < y }
    return keys.bytes(x).lexicographicallyPrecedes(keys.bytes(y))
  }

  /// Whether a post comes before another: by time, account and id.
  public func precedes(_ x: Int32, _ y: Int32) -> Bool {
    let (i, j) = (Int(x), Int(y))
    if postTimes[i] != postTimes[j] { return postTimes[i] < postTimes[j] }
    if postAccounts[i] != postAccounts[j] { return postAccounts[i] < postAccounts[j] }
    return postKeys[i] < postKeys[j]
  }

  /// How many of some accounts have times in units of a minute or more, by the coarsest of each.
  func coarseAccounts(of members: [Int32]) -> [TimeUnit: Int] {
    guard postUnits.contains(where: { $0 >= .minute }) else { return [:] }
    var coarsest: [Int32: TimeUnit] = [:]
    for member in members { coarsest[member] = .millisecond }
    for (account, unit) in zip(postAccounts, postUnits) {
      if let known = coarsest[account], known < unit { coarsest[account] = unit }
    }
    return Dictionary(grouping: coarsest.values.filter { $0 >= .minute }) { $0 }
      .mapValues(\.count)
  }

  /// How many posts have times in each unit of a minute or more, those of accounts with fewer than
  /// three posts left out: their unit may be a coincidence.
  public func coarsePosts() -> [TimeUnit: Int] {
    let activity = postUnits.contains { $0 >= .minute } ? activity() : []
    var posts: [TimeUnit: Int] = [:]
    for (account, unit) in zip(postAccounts, postUnits)
    where unit >= .minute && activity[Int(account)].posts >= 3 {
      posts[unit, default: 0] += 1
    }
    return posts
  }

  /// Each account's number of posts, first and last time in milliseconds.
  func activity() -> [AccountActivity] {
    var result = [AccountActivity](repeating: AccountActivity(), count: accountCount)
    for (account, time) in zip(postAccounts, postTimes) {
      result[Int(account)].add(time)
    }
    return result
  }
}

/// An account's posts in the input.
struct AccountActivity: Sendable {
  var posts = 0
  var first = Int64.max
  var last = Int64.min

  mutating func add(_ time: Int64) {
    posts += 1
    first = min(first, time)
    last = max(last, time)
  }
}
