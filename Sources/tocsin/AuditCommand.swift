import ArgumentParser
import Casework

/// `tocsin audit`: whether the record of what people did is whole.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Verify an exported audit chain, make its keys, and export one.",
    discussion: """
      Every decision and every look at sensitive content is an entry of a chain, each of which \
      carries the hash of the one before it; signed checkpoints say how far the chain had come. An \
      auditor verifies an exported chain without the database and without a network.
      """,
    subcommands: [AuditVerifyCommand.self, AuditKeyCommand.self, AuditExportCommand.self])
}
