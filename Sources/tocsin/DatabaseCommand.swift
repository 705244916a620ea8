import ArgumentParser
import Pipeline
import Store

/// `tocsin db`: upkeep of a database.
struct DatabaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db",
    abstract: "Back up, check, restore, describe and purge a database.",
    discussion: """
      A database is one file with posts, results and casework. `tocsin analyze --db` fills it.
      """,
    subcommands: [
      DatabaseBackupCommand.self, DatabaseCheckCommand.self, DatabaseRestoreCommand.self,
      DatabaseInfoCommand.self, DatabasePurgeCommand.self,
    ])
}

/// What the program says of a database.
enum DatabaseWording {
  static func stored(_ storage: PostStorage) -> String {
    let counts = storage.counts
    let run = storage.run.map { "run \($0)" } ?? "no run"
    return "Stored: \(counts.new) new posts, \(counts.updated) changed, "
      + "\(counts.duplicate) that were there; \(run)."
  }

  static func rows(_ rows: [(table: String, count: Int)]) -> [String] {
    let width = rows.map(\.table.count).max() ?? 0
    return rows.map { table, count in
      table + String(repeating: " ", count: width - table.count + 2) + String(count)
    }
  }

  static func purge(_ counts: PurgeCounts) -> [String] {
    let removed = counts.removed.map { name, count in
      name + String(repeating: " ", count: 11 - name.count) + String(count)
    }
    guard !counts.staying.isEmpty else { return removed + ["Nothing else is past its time."] }
    return removed + ["Past their time and kept:"]
      + counts.staying.map { "\($0.kind.plural): \($0.count) \($0.reason.words)" }
  }
}
