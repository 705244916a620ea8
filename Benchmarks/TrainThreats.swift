import ArgumentParser
import Foundation
import Threats

/// `tocsin-bench train-threats`: trains the linear model and measures it on what it did not see.
///
/// Reads lines `label<TAB>set<TAB>language<TAB>text` from standard input, which
/// `script/threat-examples` writes; `make train-threats` joins the two.
struct TrainThreats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-threats", abstract: "Train the linear model of threats.")

  @Option(help: "The file of weights to write.")
  var out: String

  /// The share of texts that must not be flagged above the threshold.
  private static let falseShare = 0.005

  func run() throws {
    var trainer = ModelTrainer()
    var examples: [ModelTrainer.Example] = []
    while let line = readLine() {
      let cells = line.split(separator: "\t", maxSplits: 3).map(String.init)
      guard cells.count == 4 else { continue }
      if let example = trainer.example(
        cells[3], isThreat: cells[0] == "1", set: cells[1], language: cells[2])
      {
        examples.append(example)
      }
    }
    print("\(examples.count) examples, \(examples.count { $0.isThreat }) threats")
    let scores = leaveTemplatesOut(examples)
    let calm = zip(examples, scores).filter { !$0.0.isThreat }.map(\.1).sorted(by: >)
    let threshold = calm[Int(Double(calm.count) * Self.falseShare)]
    report("leave templates out", examples, scores, threshold)
    leaveSetsOut(examples, threshold)
    let weights = ModelTrainer.train(examples)
    let model = ModelTrainer.model(weights, threshold: threshold)
    try Data(model.bytes).write(to: URL(fileURLWithPath: out))
    print("threshold \(threshold)")
  }

  private func leaveTemplatesOut(_ examples: [ModelTrainer.Example]) -> [Float] {
    var scores = [Float](repeating: 0, count: examples.count)
    for fold in 0..<UInt64(5) {
      let isLeft = { (example: ModelTrainer.Example) in (example.template >> 7) % 5 == fold }
      let weights = ModelTrainer.train(examples.filter { !isLeft($0) })
      for (index, example) in examples.enumerated() where isLeft(example) {
        scores[index] = ModelTrainer.score(weights, example.features)
      }
    }
    return scores
  }

  private func leaveSetsOut(_ examples: [ModelTrainer.Example], _ threshold: Float) {
    for set in Set(examples.map(\.set)).sorted() {
      let left = examples.filter { $0.set == set }
      let weights = ModelTrainer.train(examples.filter { $0.set != set })
      report(
        "leave set out", left, left.map { ModelTrainer.score(weights, $0.features) }, threshold)
    }
  }

  private func report(
    _ name: String, _ examples: [ModelTrainer.Example], _ scores: [Float], _ threshold: Float
  ) {
    var tally: [String: (hit: Int, all: Int)] = [:]
    for (example, score) in zip(examples, scores) {
      let key = "\(example.set) \(example.language) \(example.isThreat ? "threat" : "calm")"
      let old = tally[key] ?? (0, 0)
      tally[key] = (old.hit + (score >= threshold ? 1 : 0), old.all + 1)
    }
    for (key, count) in tally.sorted(by: { $0.key < $1.key }) {
      print("\(name): \(key) \(count.hit) of \(count.all)")
    }
  }
}
