import Foundation
import SocialModel

/// The JSON files beside the posts.
enum TruthFiles {
  private struct EventFile: Encodable {
    var name: String
    var start: String
    var place: String
    var tags: [String]
  }

  private struct TruthFile: Encodable {
    var seed: UInt64
    var posts: Int
    var accounts: Int
    var groups: [String: Int]
    var event: String
    var campaigns: [CampaignFile]
  }

  private struct CampaignFile: Encodable {
    var name: String
    var kind: String
    var summary: String
    var accounts: Int
    var platforms: [String]
    var sources: [SourceFile]
    var tags: [String]
    var texts: [String]
    var starts: [String]
    var first: String?
    var last: String?
    var posts: [PostFile]
    /// Absent where the campaign pushes no pictures.
    var media: [String]?
  }

  private struct SourceFile: Encodable {
    var platform: String
    var account: String
  }

  private struct PostFile: Encodable {
    var platform: String
    var id: String
  }

  /// `event.json`: name, start, place, tags.
  static func event(_ event: SimulatedEvent) throws -> Data {
    try encoded(
      EventFile(
        name: event.name, start: event.start.description, place: event.place, tags: event.tags))
  }

  /// `truth.json`: the campaigns as they were carried out, with the posts that belong to them.
  static func truth(_ truth: GroundTruth, _ parameters: Simulation.Parameters) throws -> Data {
    var groups = [String: Int]()
    for account in truth.accounts { groups[account.group.rawValue, default: 0] += 1 }
    return try encoded(
      TruthFile(
        seed: parameters.seed, posts: truth.posts, accounts: truth.accounts.count, groups: groups,
        event: truth.event.name, campaigns: truth.campaigns.map(file)))
  }

  private static func file(_ campaign: PlantedCampaign) -> CampaignFile {
    CampaignFile(
      name: campaign.group.rawValue, kind: campaign.kind.rawValue, summary: campaign.summary,
      accounts: campaign.accounts,
      platforms: Set(campaign.posts.map(\.platform)).sorted().map(\.name),
      sources: campaign.sources.map { SourceFile(platform: $0.platform.name, account: $0.id) },
      tags: campaign.tags, texts: campaign.texts, starts: campaign.starts.map(\.description),
      first: campaign.posts.first?.time.description, last: campaign.posts.last?.time.description,
      posts: campaign.posts.map { PostFile(platform: $0.platform.name, id: $0.id) },
      media: campaign.media.isEmpty ? nil : campaign.media)
  }

  private static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(value)
    data.append(UInt8(ascii: "\n"))
    return data
  }
}
