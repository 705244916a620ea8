import Foundation
import SocialModel
import Testing

@testable import Simulation

@Suite("The simulated stream")
struct StreamTests {
  @Test("A seed gives the same bytes, another seed others")
  func determinism() {
    let small = Simulation.Parameters(seed: 3, posts: 6000)
    let first = SharedStream.lines(small)
    #expect(first == SharedStream.lines(small))
    #expect(first != SharedStream.lines(.init(seed: 4, posts: 6000)))
  }

  @Test("Posts come in the order of time, within the stream's three days, under ids of their own")
  func order() {
    let posts = SharedStream.posts
    #expect(zip(posts, posts.dropFirst()).allSatisfy { $0.time <= $1.time })
    #expect(SharedStream.byID.count == posts.count)
    #expect(posts.allSatisfy { $0.time >= Assumptions.start })
    #expect(posts.allSatisfy { $0.time.milliseconds < Assumptions.end })
    #expect(posts.contains { $0.time.milliseconds % 1000 != 0 })
  }

  @Test("The truth names every account that posts, once, and no other")
  func truthIsComplete() {
    let seen = Set(
      SharedStream.posts.map { AccountReference(platform: $0.platform, id: $0.account.id) })
    #expect(SharedStream.groups.count == SharedStream.truth.accounts.count)
    #expect(seen == Set(SharedStream.groups.keys))
    #expect(SharedStream.truth.posts == SharedStream.posts.count)
    // Nobody pushes pictures unless they are asked for.
    let groups = Set(AccountGroup.allCases).subtracting([.pictureWaves])
    #expect(Set(SharedStream.truth.accounts.map(\.group)) == groups)
  }

  @Test("Posts, accounts, languages and groups are about as many as asked for")
  func counts() {
    let posts = SharedStream.posts
    #expect(abs(posts.count - 30_000) < 900)
    #expect((2500...3400).contains(SharedStream.truth.accounts.count))
    for language in Language.allCases {
      let share = Double(posts.count { $0.language == language.tag }) / Double(posts.count)
      let expected = Double(Assumptions.languageShares[language.rawValue]) / 100
      #expect(abs(share - expected) < 0.06, "\(language)")
    }
    let persons = SharedStream.truth.accounts.filter { $0.role == .person }
    for (group, share) in Assumptions.groupShares {
      let found = Double(persons.count { $0.group == group }) / Double(persons.count)
      #expect(abs(found - Double(share) / 100) < 0.03, "\(group)")
    }
    let reposts = Double(posts.count { $0.repostOf != nil }) / Double(posts.count)
    let replies = Double(posts.count { $0.replyTo != nil }) / Double(posts.count)
    #expect((0.25...0.5).contains(reposts) && (0.07...0.2).contains(replies))
  }

  @Test("Activity and cascades have heavy tails")
  func heavyTails() {
    var perAccount = [String: Int]()
    var perPost = [String: Int]()
    for post in SharedStream.posts {
      perAccount[post.account.id, default: 0] += 1
      if let parent = post.repostOf { perPost[parent, default: 0] += 1 }
    }
    let counts = perAccount.values.sorted()
    #expect(counts[counts.count / 2] <= 6 && counts[counts.count - 1] >= 100)
    let cascades = perPost.values.sorted()
    #expect(cascades[cascades.count / 2] <= 3 && cascades[cascades.count - 1] >= 30)
  }

  @Test("Reposts repeat an earlier post of their platform and nobody repeats a post twice")
  func reposts() {
    var pairs = Set<String>()
    for post in SharedStream.posts {
      guard let parent = post.repostOf else { continue }
      let original = SharedStream.original(of: post)
      #expect(original.map { $0.time < post.time && $0.repostOf == nil } == true)
      #expect(post.text?.hasSuffix(original?.text ?? "?") == true)
      if SharedStream.truth(of: post)?.role == .person {
        #expect(pairs.insert("\(post.account.id) \(parent)").inserted)
        #expect(original?.account.id != post.account.id)
      }
    }
    #expect(pairs.count > 5000)
  }

  @Test("Answers answer an earlier post of their platform, some in threads")
  func replies() {
    var deep = 0
    for post in SharedStream.posts {
      guard let parent = post.replyTo else { continue }
      let original = SharedStream.byID["\(post.platform) \(parent)"]
      #expect(original.map { $0.time < post.time } == true)
      if original?.replyTo != nil { deep += 1 }
    }
    #expect(deep > 100)
  }

  @Test("Half of the organic reposts come within three minutes, nine tenths within two hours")
  func delays() {
    let delays = SharedStream.posts.compactMap { post -> Int64? in
      guard SharedStream.truth(of: post)?.role == .person else { return nil }
      return SharedStream.original(of: post).map { post.time.milliseconds - $0.time.milliseconds }
    }.sorted()
    #expect(delays[0] >= 2000)
    #expect((100_000...200_000).contains(delays[delays.count / 2]))
    #expect((1_200_000...7_200_000).contains(delays[delays.count * 9 / 10]))
  }

  @Test("What waits is a small part of the stream, however long the stream is")
  func boundedMemory() {
    for posts in [10_000, 40_000] {
      var stream = SimulatedStream(.init(seed: 5, posts: posts))
      var largest = 0
      while stream.next() != nil { largest = max(largest, stream.queue.count) }
      #expect(largest < posts / 20 + 500)
    }
  }

  @Test("A stream without campaigns has organic accounts only")
  func organic() {
    let truth = Simulation(.init(seed: 2, posts: 6000, isPlanted: false)).run { _ in }
    #expect(truth.campaigns.isEmpty && !truth.accounts.contains { $0.group.isCampaign })
    #expect(abs(truth.posts - 6000) < 240)
  }

  @Test("A stream as small as its campaigns still holds them whole")
  func tiny() {
    let truth = Simulation(.init(seed: 2, posts: 1)).run { _ in }
    #expect(truth.campaigns.map(\.accounts) == [131, 60, 26])
    #expect(truth.posts < 5000)
  }

  @Test("What is thrown by the receiver of posts stops the stream")
  func stops() {
    struct Enough: Error {}
    var count = 0
    #expect(throws: Enough.self) {
      try Simulation(SharedStream.parameters).run { _ in
        count += 1
        if count == 10 { throw Enough() }
      }
    }
    #expect(count == 10)
  }
}
