import Casework
import Desk
import Foundation
import SocialModel
import Store

/// The program as a desk that a test kills: it stores posts, takes notices, opens, claims and decides cases
/// without end, and says after each act what is acknowledged.
///
/// Lines: `posts N` when the posts 0 to N - 1 are stored, `notices N` when N more
/// notices are taken, `decision ID` when that one
/// is made, `entries N` when N audit entries are.
enum DeskWorker {
  static let command = "desk-worker"

  static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 2, let first = Int(arguments[1]) else { return 64 }
    do {
      let store = try Databases.open(arguments[0])
      let desk = try CaseDesk(
        store: store, keys: DeskKeys.beside(arguments[0]),
        passwordCost: PasswordCost(passes: 1, memoryBytes: 8192))
      let acting = try reviewer(store)
      let queue = try store.saveQueue("threats", by: .system("worker"))
      let checkpoints = Checkpoints(
        store: store, key: try DeskKeys.signingKey(beside: arguments[0]))
      var next = first
      while true {
        let size = 1 + next * 31 % 7
        let numbers = next..<(next + size)
        _ = try store.store(posts: numbers.map { NewPost(post($0), objects: []) })
        next += size
        say("posts \(next)")
        _ = try desk.take(numbers.map(notice), by: acting)
        say("notices \(size)")
        for number in numbers { try decide(number, desk, acting, queue) }
        try checkpoints.sign(isEnding: next % 3 == 0)
        say("entries \(try store.lastAuditEntry()?.content.sequence ?? 0)")
      }
    } catch {
      return 1
    }
  }

  private static func reviewer(_ store: CaseStore) throws -> Acting {
    let known = try store.users().first { $0.name == "worker" }?.id
    let id =
      try known
      ?? store.addUser("worker", role: "lead", passwordHash: "none", by: .system("worker"))
    return Acting(user: id, role: .lead, via: .session("worker"))
  }

  private static func decide(
    _ number: Int, _ desk: CaseDesk, _ acting: Acting, _ queue: Int64
  ) throws {
    let subject = CaseSubject(.post, platform: .web, id: "\(number)")
    let id = try desk.openCase(
      about: [subject], queue: queue, urgency: AlarmUrgency(score: 10, why: []), by: acting)
    _ = try desk.claim(case: id, by: acting)
    let form = DecisionForm(
      subject: subject, ground: .legal(jurisdiction: "EU", provision: "an article"),
      measures: [.removal], facts: "facts", reasons: "reasons", category: .violence)
    say("decision \(try desk.decide(case: id, [form], by: acting)[0])")
  }

  private static func post(_ number: Int) -> Post {
    Post(
      platform: .web, id: "\(number)", account: Account(id: "a\(number % 50)"),
      time: Timestamp(seconds: 1_458_633_600 + Int64(number)),
      text: "The iron lantern parade passes gate \(number)")
  }

  private static func notice(_ number: Int) -> Notice {
    Notice(
      Report(
        id: "n\(number)", subject: CaseSubject(.post, platform: .web, id: "\(number)"),
        reason: .threat, reporter: "r\(number % 20)",
        time: Timestamp(seconds: 1_458_633_600 + Int64(number))))
  }

  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
