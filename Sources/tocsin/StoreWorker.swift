import Foundation
import SocialModel
import Store

/// The program as a writer that a test kills: it stores batches without end and says after each
/// what is acknowledged.
///
/// Lines: `posts N` when the posts 0 to N - 1 are stored, `entries N` when N audit entries are.
enum StoreWorker {
  static let command = "store-worker"

  static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 2, let first = Int(arguments[1]) else { return 64 }
    do {
      let store = try Databases.open(arguments[0])
      var next = first
      while true {
        let size = 1 + next * 31 % 97
        _ = try store.store(posts: (next..<(next + size)).map { post($0) })
        next += size
        say("posts \(next)")
        try store.record("content.viewed", on: "post:web:\(next)", by: .system("worker"))
        say("entries \(try store.lastAuditEntry()?.content.sequence ?? 0)")
      }
    } catch {
      return 1
    }
  }

  private static func post(_ number: Int) -> NewPost {
    let post = Post(
      platform: .web, id: "\(number)", account: Account(id: "a\(number % 50)"),
      time: Timestamp(seconds: 1_458_633_600 + Int64(number / 20)),
      text: "The iron lantern parade passes gate \(number)")
    return NewPost(post, objects: [ListedObject(layer: .hashtag, id: "gate\(number % 30)")])
  }

  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
