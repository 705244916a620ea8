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
    return test.edges(found, between: Set((0..<accounts)))
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
