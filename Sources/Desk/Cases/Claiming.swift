import Casework
import SocialModel
import Store

extension CaseDesk {
  /// Takes a case for oneself, or prolongs one's claim.
  ///
  /// - Parameter takingOver: whether a claim of somebody else is ended, which takes a permission of its own.
  /// - Returns: when the claim ends by itself.
  /// - Throws: ``DeskError`` with `alreadyClaimed` while somebody else holds it, `wrongState` when it is not
  ///   open.
  public func claim(
    case id: Int64, takingOver: Bool = false, by acting: Acting
  ) throws -> Timestamp {
    try act(takingOver ? .takeOverClaim : .claim, by: acting, on: "case \(id)") {
      try signedIn(acting)
      let row = try store.caseFile(id).row
      _ = try state(of: row).after(.claim, of: "\(id)")
      _ = try Claim.take(
        "\(id)", by: acting.name, current: row.claim.map { claim($0, id) }, now: now,
        takingOver: takingOver)
      return try store.claim(id, for: acting.user, takingOver: takingOver)
    }
  }

  /// Takes the next case of a queue: nobody chooses what to review, or whom.
  ///
  /// - Returns: the case; nil where none waits.
  public func claimNext(inQueue queue: Int64, by acting: Acting) throws -> Int64? {
    try act(.claim, by: acting, on: "queue \(queue)") {
      try signedIn(acting)
      return try store.claimNext(inQueue: queue, for: acting.user)
    }
  }

  /// Gives a case back; a lead also gives back somebody else's.
  ///
  /// - Throws: ``DeskError`` with `notClaimed` where nobody holds it, `notAllowed` for somebody else's.
  public func release(case id: Int64, by acting: Acting) throws {
    let holder = try mapping { try store.caseFile(id).row.claim?.user }
    let mine = holder == acting.user
    try act(mine || holder == nil ? .claim : .takeOverClaim, by: acting, on: "case \(id)") {
      let row = try store.caseFile(id).row
      guard row.claim != nil else {
        throw DeskError(.notClaimed, subject: "case \(id)", message: "Nobody holds it.")
      }
      try store.release(id, by: acting.user, anyones: !mine)
    }
  }

  /// Writes a note into a case that one holds; its claim is prolonged. A decided case takes notes of anybody
  /// who may decide. The words of one's note before it, sent again, are no second note.
  public func addNote(_ text: String, toCase id: Int64, by acting: Acting) throws {
    try act(.decide, by: acting, on: "case \(id)") {
      let page = try store.caseFile(id)
      if page.row.state == .open {
        try requireClaim(page.row, acting)
        _ = try store.claim(id, for: acting.user)
      }
      if let last = page.notes.last, last.author == acting.user, last.text == text { return }
      try store.addNote(text, toCase: id, by: acting.actor)
    }
  }

  /// A case with its history, and that somebody looked: the first look stops a clock, and every look is
  /// logged. Who is to review one of its decisions blindly should not come here.
  public func view(case id: Int64, by acting: Acting) throws -> CasePage {
    try act(.viewCases, by: acting, on: "case \(id)") {
      try store.recordView(of: .caseFile(id), by: acting.actor)
      return try store.caseFile(id)
    }
  }

  /// Moves an open case to another queue.
  public func move(case id: Int64, toQueue queue: Int64, by acting: Acting) throws {
    try act(.claim, by: acting, on: "case \(id)") {
      let row = try store.caseFile(id).row
      if row.claim != nil { try requireClaim(row, acting) }
      try store.moveCase(id, toQueue: queue, by: acting.actor)
    }
  }

  /// Closes a decided case or opens one again.
  ///
  /// - Throws: ``DeskError`` with `wrongState` for a case that is not decided, or one with an appeal that
  ///   waits.
  public func setCase(_ id: Int64, closed: Bool, by acting: Acting) throws {
    try act(.decide, by: acting, on: "case \(id)") {
      let state = try state(of: store.caseFile(id).row)
      _ = try state.after(closed ? .close : .reopen, of: "\(id)")
      try store.setCase(id, to: closed ? .closed : .open, by: acting.actor)
    }
  }

  /// Where a stored case stands, in casework's words.
  func state(of row: CaseRow) throws -> Casework.CaseState {
    switch row.state {
    case .open: row.claim == nil ? .open : .claimed
    case .closed: .closed
    case .decided:
      try store.caseFile(row.id).decisions.contains(where: isAppealed) ? .appealed : .decided
    }
  }

  private func isAppealed(_ decision: DecisionRow) throws -> Bool {
    guard let appeal = decision.appeal else { return false }
    return try store.appeal(appeal).state == .open
  }

  func claim(_ claim: CaseRow.Claim, _ id: Int64) -> Claim {
    Claim(caseID: "\(id)", holder: "user:\(claim.user)", taken: now, expires: claim.expiresAt)
  }

  /// Refuses an act on a case by who does not hold it now.
  func requireClaim(_ row: CaseRow, _ acting: Acting) throws {
    try Claim.require(
      row.claim.map { claim($0, row.id) }, of: "\(row.id)", by: acting.name, now: now)
  }

  /// Claims and decisions are a person's, and no program's.
  func signedIn(_ acting: Acting) throws {
    guard case .session = acting.via else {
      throw DeskError(
        .notAllowed, subject: "act", message: "A person does this, signed in, and no program.")
    }
  }
}
