import ArgumentParser
import Casework
import Evidence
import Foundation
import Pipeline
import SocialModel

/// `tocsin evidence make`: a package of a case.
struct EvidenceMakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "Make a signed package for an authority.",
    discussion: """
      Writes the package and FILE.sha256 beside it, and prints the package's SHA-256. Without \
      --released-by, by another person than --requested-by, it is a draft, and every page says so. \
      People are named as ROLE:ID, such as reviewer:u4; roles are reviewer and lead.
      """)

  @Argument(help: "The file of the case.", completion: .file())
  var file: String

  @Option(help: "The package to write; it does not exist yet.", completion: .file())
  var out: String

  @Option(help: "The signing key, as audit key makes it.", completion: .file())
  var key: String

  @Option(help: "Who asks for the package, ROLE:ID.")
  var requestedBy: Person?

  @Option(help: "Who releases it, ROLE:ID; another person, in the role lead.")
  var releasedBy: Person?

  @Option(help: "The address of a server of time stamps (RFC 3161); it gets a hash.")
  var timestampServer: String?

  /// A person as a command line names them.
  struct Person: ExpressibleByArgument {
    var role: Role
    var id: String

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let role = Role(rawValue: parts[0]) else { return nil }
      (self.role, id) = (role, parts[1])
    }
  }

  func validate() throws {
    guard releasedBy == nil || requestedBy != nil else {
      throw ValidationError("--released-by needs --requested-by: one asks, another releases.")
    }
    if let timestampServer {
      guard TimeStampServer(timestampServer) != nil else {
        throw ValidationError("--timestamp-server is no address of http or https.")
      }
    }
  }

  func run() throws {
    try ExitStatus.of {
      let key = try AuditSigningKey(fileText: SecretFile.read(key))
      let evidence = try EvidenceInput.evidence(file)
      let now = Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
      let output = try WholeFile(at: out)
      let sum = try WholeFile(at: out + ".sha256")
      let server = timestampServer.flatMap { TimeStampServer($0) }
      let package = try EvidencePackage(
        evidence, approval: try approval(evidence, now: now), key: key,
        program: "Tocsin \(Tocsin.version)", now: now, stamp: server.map { $0.stamp })
      let name = URL(fileURLWithPath: out).lastPathComponent
      try output.write(package.bytes)
      try sum.write(Array("\(package.sha256)  \(name)\n".utf8))
      try output.commit()
      try sum.commit()
      print("\(package.sha256)  \(name)")
      if package.manifest.state == .draft {
        Diagnostics.say("tocsin: \(out) is a DRAFT: no second person released it.")
      }
      return .done
    }
  }

  private func approval(_ evidence: EvidenceCase, now: Timestamp) throws -> Approval? {
    guard let requestedBy else { return nil }
    var escalation = try Escalation(
      id: evidence.id, caseID: evidence.id, items: evidence.posts.map(\.escalationItem),
      suspicion: evidence.suspicion, locating: evidence.locating, notice: evidence.notice?.asked,
      requestedBy: requestedBy.id, role: requestedBy.role, now: now)
    guard let releasedBy else { return Approval(escalation, requestedAs: requestedBy.role) }
    try escalation.decide(true, by: releasedBy.id, role: releasedBy.role, now: now)
    return Approval(escalation, requestedAs: requestedBy.role, decidedAs: releasedBy.role)
  }
}
