import Casework
import Evidence
import Foundation
import SocialModel
import Testing

/// An invented case: posts about an iron lantern parade in Port Meridian.
enum Parade {
  static let key = AuditSigningKey(seed: [UInt8](repeating: 7, count: 32))
  static let now = Timestamp(seconds: 1_763_802_000)
  static let program = "Tocsin 0.1.0"

  static let english = "We will stop the iron lantern parade in Port Meridian at noon."
  static let arabic = "سنوقف موكب الفوانيس الحديدية في ميناء ميريديان ظهرا"
  static let russian = "Мы остановим парад железных фонарей в Порт-Меридиане в полдень."

  static func item(
    _ number: Int, _ text: String, type: String = "application/json", raw: [UInt8]? = nil,
    from: String = "https://x.example/lantern/status/", assessment: EvidenceCase.Assessment? = nil
  ) -> EvidenceCase.Item {
    EvidenceCase.Item(
      id: "71\(number)",
      account: .init(platform: .x, id: "a\(number)", handle: "lantern\(number)"),
      published: ZonedTime("2016-03-22T08:58:12.123+01:00") ?? ZonedTime(now), text: text,
      raw: raw ?? Array(#"{"id":"71\#(number)","text":"\#(text)","followers":12}"#.utf8),
      type: type,
      captured: .init(
        from: from + String(number), at: ZonedTime(Timestamp(seconds: 1_763_800_000)),
        version: program, by: "u1", role: "reviewer"),
      assessment: assessment)
  }

  static func evidence(_ posts: [EvidenceCase.Item]? = nil) -> EvidenceCase {
    EvidenceCase(
      id: "17", suspicion: "Three accounts say that they will stop the parade by force.",
      candidate: .init(id: "c1", reasons: ["Three accounts posted within 40 seconds."]),
      reviews: [
        .init(by: "u2", role: "reviewer", at: ZonedTime(Timestamp(seconds: 1_763_801_000)))
      ],
      posts: posts ?? [
        item(
          1, english,
          assessment: .init(
            kind: "threat", level: "moderate", reasons: ["The author says that it will be done."],
            spans: [
              .init(role: "commitment", start: 3, end: 7), .init(role: "act", start: 8, end: 12),
            ])),
        item(2, arabic, type: "text/plain", raw: Array(arabic.utf8)), item(3, russian),
      ])
  }

  static func approval(
    _ evidence: EvidenceCase, isReleased: Bool = true, by lead: String = "u9"
  ) throws -> Approval {
    var escalation = try Escalation(
      id: "e1", caseID: evidence.id, items: evidence.posts.map(\.escalationItem),
      suspicion: evidence.suspicion, locating: evidence.locating, requestedBy: "u2",
      role: .reviewer, now: Timestamp(seconds: 1_763_801_500))
    guard isReleased else { return Approval(escalation, requestedAs: .reviewer) }
    try escalation.decide(true, by: lead, role: .lead, now: Timestamp(seconds: 1_763_801_900))
    return Approval(escalation, requestedAs: .reviewer, decidedAs: .lead)
  }

  static func package(
    _ evidence: EvidenceCase = evidence(), approval: Approval? = nil, isDraft: Bool = false,
    key: AuditSigningKey = key, stamp: EvidencePackage.Stamper? = nil
  ) throws -> EvidencePackage {
    try EvidencePackage(
      evidence, approval: isDraft ? nil : approval ?? Self.approval(evidence), key: key,
      program: program, now: now, stamp: stamp)
  }

  /// A file of a package as text.
  static func text(_ name: String, _ package: EvidencePackage) throws -> String {
    let file = try #require(package.files.first { $0.name == name })
    return String(decoding: file.bytes, as: UTF8.self)
  }
}

/// What another program, which must be installed, says of files in a folder of its own.
enum Peer {
  static func isInstalled(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
  }

  static func run(
    _ command: [String], files: [String: [UInt8]] = [:], in folder: URL
  ) throws -> (status: Int32, output: String) {
    for (name, bytes) in files {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Does something in a folder that is gone afterwards.
  static func inFolder<Value>(_ work: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-evidence-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try work(folder)
  }
}
