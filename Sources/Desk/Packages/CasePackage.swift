import Casework
import Evidence
import Foundation
import SocialModel
import Store

/// A package for an authority, made of what was kept when it was asked for and of nothing else: later changes
/// of posts, accounts and inputs do not reach it.
struct CasePackage {
  /// The case as the package has it.
  let evidence: EvidenceCase
  /// The request and its release.
  let approval: Approval

  /// A post as it is kept beside its bytes.
  private struct Description: Codable {
    var id: String
    var account: EvidenceCase.Account
    var published: ZonedTime
    var text: String?
    var type: String
    var captured: EvidenceCase.Capture
    var assessment: EvidenceCase.Assessment?
  }

  /// A post as it is kept.
  static func kept(_ item: EvidenceCase.Item) throws -> KeptPost {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let description = Description(
      id: item.id, account: item.account, published: item.published, text: item.text,
      type: item.type, captured: item.captured, assessment: item.assessment)
    return KeptPost(
      description: String(decoding: try encoder.encode(description), as: UTF8.self),
      bytes: item.raw)
  }

  /// A post that was kept.
  ///
  /// - Throws: ``DeskError`` with `unavailable` where it cannot be read.
  static func item(_ kept: KeptPost) throws -> EvidenceCase.Item {
    do {
      let found = try JSONDecoder().decode(Description.self, from: Data(kept.description.utf8))
      return EvidenceCase.Item(
        id: found.id, account: found.account, published: found.published, text: found.text,
        raw: kept.bytes, type: found.type, captured: found.captured, assessment: found.assessment)
    } catch {
      throw DeskError(
        .unavailable, subject: "kept post", message: "A kept post is not readable.")
    }
  }

  /// What a package is made of.
  ///
  /// - Parameters:
  ///   - row: the request as it is stored.
  ///   - escalation: the same, played again by casework's rules.
  ///   - posts: its posts as they were kept.
  ///   - reviews: who decided in the case.
  /// - Throws: ``DeskError`` with `wrongState` for a request that an earlier version kept without bytes.
  init(
    _ row: EscalationRow, _ escalation: Escalation, posts: [KeptPost],
    reviews: [EvidenceCase.Act]
  ) throws {
    guard !posts.isEmpty, let requestedAs = row.requestedAs.flatMap(Role.init) else {
      throw DeskError(
        .wrongState, subject: "escalation \(row.id)",
        message: "It was asked for before packages kept their bytes.", hint: "Ask for it anew.")
    }
    evidence = EvidenceCase(
      id: escalation.caseID, suspicion: escalation.suspicion,
      notice: escalation.notice.map { .init($0, locating: escalation.locating) },
      reviews: reviews, posts: try posts.map(Self.item))
    approval = Approval(
      escalation, requestedAs: requestedAs, decidedAs: row.decidedAs.flatMap(Role.init))
  }

  /// The web archive of the posts whose original bytes are there.
  ///
  /// - Throws: `EvidenceError` with `incomplete` where there are none.
  func webArchive(program: String) throws -> [UInt8] {
    var captured = evidence
    captured.posts.removeAll(where: \.isStatement)
    return try WebArchive(captured, program: program).bytes
  }
}
