import ArgumentParser
import Casework
import Desk
import Foundation
import SocialModel
import Store
import Synchronization

/// Reviewers at work on one store while posts come in.
struct DeskBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Measure reviewers at work while posts come in.")

  @Option(help: "How many reviewers.") var reviewers = 20
  @Option(help: "Seconds.") var seconds = 20.0
  @Option(help: "Posts a second.") var rate = 500
  @Option(help: "Seconds that a reviewer pauses after each case.") var pause = 0.25
  @Option(help: "The database; it does not exist yet.") var db: String

  /// The acts of all reviewers, by name, in milliseconds.
  private final class Tally: Sendable {
    let times = Mutex<[String: [Double]]>([:])
    let decisions = Mutex<[Int64]>([])
    let failures = Mutex<[String]>([])

    func time<Value>(_ name: String, _ act: () throws -> Value) throws -> Value {
      let start = ContinuousClock.now
      let value = try act()
      let passed = (ContinuousClock.now - start) / .milliseconds(1)
      times.withLock { $0[name, default: []].append(passed) }
      return value
    }
  }

  func run() throws {
    let store = try CaseStore(path: db, sealer: .chain)
    let desk = try CaseDesk(
      store: store,
      keys: DeskKeys(sealing: SealingKey.random(), signing: AuditSigningKey.random()))
    let queue = try store.saveQueue("all", by: .system("bench"))
    let team = try (0..<reviewers).map { number in
      Acting(
        user: try store.addUser(
          "r\(number)", role: "reviewer", passwordHash: "none", by: .system("bench")),
        role: .reviewer, via: .session("s\(number)"))
    }
    try fill(store, queue)
    let tally = Tally()
    let end = ContinuousClock.now + .milliseconds(Int64(seconds * 1000))
    let stored = Mutex(0)
    let threads = DispatchGroup()
    // Threads of their own: a queue would not run so many that block.
    func begin(_ work: @escaping @Sendable () -> Void) {
      threads.enter()
      Thread {
        work()
        threads.leave()
      }.start()
    }
    for (index, acting) in team.enumerated() {
      begin { review(desk, acting, queue, index, end, tally) }
    }
    begin {
      let count = intake(store, end, tally)
      stored.withLock { $0 = count }
    }
    threads.wait()
    try conclude(store, tally, posts: stored.withLock { $0 })
  }

  /// More cases than the reviewers can decide.
  private func fill(_ store: CaseStore, _ queue: Int64) throws {
    let count = Int(Double(reviewers) * seconds / max(pause, 0.02)) + 100
    try store.together {
      for number in 0..<count {
        _ = try store.openCase(
          NewCase(
            queue: queue, subjects: [.post(.x, "p\(number)")],
            urgency: AlarmUrgency(score: number % 100, why: [])), by: .system("bench"))
      }
    }
  }

  private func review(
    _ desk: CaseDesk, _ acting: Acting, _ queue: Int64, _ index: Int,
    _ end: ContinuousClock.Instant, _ tally: Tally
  ) {
    Thread.sleep(forTimeInterval: pause * Double(index) / Double(reviewers))
    while ContinuousClock.now < end {
      do {
        let id = try tally.time("claim-next") { try desk.claimNext(inQueue: queue, by: acting) }
        guard let id else { return }
        let page = try tally.time("view") { try desk.view(case: id, by: acting) }
        try tally.time("note") { try desk.addNote("A note", toCase: id, by: acting) }
        let form = DecisionForm(
          subject: try CaseSubject(text: page.row.subject),
          ground: .legal(jurisdiction: "EU", provision: "an article"), measures: [.removal],
          facts: "facts", reasons: "reasons", category: .violence)
        let made = try tally.time("decide") { try desk.decide(case: id, [form], by: acting) }
        tally.decisions.withLock { $0 += made }
      } catch { tally.failures.withLock { $0.append("\(error)") } }
      Thread.sleep(forTimeInterval: pause)
    }
  }

  /// Stores posts at the rate, ten batches a second; returns how many were acknowledged.
  private func intake(_ store: CaseStore, _ end: ContinuousClock.Instant, _ tally: Tally) -> Int {
    let start = ContinuousClock.now
    var next = 0
    while ContinuousClock.now < end {
      let due = Int((ContinuousClock.now - start) / .milliseconds(1)) * rate / 1000
      let batch = (next..<max(due, next)).map { number in
        NewPost(
          Post(
            platform: .web, id: "\(number)", account: Account(id: "a\(number % 5000)"),
            time: Timestamp(seconds: 1_458_633_600 + Int64(number / 50)),
            text: "The iron lantern parade passes gate \(number % 97) of \(number % 13)"),
          objects: [ListedObject(layer: .hashtag, id: "gate\(number % 300)")])
      }
      do {
        if !batch.isEmpty { _ = try tally.time("intake-batch") { try store.store(posts: batch) } }
        next += batch.count
      } catch { tally.failures.withLock { $0.append("\(error)") } }
      Thread.sleep(forTimeInterval: 0.1)
    }
    return next
  }

  /// Counts what was lost and prints the figures.
  private func conclude(_ store: CaseStore, _ tally: Tally, posts: Int) throws {
    for (name, times) in tally.times.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      report([
        "act": name, "count": "\(times.count)", "median_ms": decimal(Quantile.of(times, 0.5) ?? 0),
        "p99_ms": decimal(Quantile.of(times, 0.99) ?? 0), "max_ms": decimal(times.max() ?? 0),
      ])
    }
    let made = tally.decisions.withLock { $0 }
    let all = try store.decisions(from: Timestamp(seconds: 0), until: Timestamp(seconds: 1 << 40))
    let kept = Set(all.map(\.id))
    let lostPosts = try (0..<posts).filter { try store.postID(.web, "\($0)") == nil }.count
    let failures = tally.failures.withLock { $0 }
    report([
      "benchmark": "desk", "posts": "\(posts)", "lost_posts": "\(lostPosts)",
      "decisions": "\(made.count)", "lost_decisions": "\(made.filter { !kept.contains($0) }.count)",
      "twice_decided": "\(all.count - Set(all.map(\.content.subject)).count)",
      "failures": "\(failures.count)", "faults": "\(try store.check().faults.count)",
    ])
    for failure in Set(failures).sorted().prefix(5) { report(["failure": failure]) }
  }
}
