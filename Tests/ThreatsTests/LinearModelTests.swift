import Testing

@testable import Threats

@Suite("The linear model")
struct LinearModelTests {
  private func examples() -> [ModelTrainer.Example] {
    var trainer = ModelTrainer()
    return (0..<40).compactMap { index in
      let isThreat = index % 2 == 0
      return trainer.example(
        isThreat ? "we will hurt lantern \(index)" : "we will light lantern \(index)",
        isThreat: isThreat, set: "invented", language: "en")
    }
  }

  @Test("learns, gives the same weights each time and survives its file")
  func learns() {
    let examples = examples()
    let weights = ModelTrainer.train(examples)
    #expect(weights == ModelTrainer.train(examples))
    let model = ModelTrainer.model(weights, threshold: 0.5)
    let read = LinearModel(bytes: model.bytes)
    #expect(read.weights == model.weights && read.scale == model.scale)
    #expect(read.bias == model.bias && read.threshold == 0.5)
    for example in examples { #expect((read.score(example.features) > 0) == example.isThreat) }
  }

  @Test("that is built in can be read")
  func isShipped() {
    #expect(LinearModel.shipped.weights.count == NgramFeatures.buckets)
    #expect(LinearModel.shipped.threshold > 0)
  }
}
