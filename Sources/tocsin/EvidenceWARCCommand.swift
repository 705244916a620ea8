import ArgumentParser
import Evidence
import Pipeline

/// `tocsin evidence warc`: a web archive of a case's captured bytes.
struct EvidenceWARCCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warc",
    abstract: "Write the captured posts and pages of a case as a web archive.",
    discussion: """
      WARC 1.1, one gzip member a record; with --wacz the archive, its index and its list of pages \
      in one file (WACZ 1.1.1). The same case gives the same bytes.
      """)

  @Argument(help: "The file of the case.", completion: .file())
  var file: String

  @Option(help: "The WARC file to write; it does not exist yet.", completion: .file())
  var out: String?

  @Option(help: "The WACZ file to write; it does not exist yet.", completion: .file())
  var wacz: String?

  func validate() throws {
    guard out != nil || wacz != nil else {
      throw ValidationError("Name a file to write with --out or --wacz.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      let evidence = try EvidenceInput.evidence(file)
      let outputs = try [out, wacz].map { try $0.map { try WholeFile(at: $0) } }
      let archive = try WebArchive(evidence, program: "Tocsin/\(Tocsin.version)")
      try outputs[0]?.write(archive.bytes)
      try outputs[1]?.write(try archive.wacz())
      for output in outputs { try output?.commit() }
      return .done
    }
  }
}
