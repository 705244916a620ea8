import Casework
import SocialModel
import Store

extension RemovalOrder {
  /// The order that a stored one is.
  public init(_ row: RemovalOrderRow) {
    self.init(
      id: "\(row.id)", issuedBy: row.issuedBy, received: row.receivedAt,
      objected: row.objectedAt, cleared: row.clearedAt, carriedOut: row.carriedOutAt,
      preserveUntil: row.preserveUntil)
  }
}

extension CaseDesk {
  /// Takes a removal order: a case with the hour's end as its clock, so that it comes before all without one.
  ///
  /// - Parameters:
  ///   - issuedBy: the Member State, two letters.
  ///   - received: when it was received; not later than now.
  /// - Returns: the case's number.
  public func receiveRemovalOrder(
    about subjects: [CaseSubject], issuedBy: String, received: Timestamp, queue: Int64,
    by acting: Acting
  ) throws -> Int64 {
    try act(.decide, by: acting, on: "removal order") {
      let isState =
        issuedBy.utf8.count == 2 && issuedBy.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      guard isState, received <= now else {
        throw DeskError(
          .malformed, subject: "removal order",
          message: "It names a Member State by two letters, and was received already.")
      }
      let order = RemovalOrder(id: "", issuedBy: issuedBy, received: received)
      let id = try store.openCase(
        NewCase(
          queue: queue, subjects: try subjects.map { try $0.stored() },
          urgency: AlarmUrgency(score: 100, why: ["A removal order has an hour."]),
          kind: "removal-order", due: order.due), by: acting.actor)
      _ = try store.save(
        removalOrder: RemovalOrderRow(caseFile: id, issuedBy: issuedBy, receivedAt: received),
        due: order.due, by: acting.actor)
      return id
    }
  }

  /// The removal order that a case answers; nil where it answers none.
  public func removalOrder(ofCase id: Int64, by acting: Acting) throws -> RemovalOrder? {
    try look(.viewCases, by: acting, on: "case \(id)") {
      try store.removalOrder(ofCase: id).map { RemovalOrder($0) }
    }
  }

  /// What can happen to a removal order.
  public enum OrderStep: Hashable, Sendable {
    /// The authority was told that it cannot be carried out as it is: the hour stands still.
    case objected
    /// That is settled: the hour begins.
    case cleared
    /// The content was removed or disabled: it is preserved for six months.
    case carriedOut
    /// An authority or a court asks to preserve longer.
    case preserved(until: Timestamp)
  }

  /// Notes a step of the removal order of a case.
  ///
  /// - Returns: the order.
  /// - Throws: ``DeskError`` with `notFound` where the case answers none, `wrongState` for a step that was
  ///   taken or does not follow.
  @discardableResult
  public func note(
    _ step: OrderStep, ofCase id: Int64, by acting: Acting
  ) throws -> RemovalOrder {
    try act(.decide, by: acting, on: "case \(id)") {
      guard var row = try store.removalOrder(ofCase: id) else {
        throw DeskError(
          .notFound, subject: "case \(id)", message: "It answers no removal order.")
      }
      let follows: Bool
      switch step {
      case .objected:
        follows = row.objectedAt == nil && row.carriedOutAt == nil
        row.objectedAt = now
      case .cleared:
        follows = row.objectedAt != nil && row.clearedAt == nil && row.carriedOutAt == nil
        row.clearedAt = now
      case .carriedOut:
        follows = row.carriedOutAt == nil
        row.carriedOutAt = now
      case .preserved(let until):
        follows = row.carriedOutAt != nil
        row.preserveUntil = until
      }
      guard follows else {
        throw DeskError(
          .wrongState, subject: "case \(id)", message: "The step was taken or does not follow.")
      }
      let order = RemovalOrder(row)
      row.preservedUntil = order.preservedUntil
      _ = try store.save(removalOrder: row, due: order.due, by: acting.actor)
      return order
    }
  }
}
