import SocialModel

@testable import Coordination

/// Random numbers for invented streams.
typealias Draw = SocialModel.SeededGenerator

let second: Int64 = 1000
let minute: Int64 = 60 * second
let hour: Int64 = 60 * minute

/// An invented stream: posts with the objects that they carry.
struct InventedStream {
  struct Post {
    var account: Int32
    var time: Int64
    var objects: [(layer: Layer, object: Int32)]
  }

  var posts: [Post] = []
  /// How many accounts there are at least.
  var accounts: Int32 = 0

  mutating func post(_ account: Int32, at time: Int64, _ objects: (Layer, Int32)...) {
    posts.append(Post(account: account, time: time, objects: objects.map { ($0.0, $0.1) }))
    accounts = max(accounts, account + 1)
  }

  /// The stream as the builder of a run would hand it over.
  var columns: StreamColumns {
    var tables: [Layer: ActionTable] = [:]
    for layer in Layer.allCases {
      let actions = posts.indices.flatMap { index in
        posts[index].objects.filter { $0.layer == layer }.map { (Int32(index), $0.object) }
      }
      guard !actions.isEmpty else { continue }
      tables[layer] = ActionTable(
        accountCount: Int(accounts), objectCount: Int(actions.map(\.1).max() ?? -1) + 1,
        objects: actions.map(\.1), accounts: actions.map { posts[Int($0.0)].account },
        times: actions.map { posts[Int($0.0)].time }, contents: actions.map(\.0))
    }
    return StreamColumns(
      postAccounts: posts.map(\.account), postTimes: posts.map(\.time),
      postKeys: posts.indices.map { UInt64($0) }, postIsFed: posts.map { _ in false },
      tables: tables, accountCount: Int(accounts))
  }

  func rareActions(_ parameters: DetectionParameters = DetectionParameters()) -> RareActions {
    RareActions(stream: columns, layers: DetectionProfile.testable, parameters: parameters)
  }

  func edges(
    _ profile: DetectionProfile = .shipped, _ parameters: DetectionParameters = .init(),
    threads: Int = 2
  ) -> [Edge] {
    let test = PairTest(rareActions(parameters), profile: profile, parameters: parameters)
    let found = test.run(threads: threads)
    return test.edges(found, between: Set(posts.map(\.account)))
  }

  /// All steps of detection.
  func detect(_ parameters: DetectionParameters = .init(), threads: Int = 2) -> DetectionResult {
    Detection(profile: .shipped, parameters: parameters).run(columns, threads: threads)
  }

  /// Ordinary accounts that post for two days; each post carries a tag or a link, few of which are
  /// used much and most of which hardly at all.
  mutating func addOrdinary(_ count: Int32, postsEach: Int, seed: UInt64) {
    var draw = Draw(seed: seed)
    let first = accounts
    for account in first..<(first + count) {
      for _ in 0..<postsEach {
        let object = Int32(pow3(draw.unit()) * 3000)
        post(
          account, at: Int64(draw.below(Int(48 * hour))),
          (draw.chance(0.6) ? .hashtag : .url, object))
      }
    }
  }

  /// A group that uses a link of its own in each wave, within a spread.
  mutating func addGroup(
    _ size: Int32, waves: Int, spread: Int64, firstObject: Int32 = 5000, seed: UInt64
  ) -> Range<Int32> {
    var draw = Draw(seed: seed)
    let first = accounts
    for wave in 0..<waves {
      let start = Int64(wave) * 5 * hour + Int64(draw.below(Int(hour)))
      for account in first..<(first + size) {
        post(
          account, at: start + Int64(draw.below(Int(spread))),
          (.url, firstObject + Int32(wave)))
      }
    }
    return first..<(first + size)
  }

  /// Accounts that meet within an hour every three, each time on a link of its own or always on one.
  mutating func addMeetings(
    _ size: Int32, waves: Int32, object: Int32? = nil, firstObject: Int32 = 6000, seed: UInt64
  ) {
    var draw = Draw(seed: seed)
    let first = accounts
    for wave in 0..<waves {
      for account in first..<(first + size) {
        let time = Int64(wave) * 3 * hour + Int64(draw.below(Int(hour)))
        post(account, at: time, (.url, object ?? firstObject + wave))
      }
    }
  }

  /// Accounts that are handed ready-made texts, a new one every half an hour, each for some of them
  /// to post within a spread, and that have a few tags of their own.
  mutating func addTexts(
    _ size: Int32, texts: Int32, users: Int, spread: Int64, seed: UInt64
  ) {
    var draw = Draw(seed: seed)
    let group = accounts..<(accounts + size)
    for text in 0..<texts {
      let start = Int64(text) * 30 * minute
      for account in draw.shuffled(Array(group)).prefix(users) {
        post(account, at: start + Int64(draw.below(Int(spread))), (.text, text))
      }
    }
    for account in group {
      for _ in 0..<4 {
        let time = Int64(draw.below(Int(48 * hour)))
        post(account, at: time, (.hashtag, Int32(draw.below(3000))))
      }
    }
  }

  /// Threads of a few hours: in each a handful of accounts out of a range answer each other under a
  /// tag of the thread's own.
  mutating func addThreads(
    _ count: Int32, among people: Range<Int32>, firstObject: Int32 = 20_000, seed: UInt64
  ) {
    var draw = Draw(seed: seed)
    for thread in 0..<count {
      let start = Int64(draw.below(Int(44 * hour)))
      for _ in 0..<draw.within(3...6) {
        let person = people.lowerBound + Int32(draw.below(people.count))
        for _ in 0..<draw.within(1...4) {
          post(
            person, at: start + Int64(draw.below(Int(3 * hour))), (.hashtag, firstObject + thread))
        }
      }
    }
  }

  /// The same stream under other names: accounts keep their order, objects do not.
  ///
  /// Account a is called 3a + 2 then, so that there are accounts that post nothing.
  func renamed(objects: Int32, seed: UInt64) -> InventedStream {
    var draw = Draw(seed: seed)
    let names = draw.shuffled(Array(0..<objects))
    var renamed = self
    renamed.accounts = accounts * 3 + 2
    for index in posts.indices {
      renamed.posts[index].account = posts[index].account * 3 + 2
      renamed.posts[index].objects = posts[index].objects.map {
        ($0.layer, names[Int($0.object)])
      }
    }
    return renamed
  }

  private func pow3(_ x: Double) -> Double { x * x * x }
}

extension DetectionProfile {
  /// Round shares for sums by hand.
  static let round = DetectionProfile(
    name: "round",
    shares: [
      .hashtag: [0.01, 0.05, 0.2, 0.5], .url: [0.02, 0.1, 0.3, 0.6],
      .text: [0.04, 0.1, 0.4, 0.7],
    ], repeats: [1, 0.1, 0.02], returnRate: 0.04)
}
