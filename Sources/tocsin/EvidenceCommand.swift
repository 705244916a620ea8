import ArgumentParser

/// `tocsin evidence`: packages for authorities and archives of captured posts.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Make and verify packages for authorities, and archive captured posts.",
    discussion: """
      A package holds posts' original bytes, why a crime is suspected and what is needed to locate \
      the accounts, and nothing else; it is signed. One person asks for it, another releases it, and \
      nothing is sent anywhere.
      """,
    subcommands: [EvidenceMakeCommand.self, EvidenceVerifyCommand.self, EvidenceWARCCommand.self])
}
