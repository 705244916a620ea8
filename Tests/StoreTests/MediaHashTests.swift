import SocialModel
import Testing

@testable import Store

@Suite("Computed hashes of posts' files")
struct MediaHashTests {
  private func post(_ id: String, _ media: [Media]) -> NewPost {
    var post = Invented.post(id)
    post.post.media = media
    return post
  }

  @Test("are written where none is stored, and leave all the rest as it is")
  func areWritten() throws {
    let store = try TemporaryStore()
    let batch = [
      post("1", [Media(kind: .image, path: "a"), Media(kind: .video, path: "b")]),
      post("2", [Media(kind: .image, path: "a", sha256: "AA", pdq: nil)]),
      post("3", [Media(kind: .image, path: "a", sha256: "aa", pdq: "dd")]),
      post("4", [Media(kind: .other, path: "a")]), post("5", [Media(kind: .image, url: "u")]),
      post("6", []),
    ]
    var files: [Int64] = []
    _ = try store.store.store(posts: batch, withFiles: &files)
    let expected = try ["1", "2"].map { try #require(try store.store.postID(.x, $0)) }
    #expect(files == expected)
    var again: [Int64] = []
    _ = try store.store.store(posts: batch, withFiles: &again)
    #expect(again == expected)
    let before = try store.store.auditEntries(limit: 10).items.count
    let known = ["a": ComputedHashes(sha256: "aa", pdq: "ee"), "b": ComputedHashes(sha256: "bb")]
    #expect(try store.store.store(hashesOfPosts: files + [7]) { known[$0] } == 3)
    let media = try expected.map { try store.store.post($0).media }
    #expect(media[0].map(\.sha256) == ["aa", "bb"] && media[0].map(\.pdq) == ["ee", nil])
    #expect(media[1].map(\.sha256) == ["AA"] && media[1].map(\.pdq) == ["ee"])
    #expect(try store.store.store(hashesOfPosts: files) { known[$0] } == 0)
    // The post's own content did not change: it comes again as the same.
    #expect(try store.store.store(posts: batch).duplicate == 6)
    #expect(try store.store.auditEntries(limit: 10).items.count == before)
    #expect(try store.store.store(hashesOfPosts: []) { _ in nil } == 0)
  }
}
