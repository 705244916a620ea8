import ArgumentParser
import Casework
import Desk
import Intake
import Pipeline
import SocialModel
import Store

/// `tocsin figures`: a transparency report, response times, removal orders, statements of reasons.
struct FiguresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures",
    abstract: "Write a period's transparency report, response times and statements of reasons.",
    discussion: """
      Statements are those of decisions with a measure that stand and cannot be undone any more; they \
      count as published from then on. A decision that cannot be stated, since its texts hold personal \
      data or lack something, is named on standard error, and the exit status is 3 then. Nothing is sent.
      """)

  @Option(help: "The database.", completion: .file())
  var db: String

  @Option(help: "The period's first moment or day, in UTC, such as 2026-01-01.")
  var from: String

  @Option(help: "The moment or day after its last.")
  var to: String

  @Option(help: "The folder to write; it does not exist yet.")
  var out: String

  func validate() throws {
    guard let first = Timestamp(text: from), let last = Timestamp(text: to), first < last else {
      throw ValidationError("--from and --to are moments or days, and --to is the later one.")
    }
  }

  func run() throws {
    guard let first = Timestamp(text: from), let last = Timestamp(text: to) else { return }
    try ExitStatus.of {
      let desk = try CaseDesk(store: Databases.open(db), keys: DeskKeys.beside(db))
      let folder = try OutputFolder(at: out)
      let figures = try desk.figures(from: first, to: last, by: .terminal)
      for (name, text) in [
        ("transparency.csv", figures.report.csv), ("response-times.csv", figures.timesCSV),
        ("removal-orders.csv", figures.ordersCSV),
      ] { try folder.file(name).write(Array(text.utf8)) }
      let export = try desk.exportStatements(from: first, to: last, by: .terminal)
      for (index, batch) in export.batches.enumerated() {
        try folder.file("statements-\(index + 1).json").write(batch)
      }
      try folder.commit()
      for refused in export.refused {
        Diagnostics.say(
          "tocsin: decision \(refused.decision): \(refused.field): \(refused.message)")
      }
      print(
        "Written to \(out): \(export.statements) statements; \(export.refused.count) decisions cannot be "
          + "stated, \(export.waiting) can still be undone.")
      return export.refused.isEmpty ? .done : .doneWithRejections
    }
  }
}
