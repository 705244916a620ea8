import Pipeline
import SocialModel
import Testing

@Suite("The same posts in another format give the same files")
struct EncodingTests {
  /// The older format knows whole seconds only.
  private static let stream =
    (InventedStream.crowd() + InventedStream.copyPaste() + InventedStream.repostRing()
    + InventedStream.feeds()).map { post in
      var post = post
      post.time -= post.time % 1000
      return post
    }

  private func expectSame(_ text: String, as posts: [InventedPost], format: String) throws {
    let bench = try Workbench()
    let expected = try bench.analyze(posts)
    let analysis = try bench.analyze([bench.write(text.utf8, "other")])
    #expect(analysis.run.inputs[0].format == format)
    #expect(analysis.run.inputs[0].rejections == 0)
    #expect(expected.candidates.count == 3)
    try expectSameFiles(expected, analysis)
  }

  @Test("as flattened tweets of X's interface, version 2")
  func xAPI2() throws {
    try expectSame(
      Self.stream.map(\.xAPI2).joined(separator: "\n"), as: Self.stream, format: "x-api-v2")
  }

  @Test("as pages of X's interface, version 2, many posts a record")
  func xAPI2Pages() throws {
    let pages = stride(from: 0, to: Self.stream.count, by: 100).map { start in
      let tweets = Self.stream[start..<min(start + 100, Self.stream.count)].map(\.xAPI2)
      return "{\"data\":[\(tweets.joined(separator: ","))],\"meta\":{\"result_count\":100}}"
    }
    try expectSame(pages.joined(separator: "\n"), as: Self.stream, format: "x-api-v2")
  }

  @Test("as tweets of X's interface, version 1.1")
  func tweets() throws {
    try expectSame(
      Self.stream.map(\.tweet).joined(separator: "\n"), as: Self.stream, format: "x-v1.1")
  }

  @Test("as one array of statuses of a Mastodon server")
  func mastodon() throws {
    let statuses = Self.stream.map { post in
      var post = post
      post.platform = .mastodon
      post.account += "@port.example"
      post.client = nil
      return post
    }
    try expectSame(
      "[" + statuses.map(\.status).joined(separator: ",\n ") + "]", as: statuses,
      format: "mastodon")
  }
}
