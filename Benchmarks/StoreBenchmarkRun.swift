import SocialModel
import Store

/// Runs with candidates, as a team has them after some weeks: of the accounts of the latest posts.
struct StoreBenchmarkRun {
  let store: CaseStore
  let seed: UInt64

  func fill() throws {
    var random = SeededGenerator(seed: seed, stream: 8)
    let latest = try StoreBenchmarkCasework.latestPosts(store, 20_000)
    var accounts: [AccountReference] = []
    var seen: Set<String> = []
    for account in latest.map(\.account) where seen.insert(account.subject.description).inserted {
      accounts.append(
        AccountReference(
          platform: account.platform, id: account.externalID, handle: account.handle))
    }
    for _ in 0..<5 { _ = try store.store(analysis: analysis(accounts, latest, &random)) }
  }

  private func analysis(
    _ accounts: [AccountReference], _ posts: [PostRow], _ random: inout SeededGenerator
  ) throws -> Analysis {
    var order = accounts.indices.map { Int32($0) }.shuffled(using: &random)
    var candidates: [Candidate] = []
    var edges: [Edge] = []
    while candidates.count < 50, order.count > 500 {
      let size = candidates.isEmpty ? 500 : Int.random(in: 3...60, using: &random)
      let group = Array(order.prefix(size)).sorted()
      order.removeFirst(size)
      let first = edges.count
      for (place, account) in group.enumerated() {
        for other in group.dropFirst(place + 1).prefix(20) {
          edges.append(
            Edge(
              pair: AccountPair(account, other), layer: .text, coactions: 4, opportunities: 5,
              expected: 0.1, log10P: -9, log10Q: -7))
        }
      }
      candidates.append(
        candidate("c\(candidates.count + 1)", group, Array(first..<edges.count), posts))
    }
    let span = posts[0].time
    return Analysis(
      run: RunRecord(
        version: "bench", inputs: [], parameters: [], stages: [], rejectionReasons: []),
      stream: StreamSummary(
        posts: posts.count, accounts: accounts.count, span: span...span, timelineStart: span,
        binSeconds: 60, timeline: [1]),
      accounts: accounts, edges: edges, candidates: candidates)
  }

  private func candidate(
    _ id: String, _ group: [Int32], _ edges: [Int], _ posts: [PostRow]
  ) -> Candidate {
    let time = posts[0].time
    return Candidate(
      id: id, kind: .copyPaste, kindReason: "They post copies.",
      members: group.map { account in
        Member(
          account: account, edges: 20, coactions: 30, expected: 0.1, log10P: -9, firstPost: time,
          lastPost: time, posts: 9, reason: "It acted with others.")
      },
      layers: [
        LayerEvidence(layer: .text, edges: 20, coactions: 30, opportunities: 40, expected: 0.1)
      ],
      indicators: [Indicator(name: "lag-median", value: 4, unit: "s", reason: "Four seconds.")],
      reasons: ["They posted the same words."], objects: [],
      firstPosts: posts.prefix(20).map { post in
        PostExcerpt(
          platform: post.platform, id: post.externalID, account: group[0], time: post.time,
          text: post.text ?? "")
      },
      timeline: [1, 2], edges: edges, log10P: -9, log10Q: -7, templates: [])
  }
}
