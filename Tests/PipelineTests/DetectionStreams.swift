import Coordination
import Foundation
import Intake
import Pipeline
import Simulation
import SocialModel
import Testing

/// A simulated stream as columns, with the truth about its accounts.
struct SimulatedColumns {
  let columns: StreamColumns
  /// The group of each account of the columns.
  let groups: [AccountGroup]

  init(seed: UInt64, posts: Int = 20_000, isPlanted: Bool, leavesOut: AccountGroup? = nil) {
    let builder = StreamBuilder(layers: DetectionProfile.testable)
    let (posts, truth) = Simulation(.init(seed: seed, posts: posts, isPlanted: isPlanted)).run()
    let group = Dictionary(
      uniqueKeysWithValues: truth.accounts.map { ("\($0.platform.name):\($0.account)", $0.group) })
    builder.add(
      posts.filter {
        leavesOut == nil || group["\($0.platform.name):\($0.account.id)"] != leavesOut
      })
    let stream = builder.finish()
    columns = stream.columns
    groups = stream.accounts.map { group["\($0.platform.name):\($0.id)"] ?? .ordinary }
  }
}

extension SimulatedColumns {
  /// For each account whether it is a feed: feeds of one wire post within seconds of each other.
  var sharesClock: [Bool] { groups.map { $0 == .syndication } }
}

extension StreamColumns {
  /// The columns of a file of posts.
  init(path: String) throws {
    let builder = StreamBuilder(layers: DetectionProfile.testable)
    var options = IntakeOptions()
    options.columns = [.time: "ts_ms", .account: "account", .text: "text"]
    _ = try Intake(options: options).read(paths: [path]) { builder.add($0.posts) }
    self = builder.finish().columns
  }
}

extension StreamColumns {
  /// The stream with the times of some accounts cut to a unit, as an export would have cut them.
  func cut(to unit: TimeUnit, where isCut: (Int32) -> Bool = { _ in true }) -> StreamColumns {
    var result = self
    let length = unit.milliseconds
    result.postTimes = zip(postAccounts, postTimes).map { account, time in
      isCut(account) ? time - ((time % length) + length) % length : time
    }
    result.postUnits = TimeUnit.recognized(sources: postAccounts, times: result.postTimes)
    for (layer, table) in tables {
      result.tables[layer] = ActionTable(
        accountCount: table.accountCount, objectCount: table.objectCount,
        objects: table.actions.map(\.object), accounts: table.actions.map(\.account),
        times: table.contents.map { result.postTimes[Int($0)] }, contents: table.contents,
        threads: 1)
    }
    return result
  }
}

extension Surrogate: CustomTestStringConvertible {
  /// What the surrogate keeps and what it draws.
  public var testDescription: String { rawValue }

  /// What is found in each of some surrogates of a stream.
  ///
  /// - Parameter sharesClock: for each account whether it posts by a clock that others post by as
  ///   well; an edge between two of them is true in every surrogate that keeps the times.
  func found(
    in stream: StreamColumns, seeds: Range<UInt64>, threads: Int = 1, sharesClock: [Bool] = []
  ) -> [SurrogateFindings] {
    Parallel.map(0..<seeds.count, threads: threads) { index in
      let parameters = DetectionParameters()
      let columns = self.columns(
        stream, window: parameters.contextWindow, seed: seeds.lowerBound + UInt64(index))
      let result = Detection(profile: .shipped, parameters: parameters).run(columns, threads: 1)
      let clocked = result.edges.count {
        !sharesClock.isEmpty && sharesClock[Int($0.pair.a)] && sharesClock[Int($0.pair.b)]
      }
      let heldOut = result.joiners.count { $0.basis == .heldOut }
      return SurrogateFindings(
        accounts: result.log10POfAccount.count, edges: result.edges.count, edgesOfClocks: clocked,
        heldOut: heldOut, joiners: result.joiners.count - heldOut)
    }
  }
}

/// What was found in a surrogate, where nothing should be.
struct SurrogateFindings: Sendable {
  /// Accounts that any test found.
  var accounts: Int
  var edges: Int
  /// Edges between two accounts that share a clock.
  var edgesOfClocks: Int
  /// Members of groups, found in the hours held back.
  var heldOut: Int
  /// Accounts that groups grew by.
  var joiners: Int
  /// Edges that chance alone made.
  var falseEdges: Int { edges - edgesOfClocks }
}
