import ArgumentParser
import Desk
import Store

/// `tocsin db purge`: what is kept no longer.
struct DatabasePurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Show what retention would remove; with --yes, remove it.",
    discussion: """
      Nothing is removed unless a purge is asked for. Each kind of data goes after the days that the team has \
      set, or after those of the rule: posts and runs 90, reports 180, closed cases 730. What is under a legal \
      hold, preserved by a removal order, in an open case or the subject of a standing decision stays; how much \
      of what is past its time, and why, is printed. Within a day of a change of the days nothing is removed here.
      """)

  @Argument(help: "The database.", completion: .file())
  var file: String

  @Flag(help: "Remove it.")
  var yes = false

  func run() throws {
    try ExitStatus.of {
      let store = try Databases.open(file)
      let counts: PurgeCounts
      if yes {
        let desk = try CaseDesk(store: store, keys: DeskKeys.beside(file))
        counts = try desk.purge(by: .terminal) {
          Diagnostics.replaceLine("removed \($0) posts")
        }
      } else {
        counts = try store.purgePreview()
      }
      Diagnostics.clearLine()
      print(yes ? "Removed:" : "Would be removed (with --yes):")
      for line in DatabaseWording.purge(counts) { print(line) }
      return .done
    }
  }
}
