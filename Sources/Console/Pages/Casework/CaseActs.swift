import Casework
import Desk
import SocialModel
import Store

/// What is done about a case from its page, but for deciding.
enum CaseActs {
  static let routes: [ConsoleRoute] = [
    .post("/cases", .permission(.decide), open),
    .post("/cases/{id}/claim", .permission(.claim)) { visit in
      let place = visit.form["then"] == "decide" ? "/decide" : ""
      return try await act(visit, .claimed, place) { desk, acting, id in
        _ = try desk.claim(case: id, by: acting)
      }
    },
    .post("/cases/{id}/release", .permission(.claim)) { visit in
      try await act(visit, .released) { desk, acting, id in
        try desk.release(case: id, by: acting)
      }
    },
    .post("/cases/{id}/take-over", .permission(.takeOverClaim)) { visit in
      try await act(visit, .takenOver) { desk, acting, id in
        _ = try desk.claim(case: id, takingOver: true, by: acting)
      }
    },
    .post("/cases/{id}/note", .permission(.decide), note),
    .post("/cases/{id}/move", .permission(.claim)) { visit in
      let queue = try number(visit, "queue")
      return try await act(visit, .moved) { desk, acting, id in
        try desk.move(case: id, toQueue: queue, by: acting)
      }
    },
    .post("/cases/{id}/state", .permission(.decide)) { visit in
      let closes = try choice(visit, "state", ["closed": true, "open": false])
      return try await act(visit, closes ? .closed : .reopened) { desk, acting, id in
        try desk.setCase(id, closed: closes, by: acting)
      }
    },
    .post("/cases/{id}/order", .permission(.decide)) { visit in
      let step: CaseDesk.OrderStep = try choice(
        visit, "step",
        ["carried-out": .carriedOut, "objected": .objected, "cleared": .cleared])
      return try await act(visit, .orderNoted) { desk, acting, id in
        try desk.note(step, ofCase: id, by: acting)
      }
    },
    .post("/cases/{id}/hold", .permission(.setHold), hold),
    .post("/cases/{id}/lift", .permission(.setHold)) { visit in
      let hold = try number(visit, "hold")
      return try await act(visit, .lifted) { desk, acting, _ in
        try desk.liftHold(hold, by: acting)
      }
    },
    .post("/decisions/{id}/undo", .permission(.undoOwn), undo),
  ]

  /// An act on the path's case, and back to it.
  private static func act(
    _ visit: Visit, _ done: Flash, _ place: String = "",
    _ work: @escaping @Sendable (CaseDesk, Acting, Int64) throws -> Void
  ) async throws -> Answer {
    let id = try visit.number()
    let (_, refusal) = try await visit.attempt { desk, acting in try work(desk, acting, id) }
    if let refusal { return try await CasePages.page(visit, refusal: refusal) }
    return .redirect(done.on("/cases/\(id)\(place)"))
  }

  static func number(_ visit: Visit, _ name: String) throws -> Int64 {
    _ = visit.parameters["id"] == nil ? 1 : try visit.number()
    guard let number = Int64(try visit.field(name)), number > 0 else {
      throw ConsoleError(.badRequest, "The form lacks a field.")
    }
    return number
  }

  static func choice<Value>(
    _ visit: Visit, _ name: String, _ choices: [String: Value]
  ) throws -> Value {
    guard let value = choices[try visit.field(name)] else {
      throw ConsoleError(.badRequest, "The form has no such choice.")
    }
    return value
  }

  @Sendable private static func open(_ visit: Visit) async throws -> Answer {
    let queue = try number(visit, "queue")
    let about = try number(visit, "about")
    let origin: CaseOrigin = try choice(
      visit, "origin",
      [
        "candidate": .candidate(about), "post": .post(about), "account": .account(about),
        "report": .report(about),
      ])
    let urgency = Int(visit.typed("urgency")) ?? 30
    let opened = try await visit.desk { desk, acting in
      try desk.openCase(about: origin, queue: queue, urgency: urgency, by: acting)
    }
    return .redirect((opened.isNew ? Flash.opened : .isOpen).on("/cases/\(opened.id)"))
  }

  @Sendable private static func note(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    _ = try visit.field("text")
    let text = visit.typed("text")
    let (_, refusal) = try await visit.attempt { desk, acting in
      try desk.addNote(text, toCase: id, by: acting)
    }
    if let refusal { return try await CasePages.page(visit, note: text, refusal: refusal) }
    return .redirect(Flash.noted.on("/cases/\(id)"))
  }

  @Sendable private static func hold(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let subject = try visit.field("subject")
    let (reason, until) = (visit.typed("reason"), visit.typed("until"))
    let end = FormMoment.read(until)
    guard until.isEmpty || end != nil else {
      return try await CasePages.page(
        visit, refusal: Refusal("The end of a hold is written as 2026-03-22T18:00."))
    }
    return try await act(visit, .held) { desk, acting, _ in
      guard try desk.store.caseFile(id).subjects.contains(subject) else {
        throw DeskError(
          .malformed, subject: "hold", message: "The case is not about what is to be held.")
      }
      _ = try desk.placeHold(
        on: CaseSubject(text: subject), reason: reason, until: end, by: acting)
    }
  }

  /// Undoing, and back to where the decision stands.
  @Sendable private static func undo(_ visit: Visit) async throws -> Answer {
    let id = try visit.number()
    let why = try visit.field("why")
    let caseFile = try await visit.desk { desk, acting in
      let row = try desk.store.decision(id)
      try desk.undo(decision: id, why: why, by: acting)
      return row.content.caseFile
    }
    return .redirect(Flash.undone.on(caseFile.map { "/cases/\($0)" } ?? "/queues"))
  }
}
