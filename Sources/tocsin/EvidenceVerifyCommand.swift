import ArgumentParser
import Casework
import Evidence

/// `tocsin evidence verify`: whether a package is as it was signed.
struct EvidenceVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify a package and name the first file that is changed, missing or added.",
    discussion: """
      Exit status 0 if every byte is as it was signed, 1 if not. Works without a network and writes \
      nothing to disk. Without --key, signatures are held against the key that the package itself \
      names, which does not tell who signed; without --ca, not who stamped the time.
      """)

  @Argument(help: "The package.", completion: .file())
  var file: String

  @Option(help: "A file with a public key that may sign; once for each.", completion: .file())
  var key: [String] = []

  @Option(
    help: "A PEM file of the certificates that lead to the server of time stamps.",
    completion: .file())
  var ca: String?

  func run() throws {
    try ExitStatus.of {
      let keys = try key.map { path in
        try AuditPublicKey(fileText: SecretFile.read(path, isPublic: true))
      }
      let certificates = try ca.map { try EvidenceInput.bytes($0, most: 1 << 20) }
      let bytes = try EvidenceInput.bytes(file, most: EvidenceVerifier.longest)
      let verdict = EvidenceVerifier(keys: keys, certificates: certificates).verify(bytes)
      if let fault = verdict.fault {
        Diagnostics.say("tocsin: \(file): \(fault)")
        return .failed
      }
      for line in sentences(on: verdict) { print(line) }
      return .done
    }
  }

  private func sentences(on verdict: EvidenceVerdict) -> [String] {
    guard let manifest = verdict.manifest else { return [] }
    var lines = [
      "Whole: \(verdict.files) files, \(manifest.posts.count) posts, \(verdict.custodyEntries) "
        + "entries of custody.",
      "SHA-256: \(verdict.sha256)",
      "Signed with key \(manifest.key), made \(manifest.made).",
    ]
    if let requested = manifest.requested, let released = manifest.released {
      lines.append(
        "Released: asked for by \(requested.by) (\(requested.role)), released by \(released.by) "
          + "(\(released.role)) at \(released.at).")
    } else {
      lines.append("DRAFT: no second person released it.")
    }
    lines.append(verdict.stamped.map { "Time stamp: \($0)." } ?? "No time stamp.")
    if !verdict.isKeyTrusted {
      lines.append(
        "Without --key, the signatures were held against the key that the package names: they do "
          + "not tell who signed.")
    }
    if verdict.stamped != nil, !verdict.isStampTrusted {
      lines.append("Without --ca, nobody knows who stamped the time.")
    }
    return lines
  }
}
