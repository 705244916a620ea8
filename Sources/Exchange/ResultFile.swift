import SocialModel

/// Takes the bytes of a file, piece by piece and in order.
///
/// An error that it throws ends the writing and reaches the caller unchanged.
public typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

/// A file that `tocsin analyze` writes. The raw value is its name.
///
/// Every file but `run` is byte-identical for equal analyses; `run` carries the costs of the run.
/// docs/formats.md describes every field.
public enum ResultFile: String, CaseIterable, Sendable {
  case report = "report.html"
  case candidates = "candidates.json"
  case templates = "templates.json"
  case accounts = "accounts.csv"
  case pairs = "pairs.csv"
  case graphML = "network.graphml"
  case gexf = "network.gexf"
  case run = "run.json"

  /// Writes the file's bytes to a sink, in pieces of about 64 KiB.
  ///
  /// - Parameters:
  ///   - analysis: what to write.
  ///   - sink: takes the bytes; it opens, closes and renames whatever it writes to.
  /// - Throws: `ExchangeError` for an inconsistent analysis, and whatever the sink throws.
  /// - Complexity: time O(accounts + edges log edges + members); memory the same for the network
  ///   files and `pairs.csv`, O(report) for `report.html`.
  public func write(_ analysis: Analysis, to sink: ByteSink) throws {
    try analysis.checkReferences()
    try withoutActuallyEscaping(sink) { sink in
      var output = ByteOutput(sink)
      try write(analysis, to: &output)
      try output.flush()
    }
  }

  /// The file's bytes in memory, for small results and tests.
  ///
  /// - Throws: `ExchangeError` for an inconsistent analysis.
  public func bytes(of analysis: Analysis) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try write(analysis) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    switch self {
    case .report: try Report().write(analysis, to: &output)
    case .candidates: try CandidatesJSON.write(analysis, to: &output)
    case .templates: try TemplatesJSON.write(analysis, to: &output)
    case .accounts: try AccountsCSV.write(analysis, to: &output)
    case .pairs: try PairsCSV.write(analysis, to: &output)
    case .graphML: try GraphML.write(analysis, to: &output)
    case .gexf: try GEXF.write(analysis, to: &output)
    case .run: try RunJSON.write(analysis, to: &output)
    }
  }
}
