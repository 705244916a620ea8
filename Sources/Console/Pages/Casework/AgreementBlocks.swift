import Casework
import Desk
import Exchange
import SocialModel
import Store

/// How far reviewers agree, and the share that is reviewed again.
enum AgreementBlocks {
  static func percent(_ share: Double) -> String { "\(HumanText.measure(share * 100))%" }

  /// The last ninety days.
  static func blocks(_ visit: Visit) async throws -> [PageContent.Block] {
    let now = visit.services.clock()
    let from = Timestamp(milliseconds: now.milliseconds - 90 * 86_400_000)
    let to = Timestamp(milliseconds: now.milliseconds + 1)
    let found = try await visit.desk { desk, acting in
      try desk.agreement(from: from, to: to, by: acting)
    }
    func row(_ name: String, _ agreement: Agreement) -> [PageContent.Cell] {
      [
        .init(name), .init("\(agreement.pairs)"), .init("\(agreement.equal)"),
        .init(agreement.kappa.map { HumanText.measure($0) } ?? "not defined"),
        .init(
          agreement.interval.map {
            "\(HumanText.measure($0.lowerBound)) to \(HumanText.measure($0.upperBound))"
          } ?? ""),
      ]
    }
    return [
      .heading("Agreement of the last 90 days"),
      .table(
        PageContent.Table(
          id: "agreement", caption: "Cohen’s kappa: 1 is full agreement, 0 what chance gives",
          columns: [
            .init("on"), .init("pairs", isNumber: true), .init("equal", isNumber: true),
            .init("kappa", isNumber: true), .init("95% interval"),
          ],
          rows: [
            row("whether there is a measure", found.onActing),
            row("the measures", found.onMeasures),
          ])),
      .text("It wants some tens of pairs, and is small where nearly all answers are the same."),
    ]
  }

  /// The form that sets the share.
  static func form(_ visit: Visit, _ share: Double, _ wrong: String) -> PageContent.Form {
    PageContent.Form(
      id: "share", action: "/second-reviews/share", token: visit.token,
      fields: [
        .init(
          name: "share", label: "Percent of decisions that are reviewed again",
          value: wrong.isEmpty ? HumanText.measure(share * 100) : visit.typed("share"),
          hint: "0 to 100.", isRequired: true, wrong: wrong)
      ], submit: "Set the share")
  }
}
