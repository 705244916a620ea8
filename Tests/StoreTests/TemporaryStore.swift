import Foundation
import SocialModel
import Synchronization

@testable import Store

/// A clock that tests set.
final class TestClock: Sendable {
  private let now: Mutex<Int64>

  init(_ start: Timestamp) { now = Mutex(start.milliseconds) }

  func read() -> Timestamp { Timestamp(milliseconds: now.withLock { $0 }) }
  func advance(seconds: Int64) { now.withLock { $0 += seconds * 1000 } }
}

/// A store in a folder of its own that is removed with it.
final class TemporaryStore: Sendable {
  let folder: String
  let path: String
  let clock = TestClock(Timestamp(seconds: 1_700_000_000))
  let store: CaseStore

  init() throws {
    let name = "tocsin-store-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/tocsin.db"
    store = try CaseStore(path: path, clock: { [clock] in clock.read() })
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      print("a temporary folder could not be removed")
    }
  }

  func reopened() throws -> CaseStore {
    try CaseStore(path: path, mustExist: true, clock: { [clock] in clock.read() })
  }
}

/// Invented posts about the iron lantern parade of Port Meridian.
enum Invented {
  static func post(
    _ id: String, by account: String = "a1", at second: Int64 = 1_458_633_600,
    _ text: String? = "The iron lantern parade begins at dusk", language: String? = "en",
    platform: Platform = .x, tags: [String] = [], handle: String? = nil, bio: String? = nil
  ) -> NewPost {
    var post = Post(
      platform: platform, id: id, account: Account(id: account, handle: handle, bio: bio),
      time: Timestamp(seconds: second), text: text)
    post.language = language
    return NewPost(post, objects: tags.map { ListedObject(layer: .hashtag, id: $0) })
  }

  static func analysis(
    _ groups: [[String]], platform: Platform = .x, kind: CandidateKind = .copyPaste
  ) -> Analysis {
    let names = groups.flatMap { $0 }
    let accounts = names.map { AccountReference(platform: platform, id: $0, handle: nil) }
    let time = Timestamp(seconds: 1_458_633_600)
    guard
      let lineage = Lineage(
        [Carrier(platform: platform, id: "1", account: names.first ?? "", time: time)], coverage: []
      )
    else { preconditionFailure("there is a carrier") }
    var edges: [Edge] = []
    var candidates: [Candidate] = []
    var next: Int32 = 0
    for (index, group) in groups.enumerated() {
      let members = group.indices.map { next + Int32($0) }
      next += Int32(group.count)
      let first = edges.count
      for pair in zip(members, members.dropFirst()) {
        edges.append(
          Edge(
            pair: AccountPair(pair.0, pair.1), layer: index == 0 ? nil : .text, coactions: 3,
            opportunities: 4, expected: 0.1, log10P: -9, log10Q: -7))
      }
      candidates.append(
        Candidate(
          id: "c\(index + 1)", kind: kind, kindReason: "They post copies.",
          members: members.map { account in
            Member(
              account: account, edges: 1, coactions: 3, expected: 0.1, log10P: -9,
              firstPost: time, lastPost: time, posts: 4, reason: "It acted with others.")
          },
          layers: [
            LayerEvidence(layer: .text, edges: 2, coactions: 3, opportunities: 4, expected: 0.1)
          ],
          indicators: [Indicator(name: "lag-median", value: 4, unit: "s", reason: "Four seconds.")],
          reasons: ["They posted the same words."],
          objects: [
            SharedObject(
              layer: .hashtag, label: "parade", members: 2, memberActions: 3, allActions: 4,
              first: time)
          ],
          firstPosts: [
            PostExcerpt(platform: platform, id: "1", account: members[0], time: time, text: "Iron")
          ],
          timeline: [1, 2], edges: Array(first..<edges.count), log10P: -9, log10Q: -7,
          templates: [
            CandidateTemplate(
              text: "Iron {link}", posts: 3, members: 2, first: time, firstAccount: members[0],
              lineage: lineage)
          ]))
    }
    return Analysis(
      run: RunRecord(
        version: "0.1.0", inputs: [], parameters: [], stages: [], rejectionReasons: []),
      stream: StreamSummary(
        posts: 10, accounts: names.count, span: time...time, timelineStart: time, binSeconds: 60,
        timeline: [3, 4]),
      accounts: accounts, edges: edges, candidates: candidates)
  }
}
