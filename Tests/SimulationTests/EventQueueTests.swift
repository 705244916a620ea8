import SocialModel
import Testing

@testable import Simulation

@Suite("The queue of happenings")
struct EventQueueTests {
  @Test(
    "What is taken out is in the order of time, equal times as they were put in", arguments: 1...5)
  func order(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var queue = EventQueue<Int>()
    var waiting = [(time: Int64, value: Int)]()
    for value in 0..<2000 {
      if generator.chance(0.6) {
        let time = Int64(generator.below(50))
        queue.push(value, at: time)
        waiting.append((time, value))
      } else if let first = waiting.min(by: { ($0.time, $0.value) < ($1.time, $1.value) }) {
        waiting.removeAll { $0.value == first.value }
        #expect(queue.firstTime == first.time)
        let popped = queue.popFirst()
        #expect(popped?.time == first.time && popped?.value == first.value)
      }
      #expect(queue.count == waiting.count)
    }
  }

  @Test("An empty queue gives nothing")
  func empty() {
    var queue = EventQueue<Int>()
    #expect(queue.popFirst() == nil && queue.firstTime == nil)
  }
}

@Suite("The seeded generator")
struct SeededGeneratorTests {
  @Test("It gives the published numbers of SplitMix64 for the seed 1234567")
  func knownNumbers() {
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test("Numbers stay within their bounds and reach all of them")
  func bounds() {
    var generator = SeededGenerator(seed: 5)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[generator.below(7)] += 1 }
    #expect(counts.allSatisfy { (850...1150).contains($0) })
    #expect((0..<1000).allSatisfy { _ in (0..<1).contains(generator.unit()) })
    #expect(Set((0..<200).map { _ in generator.within(-1...1) }) == [-1, 0, 1])
    #expect(generator.shuffled(Array(0..<50)).sorted() == Array(0..<50))
  }

  @Test("Streams of a seed differ from one another")
  func streams() {
    var first = SeededGenerator(seed: 1, stream: 1)
    var second = SeededGenerator(seed: 1, stream: 2)
    #expect(first.next() != second.next())
  }
}
