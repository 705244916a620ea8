import ArgumentParser

/// Measures the co-action engine and the hashing of media; `script/bench-engine` and
/// `script/bench-media` run it and make the tables.
@main
struct BenchmarkProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tocsin-bench",
    abstract: "Measure the engine, the families of copies and the hashing of media; train threats.",
    subcommands: [
      EngineBenchmark.self, SingleObjectBenchmark.self, GenerateCommand.self,
      TemplatesBenchmark.self, FamiliesBenchmark.self, PictureBenchmark.self,
      HashIndexBenchmark.self, VideoMatchBenchmark.self, DamageBenchmark.self, TrainThreats.self,
    ])
}
