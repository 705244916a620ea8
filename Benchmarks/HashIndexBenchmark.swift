import ArgumentParser
import Coordination
import Media

/// Looks up hashes among very many, and checks a part against comparing with each.
struct HashIndexBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pdq-index", abstract: "Measure look-ups of hashes within distance 31.")

  @Option(help: "How many hashes.") var hashes = 1_000_000
  @Option(help: "How many look-ups; half of them near a hash that is there.") var queries = 20_000
  @Option(help: "How many of the look-ups are checked by comparing with each hash.")
  var checked = 1000
  @Option(help: "Seed.") var seed: UInt64 = 42

  func run() throws {
    var generator = SplitMix64(state: seed)
    let known = (0..<hashes).map { _ in Self.random(&generator) }
    let asked = (0..<queries).map { number in
      number % 2 == 0
        ? Self.random(&generator)
        : Self.changed(known[Int(generator.next() % UInt64(hashes))], number % 63, &generator)
    }
    let (index, build) = measured { PDQIndex(known) }
    let (found, cost) = measured { asked.map { index.matches(of: $0) } }
    let (scanned, scan) = measured { asked.prefix(checked).map { index.matchesByScan(of: $0) } }
    let sought = scanned.reduce(0) { $0 + $1.count }
    let same = zip(scanned, found).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
    let wrong = zip(scanned, found).reduce(0) { $0 + Set($1.1).subtracting($1.0).count }
    report([
      "benchmark": "pdq-index", "hashes": "\(hashes)", "build_cpu_s": decimal(build.cpuSeconds),
      "lookups_per_cpu_s": "\(Int(Double(queries) / cost.cpuSeconds))",
      "matches": "\(found.reduce(0) { $0 + $1.count })",
      "scans_per_cpu_s": decimal(Double(checked) / scan.cpuSeconds), "sought": "\(sought)",
      "recall": decimal(sought > 0 ? Double(same) / Double(sought) : 1), "wrong": "\(wrong)",
      "peak_mib": "\(peakMemoryBytes() >> 20)",
    ])
  }

  private static func random(_ generator: inout SplitMix64) -> PDQHash {
    PDQHash(generator.next(), generator.next(), generator.next(), generator.next())
  }

  /// A hash with up to that many of its bits changed.
  private static func changed(_ hash: PDQHash, _ bits: Int, _ generator: inout SplitMix64)
    -> PDQHash
  {
    var words = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
    for _ in 0..<bits {
      let bit = generator.next() % 256
      words[Int(bit >> 6)] ^= 1 << (bit & 63)
    }
    return PDQHash(words[0], words[1], words[2], words[3])
  }
}
