import Exchange
import Store

/// The alarm board: candidates and urgent assessments, the most urgent first, with why.
enum BoardPages {
  static let routes: [ConsoleRoute] = [
    .get("/", .permission(.viewBoard)) { try await page($0, isLive: true) },
    .get("/alarms/table", .permission(.viewBoard), isPassive: true) {
      try await page($0, isLive: false)
    },
    .get("/alarms/events", .permission(.viewBoard), isPassive: true, events),
    .get("/alarms.csv", .permission(.exportTables)) { visit in
      try await Export.list(
        "alarms", on: "table:alarms", visit, columns, cells: { cells($0, isLinked: false) }
      ) { store, cursor in try store.alarms(after: cursor, limit: 1000) }
    },
  ]

  private static let columns: [PageContent.Column] = [
    .init("urgency", isNumber: true), .init("alarm", detail: "why"), .init("kind"),
    .init("since"),
  ]

  private static func page(_ visit: Visit, isLive: Bool) async throws -> Answer {
    let cursor = try visit.cursor()
    let (alarms, ringing) = try await visit.store { store in
      (try store.alarmLines(after: cursor, limit: 100), try store.openFalseAlarms())
    }
    let isLinked = visit.viewer?.may(.viewCases) == true
    let table = PageContent.Table(
      id: "alarms", caption: "Open alarms, the most urgent first", columns: columns,
      rows: alarms.items.map { line in
        cells(line.alarm, isLinked: isLinked, copies: line.copies)
      },
      next: alarms.next.map { Link.to("/", ["after": $0.text]) },
      csv: Export.link(visit, "/alarms.csv"),
      empty: "Nothing rings. Candidates and moderate or high threats appear here.")
    let ring = FalseAlarmRing.of(ringing, isLinked: isLinked)
    var blocks: [PageContent.Block] = [.ring(ring), .table(table)]
    if isLive { blocks.insert(.live, at: 0) }
    return .page(
      PageContent(
        title: "Alarm board",
        lead: "What a person should look at next. Urgency orders this list and decides nothing.",
        part: "/", blocks: blocks))
  }

  /// - Parameter copies: how many more posts have the text.
  private static func cells(
    _ alarm: Alarm, isLinked: Bool, copies: Int = 0
  ) -> [PageContent.Cell] {
    let why = alarm.why.joined(separator: " ")
    switch alarm.source {
    case .candidate(let candidate):
      return [
        .init("\(alarm.urgency)"),
        .init(
          "Candidate \(candidate.name) of run \(candidate.run)",
          link: isLinked ? "/candidates/\(candidate.id)" : nil, detail: why),
        .init(candidate.kind.rawValue), .init(HumanText.moment(candidate.firstPost)),
      ]
    case .assessment(let post):
      return [
        .init("\(alarm.urgency)"),
        .init(
          copies == 0
            ? "Post on \(post.platform.name)"
            : "Post on \(post.platform.name), and \(HumanText.count(copies, "copy", "copies"))",
          link: isLinked ? "/posts/\(post.id)" : nil, detail: why),
        .init(post.assessment?.kind ?? "assessment"), .init(HumanText.moment(post.time)),
      ]
    }
  }

  /// Tells when the first page of the board is another than at the last look.
  private static func events(_ visit: Visit) async throws -> Answer {
    let board = LiveBoard(visit)
    return .events { try await board.look() }
  }
}

/// The state of one stream of the board: what it showed last, and how often it looked.
private actor LiveBoard {
  private let visit: Visit
  private var last: Board?
  private var looks = 0

  private struct Board: Equatable {
    var alarms: [Alarm]
    var falseAlarms: Int
    var latest: Int64?
  }

  init(_ visit: Visit) { self.visit = visit }

  func look() async throws -> String? {
    if looks > 0 { try await Task.sleep(for: visit.services.configuration.liveTick) }
    guard looks < visit.services.configuration.liveTicks else { throw CancellationError() }
    looks += 1
    let now = try await visit.desk { desk, acting in
      // A session that has ended, or a user who was closed, sees nothing more.
      guard try desk.isStillSignedIn(acting) else { throw CancellationError() }
      let ringing = try desk.store.openFalseAlarms()
      return Board(
        alarms: try desk.store.alarms(limit: 50).items, falseAlarms: ringing?.posts ?? 0,
        latest: ringing?.latest.id)
    }
    defer { last = now }
    return last == nil || last == now ? nil : "changed"
  }
}

/// What the board says at once of false alarms.
enum FalseAlarmRing {
  static func of(
    _ found: (posts: Int, latest: PostRow, place: String?)?, isLinked: Bool
  ) -> PageContent.Ring? {
    guard let found else { return nil }
    let place = isLinked ? found.place.map { ", about \(HumanText.shortened($0, to: 60))" } : nil
    return PageContent.Ring(
      words: "\(HumanText.count(found.posts, "false alarm")) to check: the latest is of "
        + "\(HumanText.moment(found.latest.time))\(place ?? "").",
      link: isLinked ? "/false-alarms" : nil)
  }
}
