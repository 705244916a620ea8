import Casework
import Desk
import Exchange
import SocialModel
import Store

/// Everything that a case's page shows, read at one go, and that somebody looked.
struct CaseFound: Sendable {
  var page: CasePage
  var decisions: DecisionBlocks
  var people: People
  var queues: [QueueRow]
  var order: RemovalOrder?
  var evidence: SubjectEvidence
  /// The subjects of this page of them.
  var shown: [String]
  var appeals: [AppealRow]
  /// Why the viewer may not decide which appeal.
  var holds: [Store.LegalHold]
  var care: Care
  var now: Timestamp

  /// Subjects on one page.
  static let subjectsShown = 50

  /// Reads a case for who looks.
  static func read(
    _ id: Int64, from first: Int, _ visit: Visit, _ desk: CaseDesk, _ acting: Acting
  ) throws -> CaseFound {
    let page = try desk.view(case: id, by: acting)
    let store = desk.store
    let now = store.clock()
    let shown = Array(page.subjects.dropFirst(first).prefix(subjectsShown))
    let evidence = try SubjectEvidence(shown, in: store)
    let care = try Care.of(acting.user, in: store, now: now)
    if evidence.showsText(visit, care) {
      try store.record("content.viewed", on: "case:\(id)", by: acting.actor)
    }
    let about = Set(page.subjects)
    return CaseFound(
      page: page, decisions: try DecisionBlocks(page.decisions, desk, acting),
      people: try People(store), queues: try store.queues(),
      order: try desk.removalOrder(ofCase: id, by: acting), evidence: evidence, shown: shown,
      appeals: try page.decisions.compactMap(\.appeal).map { try store.appeal($0) },
      holds: try store.holds().filter { about.contains($0.subject) }, care: care, now: now)
  }

  /// The queue's name.
  var queue: String {
    queues.first { $0.id == page.row.queue }?.name ?? "queue \(page.row.queue)"
  }
}
