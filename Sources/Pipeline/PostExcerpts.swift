import Intake
import SocialModel

/// Reads posts again from the inputs, by the places where they lie.
struct PostExcerpts {
  let stream: StreamData
  let intake: Intake
  let paths: [String]

  /// The posts' texts, by post. A record may hold several posts: the account and the time tell.
  ///
  /// - Throws: `IntakeError`.
  func read(_ posts: Set<Int32>) throws -> [Int32: PostExcerpt] {
    let wanted = posts.sorted()
    let found = try intake.posts(at: wanted.map { stream.locations[Int($0)] }, paths: paths)
    let byLocation = Dictionary(grouping: found, by: \.location)
    var result: [Int32: PostExcerpt] = [:]
    for index in wanted {
      let account = stream.columns.postAccounts[Int(index)]
      let reference = stream.accounts[Int(account)]
      let match = byLocation[stream.locations[Int(index)]]?.first {
        $0.account.id == reference.id && $0.platform == reference.platform
          && $0.time.milliseconds == stream.columns.postTimes[Int(index)]
          && StreamBuilder.key(of: $0.id) == stream.columns.postKeys[Int(index)]
      }
      guard let match else { continue }
      result[index] = PostExcerpt(
        platform: match.platform, id: match.id, account: account, time: match.time,
        text: match.text ?? "")
    }
    return result
  }
}
