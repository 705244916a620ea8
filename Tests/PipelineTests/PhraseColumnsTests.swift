import SocialModel
import Testing

@testable import Pipeline

@Suite struct PhraseColumnsTests {
  /// Names with their posts, those of several posts only, ascending.
  private func naive(_ rows: [(UInt64, Int32)]) -> [(name: UInt64, posts: [Int32])] {
    var posts: [UInt64: Set<Int32>] = [:]
    for (name, post) in rows { posts[name, default: []].insert(post) }
    return posts.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.sorted()) }
  }

  private func columns(_ rows: [(UInt64, Int32)]) -> PhraseColumns {
    var columns = PhraseColumns()
    for (name, post) in rows { columns.add(name, post: post) }
    return columns
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `repeated phrases are those of a dictionary of sets`(seed: UInt64) {
    var draw = SeededGenerator(seed: seed)
    // Some names are few and close together, so that they share a part; others are spread.
    let rows = (0..<4000).map { _ in
      let name =
        draw.chance(0.5)
        ? UInt64(draw.below(300)) : SeededGenerator.mixed(UInt64(draw.below(1500)))
      return (name, Int32(draw.below(200)))
    }
    let expected = naive(rows)
    for threads in [1, 2, 5] {
      let found = columns(rows).repeated(threads: threads)
      #expect(found.names == expected.map(\.name))
      #expect(found.posts == expected.flatMap(\.posts))
      #expect(
        found.objects
          == expected.enumerated().flatMap { index, phrase in
            phrase.posts.map { _ in Int32(index) }
          })
    }
  }

  @Test func `the largest and the smallest names are kept, and order does not matter`() {
    let rows: [(UInt64, Int32)] = [(.max, 3), (0, 2), (.max, 1), (0, 2), (0, 1), (7, 5), (7, 5)]
    for order in [rows, rows.reversed()] {
      let found = columns(order).repeated(threads: 2)
      #expect(found.names == [0, .max] && found.objects == [0, 0, 1, 1])
      #expect(found.posts == [1, 2, 1, 3])
    }
  }

  @Test func `no phrases give none`() {
    let found = PhraseColumns().repeated(threads: 2)
    #expect(found.names.isEmpty && found.objects.isEmpty && found.posts.isEmpty)
  }
}
