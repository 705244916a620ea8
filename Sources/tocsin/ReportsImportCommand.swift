import ArgumentParser
import Desk
import Store

/// `tocsin reports import`: notices from a CSV file.
struct ReportsImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import notices about posts, accounts and hashtags from a CSV file.",
    discussion: """
      Notices about one subject for one reason become one report; what was imported before changes \
      nothing. A line that cannot be taken is named on standard error and counted, and the exit \
      status is 3 then.
      """)

  @Argument(help: "A CSV or TSV file with a header; plain, gzip or zstd.", completion: .file())
  var file: String

  @Option(help: "The database.", completion: .file())
  var db: String

  func run() throws {
    try ExitStatus.of {
      let reports = try ReportFile(path: file)
      let desk = try CaseDesk(store: Databases.open(db), keys: DeskKeys.beside(db))
      var taken = TakenReports()
      var rejected: [ReportFile.Rejection: Int] = [:]
      while let (notices, rejections) = try reports.next() {
        taken.add(try desk.take(notices, by: .terminal))
        for (line, reason) in rejections {
          if rejected[reason, default: 0] < 10 {
            Diagnostics.say("tocsin: \(file):\(line): \(reason.rawValue)")
          }
          rejected[reason, default: 0] += 1
        }
      }
      print(
        "\(taken.new) notices taken, \(taken.duplicates) that were there; \(taken.reports) new reports, "
          + "\(taken.held) notices held, \(taken.surges.count) subjects that many reported at once."
      )
      for (reason, count) in rejected.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        Diagnostics.say("\(count) rejected: \(reason.rawValue)")
      }
      return rejected.isEmpty ? .done : .doneWithRejections
    }
  }
}
