import Coordination
import SocialModel
import Testing

@testable import Pipeline

@Suite("The time line of a stream")
struct StreamTimelineTests {
  private func timeline(_ times: [Int64]) -> StreamTimeline {
    StreamTimeline(
      StreamColumns(
        postAccounts: times.map { _ in 0 }, postTimes: times, postKeys: times.map { _ in 0 },
        postIsFed: times.map { _ in false }, tables: [:], accountCount: 1))
  }

  @Test("of no posts has no bins")
  func nothing() {
    let summary = timeline([]).summary
    #expect(summary.posts == 0 && summary.accounts == 0 && summary.span == nil)
    #expect(summary.timeline == [] && summary.binSeconds == 60)
  }

  @Test("of one post is one bin of a second")
  func onePost() {
    let summary = timeline([1_700_000_000_123]).summary
    #expect(summary.timeline == [1] && summary.binSeconds == 1)
    #expect(summary.timelineStart.milliseconds == 1_700_000_000_000)
    #expect(summary.span?.lowerBound.milliseconds == 1_700_000_000_123)
  }

  @Test("of posts of the same second is one bin")
  func sameSecond() {
    let summary = timeline([5999, 5000, 5400]).summary
    #expect(summary.timeline == [3] && summary.timelineStart.milliseconds == 5000)
    #expect(summary.span == Timestamp(milliseconds: 5000)...Timestamp(milliseconds: 5999))
  }

  @Test("has the narrowest bins that are no more than 240")
  func narrowestBins() {
    // 238 s in bins of a second; 239 s already in bins of 5 s.
    #expect(timeline([0, 238_000]).summary.timeline.count == 239)
    let wider = timeline([3_000, 242_000]).summary
    #expect(wider.binSeconds == 5 && wider.timelineStart.milliseconds == 0)
    #expect(wider.timeline.count == 49 && wider.timeline[0] == 1 && wider.timeline[48] == 1)
  }

  @Test("counts posts before 1970 in the bins that they are in")
  func before1970() {
    let summary = timeline([-1500, 500]).summary
    #expect(summary.timelineStart.milliseconds == -2000 && summary.timeline == [1, 0, 1])
  }

  @Test("spans years, and what is left of millennia")
  func years() {
    // Ten years of 365 days in bins of 30 days, from the first full 30 days after 1970.
    let decade = timeline([0, 315_360_000_000]).summary
    #expect(decade.binSeconds == 2_592_000 && decade.timeline.count == 122)
    let limits = [-377_705_116_800_000, 253_402_300_799_999] as [Int64]
    let all = timeline(limits).summary
    #expect(all.timeline.count <= 240 && all.timeline.reduce(0, +) == 2)
  }

  @Test("never has more than 240 bins and loses no post")
  func bounds() {
    var numbers = SeededNumbers(seed: 61)
    for _ in 0..<400 {
      let scale = Int64(1) << Int64.random(in: 1...47, using: &numbers)
      let times = (0..<20).map { _ in Int64.random(in: -scale...scale, using: &numbers) }
      let line = timeline(times)
      #expect((1...StreamTimeline.largestCount).contains(line.summary.timeline.count))
      #expect(line.summary.timeline.reduce(0, +) == 20)
      #expect(line.counts(times.prefix(7)).reduce(0, +) == 7)
      #expect(line.summary.timeline[0] > 0)
    }
  }

  @Test("counts some posts in the bins of all")
  func someOfAll() {
    let line = timeline([0, 1000, 1500, 4000])
    #expect(line.counts([1500, 4000, 4000]) == [0, 1, 0, 0, 2])
    #expect(line.counts([Int64]()) == [0, 0, 0, 0, 0])
  }
}
