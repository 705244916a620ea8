/// Trains the linear model by seeded stochastic gradient descent (AdaGrad, Duchi et al. 2011,
/// JMLR 12), reproducible to the byte.
package struct ModelTrainer {
  /// A labelled text as features.
  package struct Example: Sendable {
    /// Whether it threatens or calls for violence.
    package var isThreat: Bool
    /// The set it is from.
    package var set: String
    /// Its language as the set says.
    package var language: String
    /// Equal for texts that differ by a group's name alone.
    package var template: UInt64
    package var features: [Int32]
  }

  private var tokenizer = Tokenizer()
  private var features = NgramFeatures()

  package init() {}

  /// The example of a text; nil for a language without a grammar.
  package mutating func example(
    _ text: String, isThreat: Bool, set: String, language: String
  ) -> Example? {
    guard let known = Language(rawValue: language) else { return nil }
    tokenizer.scan(text)
    let grammar = Grammar.shipped(known)
    let units = grammar.classify(tokenizer)
    features.take(units, folded: tokenizer.folded, groups: grammar.known.group)
    let template = features.indices.sorted().reduce(UInt64(1)) { Grammar.join($0, UInt64($1)) }
    return Example(
      isThreat: isThreat, set: set, language: language, template: template,
      features: features.indices)
  }

  /// Trains on examples.
  ///
  /// - Complexity: O(rounds · features).
  package static func train(_ examples: [Example], rounds: Int = 12, seed: UInt64 = 42) -> [Float] {
    var weights = [Float](repeating: 0, count: NgramFeatures.buckets + 1)
    var squares = [Float](repeating: 1e-6, count: weights.count)
    let threats = Float(max(1, examples.count { $0.isThreat }))
    let balance = (Float(examples.count) - threats) / threats
    var order = Array(examples.indices)
    var state = seed
    for _ in 0..<rounds {
      shuffle(&order, &state)
      for index in order {
        let example = examples[index]
        let scale = 1 / Float(max(1, example.features.count)).squareRoot()
        let odds = score(weights, example.features)
        let chance = 1 / (1 + Float(exponential(-odds)))
        let weight: Float = example.isThreat ? balance.squareRoot() : 1
        let gradient = (chance - (example.isThreat ? 1 : 0)) * weight
        guard abs(gradient) > 1e-4 else { continue }
        for feature in example.features {
          step(&weights, &squares, Int(feature), gradient * scale)
        }
        step(&weights, &squares, NgramFeatures.buckets, gradient)
      }
    }
    return weights
  }

  /// The log odds of features under weights whose last is the bias.
  package static func score(_ weights: [Float], _ features: [Int32]) -> Float {
    let sum = features.reduce(Float(0)) { $0 + weights[Int($1)] }
    return weights[NgramFeatures.buckets] + sum / Float(max(1, features.count)).squareRoot()
  }

  /// The model of weights, rounded to 8 bits.
  package static func model(_ weights: [Float], threshold: Float) -> LinearModel {
    let most = weights.dropLast().reduce(Float(1e-6)) { max($0, abs($1)) }
    let scale = most / 127
    return LinearModel(
      weights: weights.dropLast().map { Int8(($0 / scale).rounded()) }, scale: scale,
      bias: weights[NgramFeatures.buckets], threshold: threshold)
  }

  private static func step(
    _ weights: inout [Float], _ squares: inout [Float], _ index: Int, _ gradient: Float
  ) {
    let whole = gradient + 1e-5 * weights[index]
    squares[index] += whole * whole
    weights[index] -= 0.3 * whole / squares[index].squareRoot()
  }

  private static func shuffle(_ order: inout [Int], _ state: inout UInt64) {
    for index in stride(from: order.count - 1, to: 0, by: -1) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      order.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
    }
  }

  /// e to the x by halving and squaring, since the module asks nothing of the machine.
  private static func exponential(_ x: Float) -> Double {
    let bounded = Double(min(max(x, -30), 30)) / 1024
    var value = 1 + bounded + bounded * bounded / 2
    for _ in 0..<10 { value *= value }
    return value
  }
}
