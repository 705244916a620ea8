/// What tokens bring whatever stands beside them: more than half of all the work, done once for each
/// token instead of each time that it occurs.
///
/// A row holds the token's numbers from the table, their normalised projection, and what the first
/// convolution of each branch takes from it for each tap.
final class TokenParts: @unchecked Sendable {
  let weights: EncoderWeights
  /// How far rows lie apart.
  let stride: Int
  private let rows = Matrix()
  /// The row of each token; -1 where it has none.
  private var slots: [Int32]
  private(set) var ids: [Int32] = []

  init(_ weights: EncoderWeights) {
    self.weights = weights
    let shape = weights.shape
    // A little more than is needed, so that rows do not all begin at the same place of a cache.
    stride = shape.width + shape.joined + shape.tapped + 16
    slots = [Int32](repeating: -1, count: shape.tokens)
  }

  /// The row of a token.
  func row(_ id: Int32) -> UnsafePointer<Float>? {
    let slot = slots[Int(id)]
    return slot < 0 ? nil : UnsafePointer(rows.base + Int(slot) * stride)
  }

  /// Forgets the tokens and takes others, all different; their rows are to be filled.
  func reset(to ids: [Int32]) {
    for id in self.ids { slots[Int(id)] = -1 }
    for (slot, id) in ids.enumerated() { slots[Int(id)] = Int32(slot) }
    self.ids = ids
    rows.reserve(Product.padded(ids.count) * stride)
  }

  /// Computes the rows in a range that begins at a multiple of ``Product/step``; ranges that do not
  /// overlap may be filled at the same time.
  func fill(_ range: Range<Int>) {
    let shape = weights.shape
    let start = rows.base + range.lowerBound * stride
    let count = Product.padded(range.count)
    spread(range)
    let projected = start + shape.width
    Product.multiply(
      start, strideA: stride, rows: count, weights.projection, inner: shape.width,
      columns: shape.joined, to: projected, strideC: stride)
    let norm = weights.projectionNorm
    for row in 0..<range.count {
      Rows.normalize(
        projected + row * stride, shape.joined, bias: weights.projectionBias, gain: norm.gain,
        shift: norm.shift, epsilon: weights.epsilon)
    }
    var taps = projected + shape.joined
    for (index, branch) in shape.branches.enumerated() {
      Product.multiply(
        projected + index * shape.branch, strideA: stride, rows: count, weights.first[index].taps,
        inner: shape.branch, columns: branch.taps * shape.branch, to: taps, strideC: stride)
      taps += branch.taps * shape.branch
    }
  }

  private func spread(_ range: Range<Int>) {
    let shape = weights.shape
    weights.bytes.withUnsafeBufferPointer { bytes in
      guard let table = bytes.baseAddress else { return }
      for slot in range {
        let id = Int(ids[slot])
        Rows.spread(
          table + EncoderWeights.headerBytes + id * shape.width, to: rows.base + slot * stride,
          shape.width, scale: weights.scale[id % shape.chunks],
          low: weights.low[id % shape.chunks])
      }
    }
  }
}
