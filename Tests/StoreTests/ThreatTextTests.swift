import Foundation
import SocialModel
import Testing

@testable import Store

@Suite("Threats by text, judgements and assets in the store")
struct ThreatTextTests {
  /// A seeded scene and what each of its assessed posts is, for a count by hand.
  private struct Scene {
    struct Post {
      var id: Int
      var account: Int
      var text: String
      var hasObject: Bool
      var level: AssessmentLevel
      var isAlarm: Bool
      var place: String?
      var day: Int64
    }
    var posts: [Post] = []

    init(seed: UInt64, _ store: CaseStore) throws {
      var random = SeededGenerator(seed: seed)
      let levels = AssessmentLevel.allCases
      for id in 0..<400 {
        let number = random.below(12)
        let level = levels[random.below(4)]
        posts.append(
          Post(
            id: id, account: random.below(40), text: "lantern text \(number)",
            hasObject: number < 9,
            level: level, isAlarm: level == .none && random.below(2) == 0,
            place: [nil, "Port Meridian", "Old Pier"][random.below(3)],
            day: Int64(16_880 + random.below(3))))
      }
      for post in posts {
        var new = Invented.post(
          "\(post.id)", by: "a\(post.account)", at: post.day * 86_400 + Int64(post.id), post.text)
        if post.hasObject { new.objects = [ListedObject(layer: .text, id: post.text)] }
        _ = try store.store(posts: [new])
      }
      try store.store(
        assessments: posts.map {
          NewAssessment(
            platform: .x, postID: "\($0.id)", kind: $0.isAlarm ? "false alarm" : "threat",
            level: $0.level, spans: [], reasons: ["x"], target: "parade", place: $0.place,
            language: "en")
        })
    }

    /// What a filter leaves, text by text, counted by hand.
    func families(_ isWanted: (Post) -> Bool) -> Set<[Int]> {
      let groups = Dictionary(grouping: posts.filter(isWanted), by: \.text)
      return Set(
        groups.values.map { members in
          let level = members.map(\.level.rawValue).max() ?? 0
          let first = members.filter { $0.level.rawValue == level }
            .min { ($0.day, $0.id) < ($1.day, $1.id) }
          return [
            first?.id ?? -1, level, members.count, Set(members.map(\.account)).count,
          ]
        })
    }
  }

  private func found(_ store: CaseStore, _ filter: ThreatFilter) throws -> [ThreatTextRow] {
    var rows: [ThreatTextRow] = []
    var cursor: PageCursor?
    repeat {
      let page = try store.threatTexts(filter, after: cursor, limit: 5)
      rows += page.items
      cursor = page.next
    } while cursor != nil
    return rows
  }

