import ArgumentParser

/// Measures the co-action engine, detection, copied texts and the hashing of media, and trains the
/// model of threats; the scripts `bench-engine`, `bench-media`, `bench-templates` and `plot-qq.py` run it.
@main
struct BenchmarkProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tocsin-bench",
    abstract:
      "Measure the engine, detection, copied texts, media and the store; train the threat model.",
    subcommands: [
      EngineBenchmark.self, SingleObjectBenchmark.self, GenerateCommand.self, PValuesCommand.self,
      SurrogatesCommand.self, TemplatesBenchmark.self, FamiliesBenchmark.self,
      PictureBenchmark.self, HashIndexBenchmark.self, VideoMatchBenchmark.self,
      DamageBenchmark.self, ScreenshotBenchmark.self, MeaningBenchmark.self,
      StoreBenchmark.self, DeskBenchmark.self, ConsoleBenchmark.self, TrainThreats.self,
    ])
}
