import Casework
import Foundation
import SocialModel
import Store
import Synchronization
import Testing

@testable import Desk

/// A clock that tests set.
final class TestClock: Sendable {
  private let now: Mutex<Int64>

  init(_ start: Timestamp) { now = Mutex(start.milliseconds) }

  func read() -> Timestamp { Timestamp(milliseconds: now.withLock { $0 }) }
  func advance(seconds: Int64) { now.withLock { $0 += seconds * 1000 } }
}

/// A desk over a store in a folder of its own, with a team of invented users.
final class TestDesk: Sendable {
  let folder: String
  let path: String
  let clock = TestClock(Timestamp(seconds: 1_700_000_000))
  let store: CaseStore
  let desk: CaseDesk
  let keys = DeskKeys(
    sealing: SealingKey(bytes: Array(0..<32)), signing: AuditSigningKey(seed: Array(32..<64)))
  static let password = "seven lanterns on a pier"
  static let cheap = PasswordCost(passes: 1, memoryBytes: 8192)

  init() throws {
    let name = "tocsin-desk-\(UUID().uuidString)"
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/tocsin.db"
    store = try CaseStore(path: path, sealer: .chain, clock: { [clock] in clock.read() })
    desk = try CaseDesk(store: store, keys: keys, passwordCost: Self.cheap)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      print("a temporary folder could not be removed")
    }
  }

  /// The desk as a restart finds it.
  func restarted() throws -> CaseDesk {
    try store.close()
    let again = try CaseStore(
      path: path, mustExist: true, sealer: .chain, clock: { [clock] in clock.read() })
    return try CaseDesk(store: again, keys: keys, passwordCost: Self.cheap)
  }

  /// A user who is signed in.
  func user(_ name: String, _ role: Role) throws -> Acting {
    let id = try store.addUser(
      name, role: role.rawValue,
      passwordHash: PasswordHash(of: Self.password, cost: Self.cheap).text,
      by: .system("test"))
    return Acting(user: id, role: role, via: .session("s\(id)"))
  }

  func queue() throws -> Int64 {
    try store.saveQueue("threats", claimMinutes: 15, by: .system("test"))
  }

  /// A case about an invented post, open in a queue.
  func openCase(
    _ queue: Int64, post: String = "p1", urgency: Int = 50, kind: CaseSubject.Kind = .post
  ) throws -> Int64 {
    let subject: Subject = kind == .post ? .post(.x, post) : .account(.x, post)
    return try store.openCase(
      NewCase(
        queue: queue, subjects: [subject], urgency: AlarmUrgency(score: urgency, why: ["test"]),
        language: "fr"), by: .system("test"))
  }

  /// A removal under the law.
  static func removal(_ post: String = "p1") -> DecisionForm {
    DecisionForm(
      subject: CaseSubject(.post, platform: .x, id: post),
      ground: .legal(jurisdiction: "EU", provision: "Regulation (EU) 2021/784, Article 2(7)"),
      measures: [.removal], facts: "The text calls for an attack on a parade.",
      reasons: "It incites to violence.", source: .notice, category: .violence)
  }

  static func dismissal(_ post: String = "p1") -> DecisionForm {
    DecisionForm(
      subject: CaseSubject(.post, platform: .x, id: post), reasons: "It is news.")
  }
}

/// Expects an act to be refused with a code.
func expect(
  _ code: DeskError.Code, _ act: () throws -> Void,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  do {
    try act()
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
  } catch let error as DeskError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
  } catch { Issue.record("\(error)", sourceLocation: sourceLocation) }
}
