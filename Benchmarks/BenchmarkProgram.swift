import ArgumentParser

/// Measures the co-action engine; `script/bench-engine` runs it and makes the table.
@main
struct BenchmarkProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tocsin-bench", abstract: "Measure the co-action engine, train the threat model.",
    subcommands: [
      EngineBenchmark.self, SingleObjectBenchmark.self, GenerateCommand.self, TrainThreats.self,
    ])
}
