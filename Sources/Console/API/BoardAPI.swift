import SocialModel
import Store

/// The alarm board for programs.
enum BoardAPI {
  private struct Board: Encodable {
    var alarms: [Item]
    var next: String?
  }

  private struct Item: Encodable {
    var source: String
    var id: Int64
    var urgency: Int
    var why: [String]
    var kind: String
    var since: String
    var platform: String?
    var members: Int?
  }

  @Sendable static func board(_ visit: Visit) async throws -> Answer {
    let cursor = try visit.cursor()
    let page = try await visit.store { try $0.alarms(after: cursor, limit: 100) }
    return try APIAnswer.json(Board(alarms: page.items.map(item), next: page.next?.text))
  }

  private static func item(_ alarm: Alarm) -> Item {
    switch alarm.source {
    case .candidate(let row):
      Item(
        source: "candidate", id: row.id, urgency: alarm.urgency, why: alarm.why,
        kind: row.kind.rawValue, since: row.firstPost.description, members: row.members)
    case .assessment(let post):
      Item(
        source: "assessment", id: post.id, urgency: alarm.urgency, why: alarm.why,
        kind: post.assessment?.kind ?? "", since: post.time.description,
        platform: post.platform.name)
    }
  }
}
