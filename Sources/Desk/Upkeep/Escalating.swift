import Casework
import SocialModel
import Store

extension CaseDesk {
  /// Asks for a package for an authority. Nothing is sent, and nothing may be downloaded before another person
  /// has released it.
  ///
  /// - Returns: its number.
  /// - Throws: ``DeskError`` with `notAllowed`, `incomplete`, `tooMany`, or `notFound` for a case that there is
  ///   not.
  public func requestEscalation(
    ofCase id: Int64, items: [Escalation.Item], suspicion: String, locating: [String],
    by acting: Acting
  ) throws -> Int64 {
    try act(.requestEscalation, by: acting, on: "case \(id)") {
      try signedIn(acting)
      _ = try store.caseFile(id)
      let asked = try Escalation(
        id: "new", caseID: "\(id)", items: items, suspicion: suspicion, locating: locating,
        requestedBy: acting.name, role: acting.role, now: now)
      return try store.addEscalation(
        EscalationRow(
          caseFile: id,
          items: try asked.items.map {
            EscalationRow.Item(
              subject: try $0.subject.stored().description, published: $0.published.milliseconds,
              zone: $0.zone, sha256: $0.sha256)
          }, suspicion: suspicion, locating: locating, requestedBy: acting.user, requestedAt: now))
    }
  }

  /// Releases or refuses a package that somebody else asked for.
  ///
  /// - Throws: ``DeskError`` with `samePerson` for who asked, `wrongState` when it does not wait.
  public func decideEscalation(
    _ id: Int64, isReleased: Bool, by acting: Acting
  ) throws {
    try act(.releaseEscalation, by: acting, on: "escalation \(id)") {
      try signedIn(acting)
      let row = try store.escalation(id)
      if let reason = SeparationOfDuties.release(
        acting.name, requestedBy: "user:\(row.requestedBy)")
      {
        throw DeskError.samePerson(.releaseEscalation, "escalation \(id)", reason)
      }
      var package = try escalation(row)
      try package.decide(isReleased, by: acting.name, role: acting.role, now: now)
      try store.decideEscalation(id, package.state.rawValue, by: acting.user)
    }
  }

  /// Takes a package back, by who asked, while it waits.
  public func withdrawEscalation(_ id: Int64, by acting: Acting) throws {
    try act(.requestEscalation, by: acting, on: "escalation \(id)") {
      try signedIn(acting)
      var package = try escalation(store.escalation(id))
      try package.withdraw(by: acting.name, now: now)
      try store.decideEscalation(id, package.state.rawValue, by: acting.user)
    }
  }

  /// The released package, for one of the two who made it; each download is kept.
  ///
  /// - Throws: ``DeskError`` with `wrongState` when it is not released, `notAllowed` for anybody else.
  public func downloadEscalation(_ id: Int64, by acting: Acting) throws -> Escalation {
    try act(.requestEscalation, by: acting, on: "escalation \(id)") {
      try signedIn(acting)
      var package = try escalation(store.escalation(id))
      try package.download(by: acting.name, now: now)
      try store.recordDownload(ofEscalation: id, by: acting.user)
      return package
    }
  }

  /// A package as it stands, for who may see cases.
  public func escalation(_ id: Int64, by acting: Acting) throws -> Escalation {
    try look(.viewCases, by: acting, on: "escalation \(id)") {
      try escalation(store.escalation(id))
    }
  }

  /// The package that a stored one is: its history played again by casework's rules. Rights were checked when
  /// each step was taken, so that everybody counts as a lead here.
  private func escalation(_ row: EscalationRow) throws -> Escalation {
    var package = try Escalation(
      id: "\(row.id)", caseID: "\(row.caseFile)",
      items: try row.items.map {
        Escalation.Item(
          subject: try CaseSubject(text: $0.subject),
          published: Timestamp(milliseconds: $0.published), zone: $0.zone, sha256: $0.sha256)
      }, suspicion: row.suspicion, locating: row.locating, requestedBy: "user:\(row.requestedBy)",
      role: .lead, now: row.requestedAt)
    guard let user = row.decidedBy, let time = row.decidedAt else { return package }
    if row.state == Escalation.State.withdrawn.rawValue {
      try package.withdraw(by: "user:\(user)", now: time)
    } else {
      let isReleased = row.state == Escalation.State.released.rawValue
      try package.decide(isReleased, by: "user:\(user)", role: .lead, now: time)
    }
    for download in row.downloads {
      try package.download(by: "user:\(download.user)", now: download.time)
    }
    return package
  }
}
