import ArgumentParser
import Foundation
import Simulation
import Templates

/// Finds the families of planted copies.
struct TemplatesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "Measure the families of edited copies.")

  @Option(help: "How many texts.") var posts = 1_000_000
  @Option(help: "Seed.") var seed: UInt64 = 42
  @Option(help: "Threads; 0 is one a core.") var threads = 0
  @Flag(help: "Place texts one by one, as they come.") var incremental = false
  @Flag(help: "Also print recall by edit.") var byEdit = false
  @Option(help: "Candidates that are verified.") var candidates: Int?
  @Option(help: "Features that a candidate must share.") var featureShare: Double?
  @Option(help: "One script: latin, cyrillic, arabic, han.") var script: String?
  @Option(help: "Write the texts here, one a line, instead of measuring.") var write: String?
  @Flag(help: "Write their normal forms.") var forms = false
  @Option(help: "Score the families in this file, one number a line, instead of measuring.")
  var score: String?

  func run() throws {
    let scripts = InventedScript.allCases.filter { script == nil || "\($0)" == script }
    let planted = PlantedCopies(seed: seed, texts: posts, scripts: scripts)
    if let write { return try writeTexts(planted, to: write) }
    if let score { return try scoreFile(planted, score) }
    let before = peakMemoryBytes()
    let texts = planted.texts.map(\.text)
    var parameters = TemplateParameters()
    parameters.verifiedCandidates = candidates ?? parameters.verifiedCandidates
    parameters.leastFeatureShare = featureShare ?? parameters.leastFeatureShare
    let (index, cost) = measured { () -> TemplateIndex in
      guard incremental else {
        return TemplateIndex(texts: texts, parameters: parameters, threads: threads)
      }
      let index = TemplateIndex(parameters: parameters)
      for text in texts { index.insert(text) }
      return index
    }
    let peak = peakMemoryBytes()
    let families = (0..<texts.count).map { index.families(of: $0).map { Int32($0) } }
    let found = CopyScore(planted, families: families)
    report([
      "benchmark": "templates", "posts": "\(texts.count)", "seconds": decimal(cost.seconds),
      "cpu_s": decimal(cost.cpuSeconds), "peak_mib": "\(peak >> 20)",
      "texts_mib": "\(before >> 20)", "families": "\(index.familyCount)",
      "recall": decimal(found.recall), "precision": decimal(found.precision),
      "merged": decimal(found.merged), "pairs": "\(found.pairs)", "halves": "\(found.halves)",
    ])
    guard byEdit else { return }
    for edit in CopyEdit.allCases {
      guard let entry = found.byEdit[edit] else { continue }
      report([
        "edit": edit.rawValue, "texts": "\(entry.texts)",
        "recall": decimal(entry.found / Double(entry.texts)),
      ])
    }
  }

  private func writeTexts(_ planted: PlantedCopies, to path: String) throws {
    guard let file = fopen(path, "w") else { throw ValidationError("cannot write \(path)") }
    defer { fclose(file) }
    var folding = CopyFolding()
    for text in planted.texts { fputs((forms ? folding.form(text.text) : text.text) + "\n", file) }
    if ferror(file) != 0 { throw ValidationError("cannot write \(path)") }
  }

  private func scoreFile(_ planted: PlantedCopies, _ path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let found = CopyScore(planted, families: lines.map { [Int32($0) ?? 0] })
    report([
      "recall": decimal(found.recall), "precision": decimal(found.precision),
      "merged": decimal(found.merged), "pairs": "\(found.pairs)",
    ])
  }
}
