import SocialModel

@testable import Simulation

/// One stream that many tests look at.
enum SharedStream {
  static let parameters = Simulation.Parameters(seed: 7, posts: 30_000)
  static let result = Simulation(parameters).run()
  static var posts: [Post] { result.posts }
  static var truth: GroundTruth { result.truth }
  static let groups: [AccountReference: AccountTruth] = Dictionary(
    uniqueKeysWithValues: truth.accounts.map {
      (AccountReference(platform: $0.platform, id: $0.account), $0)
    })
  static let byID: [String: Post] = Dictionary(
    uniqueKeysWithValues: posts.map { ("\($0.platform) \($0.id)", $0) })

  static func truth(of post: Post) -> AccountTruth? {
    groups[AccountReference(platform: post.platform, id: post.account.id)]
  }

  static func original(of post: Post) -> Post? {
    post.repostOf.flatMap { byID["\(post.platform) \($0)"] }
  }

  static func pushed(_ group: AccountGroup) -> [Post] {
    truth.campaigns.first { $0.group == group }?.posts
      .compactMap { byID["\($0.platform) \($0.id)"] } ?? []
  }

  static func lines(_ parameters: Simulation.Parameters) -> [UInt8] {
    var bytes = [UInt8]()
    _ = Simulation(parameters).run { PostLine.append($0, to: &bytes) }
    return bytes
  }
}
