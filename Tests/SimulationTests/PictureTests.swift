import Foundation
import Media
import SocialModel
import Testing

@testable import Simulation

@Suite("Pictures of the simulated stream")
struct PictureTests {
  private static let pictures = InventedPictures(seed: 1)
  private static let stream = Simulation(.init(seed: 1, posts: 8000, hasMedia: true)).run()

  private static let hashes: [ImageHash] = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-pictures-\(UUID().uuidString)")
    defer { _ = Result { try FileManager.default.removeItem(at: folder) } }
    let found = Result {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let paths = try pictures.files.enumerated().map { index, file in
        let path = folder.appendingPathComponent("\(index)")
        try Data(file.bytes).write(to: path)
        return path.path
      }
      return try MediaHasher().hash(paths).compactMap { result -> ImageHash? in
        guard case .image(let image) = try result.get().content else { return nil }
        return image
      }
    }
    return (try? found.get()) ?? []
  }()

  @Test("are the same bytes for a seed, and others for another")
  func areSeeded() {
    let again = InventedPictures(seed: 1)
    #expect(Self.pictures.files.map(\.bytes) == again.files.map(\.bytes))
    #expect(Self.pictures.files.map(\.bytes) != InventedPictures(seed: 2).files.map(\.bytes))
    #expect(Self.pictures.files.map(\.path) == Self.pictures.files.map(\.path).sorted())
    #expect(Self.pictures.files.reduce(0) { $0 + $1.bytes.count } < 1_000_000)
  }

  @Test("are families: variants of a motif are near its original, all else is far from each other")
  func areFamilies() throws {
    let hashes = Self.hashes
    try #require(hashes.count == Self.pictures.files.count)
    let (motifs, variants) = (InventedPictures.motifCount, InventedPictures.variantCount)
    for motif in 0..<motifs {
      for variant in 0..<variants {
        let apart = hashes[motif * variants].hash.distance(
          to: hashes[motif * variants + variant].hash)
        #expect(apart <= PDQHash.matchDistance, "motif \(motif), variant \(variant)")
      }
    }
    let others =
      (0..<motifs).map { hashes[$0 * variants] } + hashes[(motifs * variants)...].dropLast()
    for first in others.indices {
      #expect(others[first].isMatchable)
      for second in others.indices where second > first {
        #expect(others[first].hash.distance(to: others[second].hash) > PDQHash.matchDistance)
      }
    }
    #expect(hashes.last?.quality == 0)
  }

  @Test("are pushed by a fourth campaign, in waves, and named in the truth")
  func arePushed() throws {
    let truth = Self.stream.truth
    #expect(truth.campaigns.map(\.kind) == [.copyPaste, .tagPush, .repostRing, .mediaPush])
    let campaign = try #require(truth.campaigns.last)
    #expect(campaign.accounts == 37 && campaign.starts.count == CampaignPlan.pictureMinutes.count)
    let pushed = Set(campaign.posts.map(\.id))
    let posts = Self.stream.posts.filter { pushed.contains($0.id) }
    #expect(posts.count == campaign.posts.count && posts.count > 250)
    #expect(Set(posts.compactMap { $0.media.first?.path }) == Set(campaign.media))
    #expect(Set(posts.map(\.platform)) == [.x, .facebook, .telegram])
    for post in posts {
      let start = try #require(campaign.starts.last { $0 <= post.time })
      #expect(post.time.milliseconds - start.milliseconds <= 120_000)
    }
    let names = Set(Self.pictures.files.map(\.path))
    let used = Self.stream.posts.flatMap(\.media).compactMap(\.path)
    #expect(used.allSatisfy(names.contains))
    #expect(used.contains { !campaign.media.contains($0) })
  }

  @Test("change no time, account or text of the other campaigns")
  func changeNothingElse() {
    let without = Simulation(.init(seed: 1, posts: 8000)).run()
    func planned(_ stream: (posts: [Post], truth: GroundTruth), _ group: AccountGroup) -> [String] {
      let members = Set(stream.truth.accounts.filter { $0.group == group }.map(\.account))
      return stream.posts.filter { members.contains($0.account.id) && $0.repostOf == nil }.map {
        "\($0.account.id) \($0.time) \($0.text ?? "")"
      }.sorted()
    }
    for group in [AccountGroup.readyMadeTexts, .coinedTag] {
      let (a, b) = (planned(Self.stream, group), planned(without, group))
      // Where nothing was popular yet, a member writes instead of reposting: words drawn on the way.
      #expect(Set(a).intersection(b).count >= a.count * 95 / 100 && a.count > 200)
    }
    #expect(without.posts.allSatisfy { $0.media.allSatisfy { $0.path == nil } })
    #expect(without.truth.campaigns.allSatisfy { $0.media.isEmpty })
  }

  @Test("look like screenshots where they are to")
  func screenshots() {
    var generator = SeededGenerator(seed: 3)
    let text = InventedScreenshot.text(300, &generator)
    let shot = InventedScreenshot(of: text + " ÄÖ 12 \u{1F3EE}", dot: 1)
    #expect(shot.side == 270 && shot.pixels.count == 3 * 270 * 270)
    #expect(InventedScreenshot(of: "", dot: 1).pixels != shot.pixels)
    #expect(InventedScreenshot(of: String(repeating: "w", count: 900), dot: 1).side == 270)
    #expect(shot.scaled(to: 1).pixels.count == 3)
    #expect(shot.scaled(to: 270).pixels == shot.pixels)
    #expect(shot.dimmed(0).pixels.allSatisfy { $0 == 0 })
  }
}
