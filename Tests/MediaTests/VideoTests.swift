import Foundation
import Testing

@testable import Media

@Suite("Hash lists of videos")
struct VideoTests {
  private static func video(_ hashes: [PDQHash], quality: Int = 100) -> VideoHash {
    VideoHash(
      frames: hashes.enumerated().map {
        FrameHash(number: $0, quality: quality, hash: $1, seconds: Double($0) / 30)
      })
  }

  @Test("are read and written in vPDQ's form")
  func areReadAndWritten() throws {
    let hash = "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22"
    let text = "0,100,\(hash),0.000\n30,57,\(hash),1.001\n"
    let video = try VideoHash(text: text)
    #expect(video.frames.map(\.number) == [0, 30])
    #expect(video.text == text)
    #expect(try VideoHash(text: text.replacing("\n", with: "\r\n")) == video)
    for wrong in ["x", "0,100,\(hash)", "0,101,\(hash),0", "-1,9,\(hash),0", "0,9,\(hash),inf"] {
      let error = #expect(throws: MediaError.self) { try VideoHash(text: text + wrong) }
      #expect(error?.code == .damagedHashList)
      #expect(error?.description.contains("Line 3") == true)
    }
  }

  @Test("match by the shares of their frames, both ways")
  func matchBothWays() {
    var generator = Seeded(state: 41)
    let hashes = (0..<10).map { _ in PDQHash.random(&generator) }
    let long = Self.video(hashes)
    let short = Self.video(hashes.prefix(4).map { $0.changed(31, &generator) })
    #expect(
      VideoMatch.compare(short, with: long) == VideoMatch(queryPercent: 100, comparePercent: 40))
    #expect(VideoMatch.compare(short, with: long).isMatch())
    #expect(!VideoMatch.compare(long, with: short).isMatch())
    let far = Self.video(hashes.map { $0.changed(32, &generator) })
    #expect(VideoMatch.compare(far, with: long).queryPercent == 0)
  }

  @Test("count equal frames once, and frames with nothing in them never")
  func countOnce() {
    var generator = Seeded(state: 43)
    let (a, b) = (PDQHash.random(&generator), PDQHash.random(&generator))
    let still = Self.video([a, a, a, a, a, b])
    let other = Self.video([b])
    #expect(VideoMatch.compare(still, with: other).queryPercent == 50)
    let dark = Self.video([a, b], quality: 49)
    #expect(VideoMatch.compare(dark, with: still) == VideoMatch(queryPercent: 0, comparePercent: 0))
    let blank = Self.video([PDQHash(0, 0, 0, 0)])
    #expect(VideoMatch.compare(blank, with: blank).queryPercent == 0)
  }

  @Test("are found by their index as by comparing with each")
  func areFound() {
    var generator = Seeded(state: 47)
    let frames = (0..<60).map { _ in PDQHash.random(&generator) }
    let videos = (0..<30).map { _ in
      Self.video(
        (0..<20).map { _ in frames.randomElement(using: &generator)!.changed(10, &generator) })
    }
    let index = VideoIndex(videos)
    for query in videos.prefix(8) {
      let found = index.matches(of: query)
      let compared = videos.map { VideoMatch.compare(query, with: $0) }
      #expect(found.map(\.position) == videos.indices.filter { compared[$0].queryPercent > 0 })
      for (position, match) in found { #expect(match == compared[position]) }
    }
  }

  @Test(
    "of the published samples match as vPDQ's two loops say",
    .enabled(if: SharedMedia.isPresent, SharedMedia.absence))
  func samplesMatch() throws {
    let names = ["chair-19-sd-bar", "chair-20-sd-bar-128x128", "doorknob-hd-no-bar"]
    let videos = try names.map { name in
      // A part of each is enough here; script/bench-media compares all with vPDQ itself.
      let video = try VideoHash(text: SharedMedia.text("vpdq-sample-hashes/\(name).txt"))
      return VideoHash(frames: Array(video.frames.prefix(100)))
    }
    for a in videos {
      for b in videos {
        #expect(VideoMatch.compare(a, with: b).queryPercent == Self.loops(a, b))
      }
    }
    #expect(VideoMatch.compare(videos[0], with: videos[1]).queryPercent > 25)
    #expect(VideoMatch.compare(videos[0], with: videos[2]).queryPercent == 0)
  }

  private static func loops(_ a: VideoHash, _ b: VideoHash) -> Double {
    func kept(_ video: VideoHash) -> [PDQHash] {
      var result: [PDQHash] = []
      for frame in video.frames where frame.quality >= 50 && !result.contains(frame.hash) {
        result.append(frame.hash)
      }
      return result
    }
    let (query, other) = (kept(a), kept(b))
    let shared = query.filter { hash in other.contains { $0.distance(to: hash) <= 31 } }
    return query.isEmpty || other.isEmpty ? 0 : Double(shared.count) * 100 / Double(query.count)
  }
}
