import SocialModel
import Testing

@testable import Simulation

@Suite("The planted campaigns")
struct CampaignTests {
  @Test("They have the stated numbers of accounts on the stated platforms")
  func sizes() {
    let truth = SharedStream.truth
    #expect(truth.campaigns.map(\.group) == [.readyMadeTexts, .coinedTag, .repostRing])
    #expect(truth.campaigns.map(\.kind) == [.copyPaste, .tagPush, .repostRing])
    #expect(truth.campaigns.map(\.accounts) == [131, 60, 26])
    for campaign in truth.campaigns {
      #expect(truth.accounts.count { $0.group == campaign.group } == campaign.accounts)
      #expect(!campaign.posts.isEmpty)
    }
    let copiers = truth.accounts.filter { $0.group == .readyMadeTexts && $0.role == .spreader }
    #expect(
      [.x, .facebook, .telegram].map { p in copiers.count { $0.platform == p } } == [90, 28, 12])
  }

  @Test("They are the same for every number of posts and differ by seed")
  func independentOfSize() {
    func plan(_ seed: UInt64, _ posts: Int) -> [String] {
      let plan = SimulatedStream(.init(seed: seed, posts: posts)).plan
      return plan.posts.map {
        "\($0.time) \(plan.accounts[$0.account].account.id) \($0.text ?? "") \($0.isPushed)"
      }
    }
    #expect(plan(7, 10_000) == plan(7, 500_000))
    #expect(plan(7, 10_000) != plan(8, 10_000))
  }

  @Test("Copies come after a call of the channel, half within five minutes, most close to a text")
  func readyMadeTexts() throws {
    let posts = SharedStream.pushed(.readyMadeTexts)
    let source = try #require(SharedStream.truth.campaigns.first?.sources.first)
    let calls = posts.filter { $0.account.id == source.id }
    #expect(calls.count == 5 * 10 && calls.allSatisfy { $0.platform == .telegram })
    let starts = CampaignPlan.callMinutes.map { Assumptions.event + Int64($0) * 60_000 }
    let copies = posts.filter { $0.account.id != source.id }
    #expect((500...900).contains(copies.count))
    let delays = copies.compactMap { copy in
      starts.last { $0 <= copy.time.milliseconds }.map { copy.time.milliseconds - $0 }
    }.sorted()
    #expect(delays.count == copies.count)
    #expect((90_000...480_000).contains(delays[delays.count / 2]))
    let texts = [Lexicon.french, .english, .arabic].flatMap(\.readyMade)
    let exact = copies.count { copy in texts.contains { copy.text?.hasPrefix($0) == true } }
    #expect((0.5...0.85).contains(Double(exact) / Double(copies.count)))
    #expect(Set(copies.map(\.language)) == ["fr", "en", "ar"])
  }

  @Test("The coined tag is nobody else's, stands beside a popular one and comes in waves")
  func coinedTag() {
    let tag = "#" + CampaignPlan.coinedTag
    let posts = SharedStream.pushed(.coinedTag)
    #expect((280...550).contains(posts.count))
    let popular = Language.allCases.flatMap { Lexicon.of($0).eventTags }
    for post in posts {
      #expect(post.text?.contains(tag) == true)
      #expect(popular.contains { post.text?.contains("#" + $0) == true })
      let minute = (post.time.milliseconds - Assumptions.event) / 60_000
      #expect(CampaignPlan.waves.contains { (Int64($0.0)..<Int64($0.0 + $0.1)).contains(minute) })
    }
    #expect(Set(posts.map(\.text)).count * 10 > posts.count * 9, "texts vary")
    let others = SharedStream.posts.filter {
      $0.text?.contains(tag) == true && $0.repostOf == nil
        && SharedStream.truth(of: $0)?.group != .coinedTag
    }
    // Only those who quote a post of it.
    #expect(others.allSatisfy { $0.text?.contains("«") == true })
  }

  @Test("The ring reposts its source within a minute, again and again")
  func repostRing() throws {
    let posts = SharedStream.pushed(.repostRing)
    let reposts = posts.filter { $0.repostOf != nil }
    #expect(posts.count - reposts.count == CampaignPlan.ringPosts)
    #expect((600...800).contains(reposts.count))
    let source = try #require(SharedStream.truth.campaigns.last?.sources.first)
    for repost in reposts {
      let original = try #require(SharedStream.original(of: repost))
      #expect(original.account.id == source.id)
      let delay = repost.time.milliseconds - original.time.milliseconds
      #expect((4000...60_000).contains(delay))
    }
  }

  @Test("Their accounts live ordinary lives besides")
  func ordinaryLives() {
    let pushed = Set(SharedStream.truth.campaigns.flatMap(\.posts).map(\.id))
    for group in [AccountGroup.readyMadeTexts, .coinedTag, .repostRing] {
      let members = SharedStream.truth.accounts.filter { $0.group == group && $0.role == .spreader }
      let lives = SharedStream.posts.filter {
        SharedStream.truth(of: $0)?.group == group && !pushed.contains($0.id)
      }
      #expect(Set(lives.map(\.account.id)).count >= members.count)
      #expect(lives.count > 4 * members.count)
      #expect(lives.contains { $0.repostOf != nil } && lives.contains { $0.repostOf == nil })
      #expect(lives.contains { $0.time.milliseconds < Assumptions.event })
    }
  }
}
