import ArgumentParser

/// Measures the co-action engine, which `script/bench-engine` makes a table of, and the p-values of
/// detection, which `script/plot-qq.py` draws.
@main
struct BenchmarkProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tocsin-bench", abstract: "Measure the co-action engine and detection.",
    subcommands: [
      EngineBenchmark.self, SingleObjectBenchmark.self, GenerateCommand.self, PValuesCommand.self,
      SurrogatesCommand.self,
    ])
}
