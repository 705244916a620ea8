import ArgumentParser
import Casework
import Console
import Desk
import Foundation
import SocialModel
import Store

/// Reviewers at work in the console, over HTTP, while posts come in.
struct ConsoleBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Measure the console's pages while posts come in.",
    discussion: """
      Server, reviewers and intake share this process and its cores. A reviewer signs in, then looks at the \
      board, takes the next case, opens it, its post, the decision's form, decides, searches, and pauses \
      between pages.
      """)

  @Option(help: "How many reviewers.") var reviewers = 20
  @Option(help: "Seconds.") var seconds = 60.0
  @Option(help: "Posts a second.") var rate = 500
  @Option(help: "Seconds that a reviewer pauses between pages.") var pause = 1.0
  @Option(help: "Posts that are stored before.") var posts = 200_000
  @Option(help: "The database; it does not exist yet.") var db: String

  private static let password = "quiet orchard lamp 5521"

  func run() throws {
    let done = DispatchSemaphore(value: 0)
    let result = Box()
    Task {
      do { try await measure() } catch { result.error = error }
      done.signal()
    }
    done.wait()
    if let error = result.error { throw error }
  }

  private final class Box: @unchecked Sendable {
    // Written before the semaphore is signalled, read after it.
    var error: (any Error)?
  }

  private func measure() async throws {
    let store = try CaseStore(path: db, sealer: .chain)
    let desk = try CaseDesk(
      store: store,
      keys: DeskKeys(sealing: SealingKey.random(), signing: AuditSigningKey.random()))
    try prepare(store, desk)
    let console = try Console(
      desk: desk, configuration: try ConsoleConfiguration(port: 0))
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    let server = Task { try await console.run { told.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else { return }
    let tally = PageTally()
    let end = ContinuousClock.now + .milliseconds(Int64(seconds * 1000))
    let stored = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<reviewers {
        group.addTask {
          let reviewer = ConsoleReviewer(
            address: "http://127.0.0.1:\(port)", name: "r\(number)", tally: tally)
          await reviewer.work(password: Self.password, until: end, pause: pause)
          return 0
        }
      }
      group.addTask { try await intake(end, tally) }
      return try await group.reduce(0, +)
    }
    server.cancel()
    try await server.value
    try conclude(store, tally, stored)
  }

  /// Posts, cases about them, threats among them, a team.
  private func prepare(_ store: CaseStore, _ desk: CaseDesk) throws {
    for first in stride(from: 0, to: posts, by: 5000) {
      _ = try store.store(posts: (first..<min(posts, first + 5000)).map { Self.post($0) })
    }
    _ = try store.store(
      assessments: stride(from: 0, to: min(posts, 20_000), by: 40).map { number in
        NewAssessment(
          platform: .web, postID: "\(number)", kind: "threat",
          level: number % 80 == 0 ? .high : .moderate, spans: [], reasons: ["An invented reason."])
      })
    let queue = try store.saveQueue("all", by: .system("bench"))
    let count = Int(Double(reviewers) * seconds / max(pause, 0.1)) + 100
    try store.together {
      for number in 0..<count {
        _ = try store.openCase(
          NewCase(
            queue: queue, subjects: [.post(.web, "\(number)")],
            urgency: AlarmUrgency(score: number % 100, why: [])), by: .system("bench"))
      }
    }
    for number in 0..<reviewers {
      _ = try desk.createUser(
        "r\(number)", role: .reviewer, password: Self.password, by: .terminal)
    }
    try desk.setSecondFactorRequired(false, by: .terminal)
  }

  private static func post(_ number: Int) -> NewPost {
    NewPost(
      Post(
        platform: .web, id: "\(number)", account: Account(id: "a\(number % 5000)"),
        time: Timestamp(seconds: 1_458_633_600 + Int64(number / 50)),
        text: "The iron lantern parade passes gate \(number % 97) of \(number % 13)"),
      objects: [ListedObject(layer: .hashtag, id: "gate\(number % 300)")])
  }

  /// Stores posts at the rate, ten batches a second, over a connection of its own; returns how many were
  /// acknowledged.
  private func intake(_ end: ContinuousClock.Instant, _ tally: PageTally) async throws -> Int {
    let store = try CaseStore(path: db, sealer: .chain)
    let start = ContinuousClock.now
    var next = posts
    while ContinuousClock.now < end {
      let due = posts + Int((ContinuousClock.now - start) / .milliseconds(1)) * rate / 1000
      let batch = (next..<max(due, next)).map { Self.post($0) }
      let begun = ContinuousClock.now
      do {
        if !batch.isEmpty { _ = try await store.perform { try $0.store(posts: batch) } }
        next += batch.count
        await tally.add("store a batch", ContinuousClock.now - begun)
      } catch { await tally.fail("store a batch: \(error)") }
      try await Task.sleep(for: .milliseconds(100))
    }
    try store.close()
    return next - posts
  }

  private func conclude(_ store: CaseStore, _ tally: PageTally, _ stored: Int) throws {
    let done = DispatchSemaphore(value: 0)
    Task {
      await tally.report()
      done.signal()
    }
    done.wait()
    let lost = try (posts..<(posts + stored)).filter { try store.postID(.web, "\($0)") == nil }
    let decisions = try store.decisions(
      from: Timestamp(seconds: 0), until: Timestamp(seconds: 1 << 40))
    report([
      "benchmark": "console", "posts": "\(stored)", "lost_posts": "\(lost.count)",
      "decisions": "\(decisions.count)",
      "twice_decided": "\(decisions.count - Set(decisions.map(\.content.subject)).count)",
      "faults": "\(try store.check().faults.count)",
    ])
  }
}