  @Test("are joined, ordered and counted as by hand", arguments: [UInt64(1), 2, 3])
  func oracle(seed: UInt64) throws {
    let test = try TemporaryStore()
    let scene = try Scene(seed: seed, test.store)
    let filters: [(ThreatFilter, (Scene.Post) -> Bool)] = [
      (ThreatFilter(.threats(.low)), { $0.level > .none }),
      (ThreatFilter(.threats(.none)), { $0.level > .none }),
      (ThreatFilter(.threats(.high)), { $0.level == .high }),
      (ThreatFilter(.falseAlarms), { $0.isAlarm }),
      (
        ThreatFilter(.threats(.low), place: "Old Pier"),
        { $0.level > .none && $0.place == "Old Pier" }
      ),
      (
        ThreatFilter(.threats(.low), target: "parade", language: "en", day: 16_881),
        { $0.level > .none && $0.day == 16_881 }
      ),
      (ThreatFilter(.threats(.low), kind: "mourning"), { _ in false }),
    ]
    for (filter, isWanted) in filters {
      let rows = try found(test.store, filter)
      let seen = rows.map {
        [
          Int($0.post.externalID) ?? -1, $0.post.assessment?.level.rawValue ?? 0, $0.posts,
          $0.accounts,
        ]
      }
      #expect(
        Set(seen) == scene.families(isWanted) && Set(seen).count == seen.count, "seed \(seed)")
      let isOrdered = zip(rows, rows.dropFirst()).allSatisfy { a, b in
        guard filter.sort != .falseAlarms else { return a.last >= b.last }
        let (x, y) = (a.post.assessment?.level ?? .none, b.post.assessment?.level ?? .none)
        return x > y || (x == y && (a.accounts, a.posts) >= (b.accounts, b.posts))
      }
      #expect(isOrdered, "seed \(seed)")
      let counts = try test.store.threatCounts(filter)
      let wanted = scene.posts.filter(isWanted)
      #expect(counts.posts == wanted.count)
      for sums in [counts.places, counts.days, counts.languages, counts.targets] {
        #expect(sums.reduce(0) { $0 + $1.posts } == wanted.count)
      }
      for count in counts.places {
        #expect(count.posts == wanted.filter { $0.place == count.name }.count)
      }
    }
  }

  @Test(
    "edited copies that an analysis joined are one line, with those of the same words that come later"
  )
  func edited() throws {
    let test = try TemporaryStore()
    var number = 0
    func add(_ text: String, isShort: Bool = false) throws -> Int64 {
      number += 1
      var new = Invented.post("\(number)", by: "a\(number)", at: 1_458_000_000, text)
      if !isShort { new.objects = [ListedObject(layer: .text, id: text)] }
      _ = try test.store.store(posts: [new])
      let stored = try test.store.store(assessments: [
        NewAssessment(
          platform: .x, postID: "\(number)", kind: "threat", level: .low, spans: [], reasons: ["x"])
      ])
      return try #require(stored.first ?? nil)
    }
    func lines() throws -> [Int] {
      try test.store.threatTexts(ThreatFilter(.threats(.low))).items.map(\.posts).sorted()
    }
    let posts = try ["one", "two", "three", "four"].map { try add($0) }
    let short = try add("s", isShort: true)
    #expect(try lines() == [1, 1, 1, 1, 1])
    try test.store.join(likeTexts: [
      [posts[0], posts[1]], [posts[2], posts[3], short], [posts[0]],
    ])
    #expect(try lines() == [1, 2, 2])
    let later = try add("two")
    #expect(try lines() == [1, 2, 3])
    let alike = try test.store.postsOfText(like: posts[0], .threats(.low))
    #expect(alike == [posts[0], posts[1], later].sorted())
    // A text of both joins them; the same once more changes nothing.
    for _ in 0..<2 { try test.store.join(likeTexts: [[posts[1], posts[3]]]) }
    #expect(try lines() == [1, 5])
    try test.store.join(likeTexts: [])
    try test.store.join(likeTexts: [[99, 100]])
    #expect(try lines() == [1, 5])
  }

  @Test("false alarms that are handled ring no more, all of a text at once")
  func ring() throws {
    let test = try TemporaryStore()
    _ = try Scene(seed: 4, test.store)
    var last = Int.max
    while let open = try test.store.openFalseAlarms() {
      #expect(open.posts < last)
      last = open.posts
      let posts = try test.store.postsOfText(like: open.latest.id, .falseAlarms)
      #expect(posts.contains(open.latest.id))
      for post in posts {
        try test.store.setAssessment(ofPost: post, to: .handled, by: .system("test"))
      }
    }
    #expect(try test.store.postsOfText(like: 1, .falseAlarms).isEmpty)
    #expect(throws: StoreError.self) {
      _ = try test.store.threatTexts(
        ThreatFilter(.falseAlarms), after: PageCursor(text: "-5"), limit: 5)
    }
  }

  @Test("judgements are kept version by version, and go with their case")
  func judgements() throws {
    let test = try TemporaryStore()
    let user = try test.store.addUser(
      "ada", role: "lead", passwordHash: "none", by: .system("test"))
    let queue = try test.store.saveQueue("threats", by: .system("test"))
    let id = try test.store.openCase(
      NewCase(
        queue: queue, subjects: [.post(.x, "1")], urgency: AlarmUrgency(score: 1, why: [])),
      by: .system("test"))
    for (index, answer) in ["present", "unknown"].enumerated() {
      let version = try test.store.addJudgement(
        toCase: id, instrument: "trap-18", ["leakage": .init(answer: answer, note: "n")], by: user)
      #expect(version == index + 1)
    }
    #expect(throws: StoreError.self) {
      _ = try test.store.addJudgement(toCase: 99, instrument: "trap-18", [:], by: user)
    }
    let kept = try test.store.judgements(ofCase: id)
    #expect(kept.map(\.version) == [2, 1])
    #expect(kept.map { $0.items["leakage"]?.answer } == ["unknown", "present"])
    try test.store.writeUnaudited { db in
      try db.execute(sql: "DELETE FROM caseSubject; DELETE FROM caseFile WHERE id = \(id)")
    }
    #expect(try test.store.judgements(ofCase: id).isEmpty)
  }

  @Test("assets are made, changed and removed under their identifiers")
  func assets() throws {
    let test = try TemporaryStore()
    let hall = AssetRow(
      key: "hall", name: "Hall", kind: "place", variants: ["зал"], place: "Port Meridian",
      contacts: ["desk"])
    let id = try test.store.saveAsset(hall, by: .system("test"))
    #expect(throws: StoreError.self) { _ = try test.store.saveAsset(hall, by: .system("test")) }
    var changed = try test.store.asset(id)
    changed.name = "Great Hall"
    _ = try test.store.saveAsset(changed, by: .system("test"))
    #expect(try test.store.assets().map(\.name) == ["Great Hall"])
    #expect(try test.store.asset(id).variants == ["зал"])
    changed.id = 99
    #expect(throws: StoreError.self) { _ = try test.store.saveAsset(changed, by: .system("test")) }
    try test.store.removeAsset(id, by: .system("test"))
    #expect(try test.store.assets().isEmpty)
    #expect(throws: StoreError.self) { try test.store.removeAsset(id, by: .system("test")) }
  }
}
