/// A logistic model over character n-grams: a second opinion where rules see an act and a person and
/// no frame.
///
/// Trained by `make train-threats`; docs/threats.md has its card. The weights are 8-bit numbers and one
/// scale. A score is the probability of a threat or a call in the training mix, not in the world.
package struct LinearModel: Sendable {
  private static let magic: [UInt8] = Array("TTM1".utf8)

  var weights: [Int8]
  var scale: Float
  var bias: Float
  /// The score from which the model counts.
  var threshold: Float

  /// The model that is built in.
  static let shipped = LinearModel(bytes: Array(Resource.bytes("weights.bin")))

  init(weights: [Int8], scale: Float, bias: Float, threshold: Float) {
    self.weights = weights
    self.scale = scale
    self.bias = bias
    self.threshold = threshold
  }

  /// Reads the form that ``bytes`` writes.
  init(bytes: [UInt8]) {
    precondition(
      bytes.count == 16 + NgramFeatures.buckets && bytes.starts(with: Self.magic),
      "weights.bin is not a model")
    let number = { (at: Int) in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) })
    }
    scale = number(4)
    bias = number(8)
    threshold = number(12)
    weights = bytes[16...].map { Int8(bitPattern: $0) }
  }

  /// The file's bytes: `TTM1`, scale, bias and threshold as little-endian 32-bit floats, the weights.
  package var bytes: [UInt8] {
    var bytes = Self.magic
    for number in [scale, bias, threshold] {
      for shift in 0..<4 {
        bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> (8 * shift)))
      }
    }
    return bytes + weights.map { UInt8(bitPattern: $0) }
  }

  /// The log odds of a text with these features.
  func score(_ features: [Int32]) -> Float {
    guard !features.isEmpty else { return bias }
    let sum = features.reduce(Int32(0)) { $0 + Int32(weights[Int($1)]) }
    return bias + Float(sum) * scale / Float(features.count).squareRoot()
  }
}
