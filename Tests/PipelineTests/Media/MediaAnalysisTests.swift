import Exchange
import Foundation
import Intake
import Pipeline
import SocialModel
import Testing

@testable import Media

@Suite("Pictures in an analysis")
struct MediaAnalysisTests {
  private static let pushers = (0..<PictureStream.pushers).map { "p\($0)" }.sorted()

  private func analyze(
    _ entries: [PictureStream.Entry], in bench: Workbench,
    _ change: (inout AnalysisParameters) -> Void = { _ in }
  ) throws -> Analysis {
    try bench.analyze([bench.write(lines: entries.map(\.line))], change)
  }

  @Test("give accounts away that push variants of pictures at once, and nobody else")
  func giveAway() throws {
    let bench = try Workbench()
    try PictureStream.writeFiles(bench)
    let analysis = try analyze(PictureStream.posts(), in: bench)
    #expect(analysis.stream.posts == 200)
    #expect(analysis.pushers == Self.pushers)
    for candidate in analysis.candidates {
      #expect(candidate.kind == .mediaPush)
      #expect(candidate.layers.compactMap(\.layer).first == .image)
      // After what was pushed comes what two of them happen to have posted.
      let pushed = candidate.pictures.prefix(PictureStream.pictures)
      #expect(pushed.allSatisfy { $0.members > 3 && $0.posts == $0.members })
      #expect(candidate.objects.contains { $0.layer == .image && $0.label.hasPrefix("pdq:") })
      for picture in candidate.pictures {
        #expect(picture.layer == .image)
        #expect(picture.label.hasPrefix("pdq:") && picture.platforms == [.x])
        #expect(picture.distances.map { $0.upperBound <= 31 } == true)
        #expect(picture.preview.count == 4096)
      }
    }
    #expect(analysis.run.mediaRejections == 0 && analysis.run.mediaFiles > 40)
    let page = String(decoding: try ResultFile.report.bytes(of: analysis), as: UTF8.self)
    #expect(
      page.components(separatedBy: "<img src=\"data:image/png;base64,").count
        == 1 + analysis.candidates.reduce(0) { $0 + $1.pictures.count })
  }

  @Test("give the same files whatever the order of posts, threads and repeated posts")
  func areInvariant() throws {
    let bench = try Workbench()
    try PictureStream.writeFiles(bench)
    let posts = PictureStream.posts()
    let expected = try analyze(posts, in: bench)
    var numbers = SeededNumbers(seed: 8)
    try expectSameFiles(expected, analyze(posts.shuffled(using: &numbers), in: bench))
    try expectSameFiles(expected, analyze(Array(posts.reversed()), in: bench) { $0.threads = 1 })
    try expectSameFiles(expected, analyze(posts + posts.prefix(50), in: bench))
    let shuffled = try analyze(posts.shuffled(using: &numbers), in: bench)
    let pages = try [expected, shuffled].map { analysis in
      // The input's digest is on the page too.
      String(decoding: try ResultFile.report.bytes(of: analysis), as: UTF8.self)
        .components(separatedBy: "<h2 id=\"read-title\">")[0]
    }
    #expect(pages[0] == pages[1])
  }

  @Test("are known by listed hashes where there are no files")
  func areKnownByHashes() throws {
    let bench = try Workbench()
    try PictureStream.writeFiles(bench)
    let posts = PictureStream.posts()
    var names: [String: MediaHashes] = [:]
    for name in Set(posts.compactMap { $0.media[0]["path"] }) {
      names[name] = try MediaHasher().hash([bench.folder + "/" + name])[0].get()
    }
    func listed(_ fields: (MediaHashes) -> [String: String]) -> [PictureStream.Entry] {
      posts.map { post in
        var post = post
        post.media = post.media.compactMap { media in
          media["path"].flatMap { names[$0] }.map { ["type": "image"].merging(fields($0)) { $1 } }
        }
        return post
      }
    }
    let hashed = try analyze(
      listed { hashes in
        guard case .image(let image) = hashes.content else { return [:] }
        return ["pdq": image.hash.description]
      }, in: Workbench())
    #expect(hashed.pushers == Self.pushers)
    #expect(hashed.candidates.first?.pictures.allSatisfy { $0.preview.isEmpty } == true)
    #expect(hashed.run.mediaFiles == 0)
    // Digests of bytes tell variants apart, so less is left of it.
    let digested = try analyze(listed { ["sha256": $0.sha256] }, in: Workbench())
    #expect(digested.candidates.flatMap(\.pictures).allSatisfy { $0.label.hasPrefix("sha256:") })
  }

  @Test("are not read where that is not wanted, and are read from another folder where it is")
  func areReadWhereWanted() throws {
    let (bench, other) = (try Workbench(), try Workbench())
    try PictureStream.writeFiles(bench)
    let posts = PictureStream.posts()
    let unread = try analyze(posts, in: bench) { $0.media.readsFiles = false }
    #expect(unread.found == [] && unread.run.mediaFiles == 0 && unread.run.mediaRejections == 0)
    #expect(unread.run.parameters.first { $0.name == "readsMediaFiles" }?.value == "false")
    let elsewhere = try analyze(posts, in: other) { $0.media.folder = bench.folder }
    #expect(elsewhere.pushers == Self.pushers)
    let error = #expect(throws: PipelineError.self) {
      try analyze(posts, in: other) { $0.media.folder = other.folder + "/none" }
    }
    #expect(error?.code == .noMediaFolder)
    // No file is there at all: every name is a rejection, and the run goes on.
    let missing = try analyze(posts, in: other)
    let names = Set(posts.compactMap { $0.media[0]["path"] }).count
    #expect(missing.stream.posts == 200 && missing.run.mediaRejections == names)
    #expect(missing.run.rejectionReasons == [.init(code: "media-not-found", count: names)])
  }

  @Test("of one colour are no object, and a repost carries none")
  func areNoObject() throws {
    let bench = try Workbench()
    try PictureStream.writeFiles(bench)
    var posts = PictureStream.posts()
    for index in posts.indices where posts[index].account.hasPrefix("p") {
      posts[index].media = [["type": "image", "path": "img/black.png"]]
    }
    #expect(try analyze(posts, in: bench).found == [])
    posts = PictureStream.posts()
    for index in posts.indices where posts[index].account.hasPrefix("p") {
      posts[index].repostOf = "99\(index)"
    }
    #expect(try analyze(posts, in: bench).found == [])
  }
}

extension Analysis {
  /// The accounts of all candidates.
  fileprivate var pushers: [String] { found.flatMap { $0 }.sorted() }
}
