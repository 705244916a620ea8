import Casework
import Foundation
import Pipeline
import SocialModel
import Store
import Testing

@testable import Desk

/// An invented input on the disk whose posts are stored with the places of their lines, and a team over it.
struct ParadeInput {
  let test: TestDesk
  let path: String
  let lines: [[UInt8]]
  let posts: [Int64]
  let queue: Int64
  let ada: Acting
  let lin: Acting
  let lou: Acting

  static let texts = [
    "We will stop the iron lantern parade in Port Meridian at noon.",
    "سنوقف موكب الفوانيس الحديدية \u{202E}في ميناء ميريديان",
    "Lanterns <script>alert(1)</script> & \"more\"",
  ]

  init(run isStored: Bool = true) throws {
    test = try TestDesk()
    path = test.folder + "/parade.ndjson"
    lines = try Self.texts.enumerated().map { index, text in
      let fields: [String: Any] = [
        "platform": "x", "id": "71\(index)", "account": ["id": "a\(index)", "followers": 1200],
        "time": "2016-03-22T08:58:12.123+01:00", "text": text,
      ]
      return [UInt8](try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys))
    }
    try Data(lines.joined(separator: [UInt8(ascii: "\n")])).write(to: URL(fileURLWithPath: path))
    let input = try test.store.beginInput(name: "parade.ndjson", path: path)
    _ = try test.store.store(posts: Self.posts(lines), input: input)
    if isStored { _ = try test.store.store(analysis: try Self.analysis(path), inputs: [input]) }
    try test.store.store(assessments: [
      NewAssessment(
        platform: .x, postID: "710", kind: "threat", level: .high,
        spans: [AssessedSpan(start: 3, end: 7, role: "commitment")], reasons: ["It says so."])
    ])
    let store = test.store
    posts = try (0..<3).map { try #require(try store.postID(.x, "71\($0)")) }
    queue = try test.queue()
    ada = try test.user("ada", .reviewer)
    lin = try test.user("lin", .lead)
    lou = try test.user("lou", .lead)
  }

  private static func posts(_ lines: [[UInt8]]) -> [NewPost] {
    var offset: Int64 = 0
    return lines.enumerated().map { index, line in
      var post = Post(
        platform: .x, id: "71\(index)",
        account: Account(id: "a\(index)", handle: "lantern\(index)"),
        time: Timestamp(milliseconds: 1_458_633_492_123), text: texts[index])
      post.location = RecordLocation(
        input: 0, offset: offset, length: Int32(line.count), line: Int64(index + 1))
      offset += Int64(line.count) + 1
      return NewPost(post)
    }
  }

  private static func analysis(_ path: String) throws -> Analysis {
    let digest = try FileDigest.sha256(path: path)
    let input = RunInput(
      name: "parade.ndjson", sha256: digest.hex, bytes: digest.bytes, format: "tocsin-ndjson",
      mapperVersion: 1, compression: "none", posts: 3, duplicates: 0, rejections: 0)
    let start = Timestamp(milliseconds: 1_458_633_492_123)
    return Analysis(
      run: RunRecord(
        version: "0.1.0", inputs: [input], parameters: [], stages: [], rejectionReasons: []),
      stream: StreamSummary(
        posts: 3, accounts: 3, span: start...start, timelineStart: start, binSeconds: 60,
        timeline: [3]), accounts: [], edges: [], candidates: [])
  }

  /// A case about the first two posts and the third one's account.
  func openCase() throws -> Int64 {
    try test.store.openCase(
      NewCase(
        queue: queue, subjects: [.post(.x, "710"), .post(.x, "711"), .account(.x, "a2")],
        urgency: AlarmUrgency(score: 90, why: ["test"])), by: .system("test"))
  }

  func form(_ posts: [Int64]? = nil, takesStatements: Bool = false) -> EscalationForm {
    EscalationForm(
      posts: posts ?? self.posts, offence: "Threat of an attack <b>",
      suspicion: "Three accounts say that they will stop the parade by force.",
      locating: ["x account a0", "x account a1"], memberStates: ["FR", "BE"],
      authority: "Police of Port Meridian", takesStatements: takesStatements)
  }

  /// A desk with settings of its own over the same store.
  func desk(_ settings: PackageSettings) throws -> CaseDesk {
    try CaseDesk(
      store: test.store, keys: test.keys, passwordCost: TestDesk.cheap, packages: settings)
  }

  /// A package that one lead asked for and the other released.
  func released(_ desk: CaseDesk? = nil, _ form: EscalationForm? = nil) throws -> Int64 {
    let desk = desk ?? test.desk
    let id = try desk.requestEscalation(ofCase: openCase(), form ?? self.form(), by: lin)
    test.clock.advance(seconds: 60)
    try desk.decideEscalation(id, isReleased: true, reasons: "It is needed.", by: lou)
    return id
  }
}
