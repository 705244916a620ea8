import Coordination
import Pipeline
import Simulation
import SocialModel
import Testing

@Suite struct DetectionTests {
  /// Groups of machines, which act together and harm nobody: told apart by their kind, not hidden.
  private static let machines: Set<AccountGroup> = [.newsdesk, .syndication, .scheduler]

  private static let first = SimulatedColumns(seed: 1, isPlanted: true)

  /// The accounts that are part of a candidate.
  private func flagged(
    _ stream: StreamColumns, _ parameters: DetectionParameters = .init()
  ) -> Set<Int32> {
    let found = Detection(profile: .shipped, parameters: parameters).run(stream, threads: 2)
    return Set(found.communities.flatMap(\.members))
  }

  private func isPerson(_ group: AccountGroup) -> Bool {
    !group.isCampaign && !Self.machines.contains(group)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `a planted repost ring is found and people are left alone`(seed: UInt64) {
    let stream = seed == 1 ? Self.first : SimulatedColumns(seed: seed, isPlanted: true)
    let flagged = flagged(stream.columns)
    func counts(_ isWanted: (AccountGroup) -> Bool) -> (flagged: Int, all: Int) {
      let all = stream.groups.indices.filter { isWanted(stream.groups[$0]) }
      return (all.count { flagged.contains(Int32($0)) }, all.count)
    }
    let ring = counts { $0 == .repostRing }
    let tag = counts { $0 == .coinedTag }
    let texts = counts { $0 == .readyMadeTexts }
    let people = counts(isPerson)
    print("detection, seed \(seed): ring \(ring), tag \(tag), texts \(texts), people \(people)")
    #expect(ring.all > 20 && ring.flagged * 10 >= ring.all * 9)
    #expect(people.all > 1000 && people.flagged * 1000 <= people.all)
  }

  /// Its 400 uses are too many to be rare in 20,000 posts: one post in a hundred is the limit. As
  /// many posts again, added beforehand, stand for a larger stream.
  @Test func `a coined tag is found where it is rare`() {
    let stream = Self.first
    var parameters = DetectionParameters()
    parameters.priorPosts = 22_000
    let flagged = flagged(stream.columns, parameters)
    let spreaders = stream.groups.indices.filter { stream.groups[$0] == .coinedTag }
    let found = spreaders.count { flagged.contains(Int32($0)) }
    print("detection, 22,000 posts beforehand: tag (\(found), \(spreaders.count))")
    #expect(spreaders.count > 20 && found * 10 >= spreaders.count * 8)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `people are left alone where nothing is planted`(seed: UInt64) {
    let stream = SimulatedColumns(seed: seed, isPlanted: false)
    let people = stream.groups.indices.filter { isPerson(stream.groups[$0]) }
    let flagged = flagged(stream.columns)
    let wrong = people.count { flagged.contains(Int32($0)) }
    print("detection, organic seed \(seed): people (\(wrong), \(people.count)) of \(flagged.count)")
    #expect(people.count > 1000 && wrong * 1000 <= people.count)
  }

  @Test func `the result does not depend on the order of posts or on threads`() {
    let posts = Simulation(.init(seed: 4, posts: 4000)).posts()
    var draw = SeededGenerator(seed: 4)
    let shuffled = draw.shuffled(posts)
    func run(_ posts: [Post], threads: Int) -> DetectionResult {
      let builder = StreamBuilder(layers: DetectionProfile.testable)
      builder.add(posts)
      return Detection(profile: .shipped, parameters: DetectionParameters())
        .run(builder.finish().columns, threads: threads)
    }
    let first = run(posts, threads: 1)
    let other = run(shuffled, threads: 3)
    #expect(first.edges.count > 100 && first.edges == other.edges)
    #expect(first.communities == other.communities && first.joiners == other.joiners)
    #expect(first.log10POfAccount == other.log10POfAccount)
  }
}
