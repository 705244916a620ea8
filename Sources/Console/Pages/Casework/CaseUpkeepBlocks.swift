import Exchange
import SocialModel
import Store

extension CaseBlocks {
  var holds: [PageContent.Block] {
    var blocks: [PageContent.Block] = []
    if !found.holds.isEmpty {
      let rows = found.holds.map { hold -> [PageContent.Cell] in
        [
          .init(CaseWords.subject(hold.subject)), .init(hold.reason),
          .init(HumanText.moment(hold.placedAt)),
          .init(hold.until.map { HumanText.moment($0) } ?? "until it is lifted"),
        ]
      }
      blocks += [
        .heading("Legal holds"),
        .table(
          PageContent.Table(
            id: "holds", caption: "What is kept beyond its time",
            columns: [.init("subject"), .init("reason"), .init("placed"), .init("until")],
            rows: rows)),
      ]
    }
    if may(.setHold) { blocks += holding }
    return blocks
  }

  /// Placing and lifting.
  private var holding: [PageContent.Block] {
    var blocks: [PageContent.Block] = []
    if !found.holds.isEmpty {
      blocks.append(
        .buttons(
          found.holds.map {
            button(
              "lift-\($0.id)", "\(path)/lift", "Lift hold \($0.id)", fields: ["hold": "\($0.id)"])
          }))
    }
    let choices = found.shown.filter { Subject($0)?.kind != .candidate }
    guard !choices.isEmpty else { return blocks }
    if found.holds.isEmpty { blocks.append(.heading("Legal holds")) }
    blocks.append(
      .form(
        PageContent.Form(
          id: "hold", action: "\(path)/hold", token: visit.token,
          fields: [
            .init(
              name: "subject", label: "Keep",
              options: choices.map { ($0, CaseWords.subject($0)) }),
            .init(name: "reason", label: "Why it is kept", isRequired: true),
            .init(
              name: "until", label: "Until (UTC)", type: "datetime-local",
              hint: "Empty: until it is lifted."),
          ], submit: "Place a hold", isQuiet: true)))
    return blocks
  }

  /// Another queue, closing and opening again.
  var moving: [PageContent.Block] {
    var blocks: [PageContent.Block] = []
    let others = found.queues.filter { $0.id != row.queue }
    if may(.claim), row.state == .open, !others.isEmpty, row.claim == nil || isMine {
      blocks.append(
        .form(
          PageContent.Form(
            id: "move", action: "\(path)/move", token: visit.token,
            fields: [
              .init(
                name: "queue", label: "Another queue",
                options: others.map { ("\($0.id)", $0.name) })
            ], submit: "Move the case", isQuiet: true)))
    }
    guard may(.decide), row.state != .open else { return blocks }
    var buttons = [
      button("reopen", "\(path)/state", "Open it again", fields: ["state": "open"])
    ]
    if row.state == .decided {
      buttons.append(button("close", "\(path)/state", "Close it", fields: ["state": "closed"]))
    }
    return blocks + [.buttons(buttons)]
  }
}
