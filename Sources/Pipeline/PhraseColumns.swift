import Coordination

/// The phrases of a stream's posts, of which most occur once and are dropped at the end.
///
/// 12 bytes a phrase while the stream is read. Names are spread evenly, so cutting by their upper
/// bits gives parts of about equal size, each of which is sorted by itself.
struct PhraseColumns {
  private var names: [UInt64] = []
  private var posts: [Int32] = []
  private static let bucketBits: UInt64 = 12

  mutating func add(_ name: UInt64, post: Int32) {
    names.append(name)
    posts.append(post)
  }

  /// The phrases that several posts hold.
  struct Repeated: Sendable {
    /// Each phrase's name, ascending.
    var names: [UInt64] = []
    /// The phrase of each action, ascending, and its post.
    var objects: [Int32] = []
    var posts: [Int32] = []
  }

  /// The phrases that at least two posts hold, each post once a phrase.
  ///
  /// - Complexity: O(n log n) for n phrases, on several threads; twice the memory of the columns.
  consuming func repeated(threads: Int) -> Repeated {
    let (starts, sorted) = bucketed()
    let parts = Parallel.map(0..<starts.count - 1, threads: threads) { bucket in
      Self.repeated(sorted[starts[bucket]..<starts[bucket + 1]])
    }
    var all = Repeated()
    for part in parts {
      let offset = Int32(all.names.count)
      all.names += part.names
      all.objects += part.objects.map { $0 + offset }
      all.posts += part.posts
    }
    return all
  }

  private struct Entry: Sendable {
    var name: UInt64
    var post: Int32
  }

  private func bucketed() -> (starts: [Int], entries: [Entry]) {
    let shift = 64 - Self.bucketBits
    var starts = [Int](repeating: 0, count: 1 << Self.bucketBits + 1)
    for name in names { starts[Int(name >> shift) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    var next = starts
    let entries = [Entry](unsafeUninitializedCapacity: names.count) { buffer, initialized in
      for (name, post) in zip(names, posts) {
        let bucket = Int(name >> shift)
        (buffer.baseAddress! + next[bucket]).initialize(to: Entry(name: name, post: post))
        next[bucket] += 1
      }
      initialized = names.count
    }
    return (starts, entries)
  }

  private static func repeated(_ entries: ArraySlice<Entry>) -> Repeated {
    let sorted = entries.sorted { ($0.name, $0.post) < ($1.name, $1.post) }
    var result = Repeated()
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end].name == sorted[start].name { end += 1 }
      if sorted[start].post != sorted[end - 1].post {
        let object = Int32(result.names.count)
        result.names.append(sorted[start].name)
        for index in start..<end
        where index == start || sorted[index].post != sorted[index - 1].post {
          result.objects.append(object)
          result.posts.append(sorted[index].post)
        }
      }
      start = end
    }
    return result
  }
}
