import Casework
import Desk
import Foundation
import SocialModel
import Store

@testable import Console

extension ConsoleFixture {
  /// Case 1 with a package of its post that the lead released for the reviewer, a professional judgement, and a
  /// protected asset: one row of each sort, with the number 1.
  func addEscalations() throws {
    if try store.queues().isEmpty { _ = try store.saveQueue("threats", by: .system("test")) }
    let subject = Subject.post(.x, "1")
    do { _ = try store.caseFile(1) } catch let error as StoreError where error.code == .notFound {
      _ = try store.openCase(
        NewCase(
          queue: try required(store.queues().first).id, subjects: [subject, .account(.x, "a2")],
          urgency: AlarmUrgency(score: 50, why: ["test"])), by: .system("test"))
    }
    let id = try desk.requestEscalation(
      ofCase: 1, Self.escalation([post]), by: acting(.reviewer))
    try desk.decideEscalation(id, isReleased: true, reasons: "Needed.", by: acting(.lead))
    _ = try desk.saveAsset(
      .init(id: "lantern-hall", name: "Lantern Hall", kind: .place, variants: ["Зал фонарей"]),
      by: acting(.lead))
  }

  static func escalation(_ posts: [Int64]) -> EscalationForm {
    EscalationForm(
      posts: posts, offence: "Threat <b>", suspicion: "It says so <script>alert(2)</script>",
      locating: ["x account a1"], memberStates: ["BE"], authority: "Police of Port Meridian",
      takesStatements: true)
  }

  /// The eighteen answers of a form.
  static func judgement(_ answer: String, note: String = "") -> [String: String] {
    var form: [String: String] = [:]
    for item in TrapItem.allCases {
      form[item.rawValue] = answer
      form["\(item.rawValue)-note"] = note
    }
    return form
  }

  /// False alarms: one text by two accounts, another one by a third.
  func addFalseAlarms() throws {
    let text = "Do not take the wounded to the harbour clinic <script>alert(3)</script>"
    let texts = [text, text, "Stay away from the lantern hall, it is burning down"]
    let posts = texts.enumerated().map { index, text in
      let post = Post(
        platform: .x, id: "f\(index)", account: Account(id: "f\(index)"),
        time: Timestamp(seconds: 1_458_640_000 + Int64(index)), text: text)
      return NewPost(post, objects: [ListedObject(layer: .text, id: text.lowercased())])
    }
    _ = try store.store(posts: posts)
    _ = try store.store(
      assessments: (0..<3).map {
        NewAssessment(
          platform: .x, postID: "f\($0)", kind: "false alarm", level: .none, spans: [],
          reasons: ["It would send people away from a place of help."],
          place: $0 < 2 ? "Port Meridian" : nil, language: "en")
      })
  }
}

extension ConsoleFixture {
  /// One threat by each of the sixty accounts, and another one by the first.
  func addThreats() throws {
    let shared = "The iron lantern parade will burn at noon"
    let texts = [String](repeating: shared, count: 60) + ["Another lantern threat, with more words"]
    let posts = texts.enumerated().map { index, text in
      let post = Post(
        platform: .x, id: "t\(index)", account: Account(id: "a\(index % 60 + 1)"),
        time: Timestamp(seconds: 1_458_640_000 + Int64(index)), text: text)
      return NewPost(post, objects: [ListedObject(layer: .text, id: text.lowercased())])
    }
    _ = try store.store(posts: Array(posts.prefix(60)))
    _ = try store.store(posts: Array(posts.suffix(1)))
    _ = try store.store(
      assessments: posts.indices.map {
        NewAssessment(
          platform: .x, postID: "t\($0)", kind: "threat", level: $0 < 60 ? .moderate : .low,
          spans: [], reasons: ["A direct threat."], target: "the parade", place: "Port Meridian",
          language: "en")
      })
  }
}
