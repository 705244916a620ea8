import Casework
import SocialModel

/// The chain of custody: who did what when, as an exported audit chain of its own, whose last entry a
/// signed checkpoint covers.
enum Custody {
  static let captured = "evidence.captured"
  static let reviewed = "evidence.reviewed"

  private struct Step {
    var time: Timestamp
    var actor: String
    var action: String
    var subject: String
    var details: [String: String]
  }

  static func bytes(
    _ evidence: EvidenceCase, approval: Approval?, program: String, files: [String],
    key: AuditSigningKey, now: Timestamp
  ) throws -> [UInt8] {
    var chain = AuditChain()
    var export = AuditExport(publicKey: key.publicKey)
    var bytes = export.headerLine
    let steps =
      captures(evidence, files) + reviews(evidence) + decisions(evidence, approval)
      + [made(evidence, approval, program, now)]
    for step in steps {
      guard let action = AuditAction(rawValue: step.action) else {
        preconditionFailure("the words of custody are words of the chain")
      }
      let entry = try chain.append(
        time: step.time, actor: step.actor, action: action, subject: step.subject,
        details: step.details)
      bytes += try export.line(entry)
    }
    let checkpoint = AuditCheckpoint(of: chain, time: now, signedBy: key)
    return try bytes + export.line(checkpoint)
  }

  private static func captures(_ evidence: EvidenceCase, _ files: [String]) -> [Step] {
    zip(evidence.posts, files).map { post, file in
      Step(
        time: post.captured.at.time, actor: post.captured.by, action: captured,
        subject: "post:\(post.account.platform):\(post.id)",
        details: [
          "file": file, "role": post.captured.role, "sha256": post.sha256,
          "version": post.captured.version,
        ])
    }
  }

  private static func reviews(_ evidence: EvidenceCase) -> [Step] {
    evidence.reviews.map {
      Step(
        time: $0.at.time, actor: $0.by, action: reviewed, subject: "case:\(evidence.id)",
        details: ["role": $0.role])
    }
  }

  private static func decisions(_ evidence: EvidenceCase, _ approval: Approval?) -> [Step] {
    guard let approval else { return [] }
    let subject = "escalation:\(approval.escalation.id)"
    let request = Step(
      time: approval.request.at.time, actor: approval.request.by,
      action: AuditAction.escalationRequested.rawValue, subject: subject,
      details: ["case": evidence.id, "role": approval.request.role])
    guard let release = approval.release else { return [request] }
    return [
      request,
      Step(
        time: release.at.time, actor: release.by,
        action: AuditAction.escalationDecided.rawValue, subject: subject,
        details: ["role": release.role, "state": "released"]),
    ]
  }

  private static func made(
    _ evidence: EvidenceCase, _ approval: Approval?, _ program: String, _ now: Timestamp
  ) -> Step {
    let actor = approval?.release ?? approval?.request
    return Step(
      time: now, actor: actor?.by ?? "tocsin", action: AuditAction.exported.rawValue,
      subject: "case:\(evidence.id)",
      details: [
        "posts": String(evidence.posts.count), "role": actor?.role ?? "program",
        "state": approval?.release == nil ? "draft" : "released", "version": program,
      ])
  }

  /// Whether a verified chain tells of the same people as a manifest; the first thing that differs.
  static func difference(_ bytes: [UInt8], _ manifest: Manifest) -> String? {
    var entries: [AuditEntry] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if case .entry(let entry, _) = AuditLine(line) { entries.append(entry) }
    }
    let hashes = entries.filter { $0.action.rawValue == captured }.map { $0.details["sha256"] }
    let files = Dictionary(manifest.files.map { ($0.name, $0.sha256) }) { first, _ in first }
    guard hashes == manifest.posts.map({ files[$0.file] }) else {
      return "It tells of other posts than the manifest."
    }
    let request = entries.first { $0.action == .escalationRequested }
    let release = entries.first { $0.action == .escalationDecided }
    guard request?.actor == manifest.requested?.by, release?.actor == manifest.released?.by,
      release?.details["state"] ?? "released" == "released",
      (manifest.state == .released) == (release != nil)
    else { return "It tells of another request or release than the manifest." }
    guard release == nil || (request != nil && request?.actor != release?.actor) else {
      return "It tells of a release by who asked, or without a request."
    }
    return nil
  }
}
