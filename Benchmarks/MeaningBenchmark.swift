import ArgumentParser
import Foundation
import Meaning

/// Gives texts their vectors; `script/bench-meaning` compares them with the reference's.
struct MeaningBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meaning", abstract: "Measure the sentence encoder on texts, one a line.")

  @Argument(help: "A file of texts.") var input: String
  @Option(help: "Where to write the vectors, as little-endian 32-bit numbers.") var vectors: String?
  @Option(help: "Where to write the tokens, a line for each text.") var tokens: String?
  @Option(help: "How often the texts are read.") var rounds = 5
  @Option(help: "Threads.") var threads = 1

  func run() throws {
    guard let folder = EncoderFolder.named(by: ProcessInfo.processInfo.environment) else {
      throw ValidationError("no folder is named")
    }
    let texts = try String(contentsOfFile: input, encoding: .utf8).split(separator: "\n")
      .map(String.init)
    let (encoder, loading) = try measured { try SentenceEncoder.load(folder: folder) }
    var found = encoder.embed(texts, threads: threads)
    var best = Measurement(seconds: .infinity, cpuSeconds: .infinity)
    for _ in 0..<rounds {
      let (again, cost) = measured { encoder.embed(texts, threads: threads) }
      guard again == found else { throw ValidationError("two rounds differ") }
      if cost.cpuSeconds < best.cpuSeconds { best = cost }
      found = again
    }
    report([
      "benchmark": "meaning", "texts": "\(texts.count)",
      "tokens": "\(found.tokens.reduce(0, +))", "load_s": decimal(loading.seconds),
      "texts_per_cpu_s": "\(Int(Double(texts.count) / best.cpuSeconds))",
      "texts_per_s": "\(Int(Double(texts.count) / best.seconds))", "threads": "\(threads)",
      "kernels": SentenceEncoder.kernels, "peak_mib": "\(peakMemoryBytes() >> 20)",
    ])
    if let tokens {
      let lines = texts.map { encoder.tokens(of: $0).map(String.init).joined(separator: " ") }
      try (lines.joined(separator: "\n") + "\n")
        .write(toFile: tokens, atomically: true, encoding: .utf8)
    }
    guard let vectors else { return }
    try found.vectors.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: vectors)) }
  }
}
