import Glibc

/// One thread's way through the network: tokens of texts in, unit vectors out.
///
/// The n-gram windows are computed without copying windows: each token is multiplied with all taps of
/// a branch at once, and a place of the window adds up what its neighbours have for it. Texts of a
/// batch lie behind one another without gaps, and no window reaches into another text. Not `Sendable`.
final class ForwardPass {
  /// Tokens that go through the second convolution at once: what they need stays in a core's cache.
  static let batchTokens = 768

  private let weights: EncoderWeights
  private let shape: EncoderShape
  /// The tokens that many texts hold.
  private let shared: TokenParts
  /// The other tokens of the batch at hand.
  private let own: TokenParts
  private let inner = Matrix()
  private let taps = Matrix()
  private let outer = Matrix()
  private let sums = Matrix()
  private let upper = Matrix()
  private let lower = Matrix()
  private let vectors = Matrix()
  private var sources: [UnsafePointer<Float>] = []

  init(_ weights: EncoderWeights, shared: TokenParts) {
    self.weights = weights
    shape = weights.shape
    self.shared = shared
    own = TokenParts(weights)
  }

  /// Writes a vector for each text, one after the other; texts have at least one token each.
  func embed(_ texts: [ArraySlice<Int32>], to output: UnsafeMutablePointer<Float>) {
    sums.reserve(Product.padded(texts.count) * shape.features)
    sums.base.update(repeating: 0, count: texts.count * shape.features)
    var first = 0
    while first < texts.count {
      var end = first + 1
      var tokens = texts[first].count
      while end < texts.count, tokens + texts[end].count <= Self.batchTokens {
        tokens += texts[end].count
        end += 1
      }
      addBatch(texts[first..<end], tokens: tokens)
      first = end
    }
    finish(texts)
    output.update(from: vectors.base, count: texts.count * shape.width)
  }

  /// Adds up the features of each text's tokens.
  private func addBatch(_ texts: ArraySlice<ArraySlice<Int32>>, tokens: Int) {
    computeOwn(texts)
    let rows = Product.padded(tokens)
    inner.reserve(rows * shape.joined)
    outer.reserve(rows * shape.joined)
    firstConvolution(texts)
    var column = 0
    for index in shape.branches.indices {
      secondConvolution(texts, index, rows: rows, column: column)
      column += shape.branch
    }
    var row = 0
    for (text, tokens) in zip(texts.indices, texts) {
      let sum = sums.base + text * shape.features
      for id in tokens {
        let part = part(id)
        let features = outer.base + row * shape.joined
        let (mean, scale) = Rows.moments(
          part, shape.width, features, shape.joined, epsilon: weights.epsilon)
        Rows.add(part, to: sum, shape.width, mean: mean, scale: scale)
        Rows.add(features, to: sum + shape.width, shape.joined, mean: mean, scale: scale)
        row += 1
      }
    }
  }

  /// The parts of the tokens that are not shared.
  private func computeOwn(_ texts: ArraySlice<ArraySlice<Int32>>) {
    var ids = Set<Int32>()
    for text in texts { for id in text where shared.row(id) == nil { ids.insert(id) } }
    own.reset(to: ids.sorted())
    if !ids.isEmpty { own.fill(0..<ids.count) }
  }

  private func part(_ id: Int32) -> UnsafePointer<Float> {
    guard let row = shared.row(id) ?? own.row(id) else {
      preconditionFailure("a token without its part")
    }
    return row
  }

  private func firstConvolution(_ texts: ArraySlice<ArraySlice<Int32>>) {
    var row = 0
    for text in texts {
      let parts = text.map(part)
      for place in parts.indices {
        var tap = shape.width + shape.joined
        for (index, branch) in shape.branches.enumerated() {
          sources.removeAll(keepingCapacity: true)
          for window in 0..<branch.taps {
            let neighbour = place + window - branch.left
            if parts.indices.contains(neighbour) { sources.append(parts[neighbour] + tap) }
            tap += shape.branch
          }
          let column = index * shape.branch
          sources.withUnsafeBufferPointer {
            Rows.convolve(
              $0, bias: weights.first[index].bias, past: parts[place] + shape.width + column,
              to: inner.base + row * shape.joined + column, shape.branch)
          }
        }
        row += 1
      }
    }
  }

  private func secondConvolution(
    _ texts: ArraySlice<ArraySlice<Int32>>, _ index: Int, rows: Int, column: Int
  ) {
    let branch = shape.branches[index]
    let stride = branch.taps * shape.branch
    taps.reserve(rows * stride)
    Product.multiply(
      inner.base + column, strideA: shape.joined, rows: rows, weights.second[index].taps,
      inner: shape.branch, columns: stride, to: taps.base, strideC: stride)
    var start = 0
    for text in texts {
      let rows = start..<start + text.count
      for row in rows {
        sources.removeAll(keepingCapacity: true)
        for window in 0..<branch.taps where rows.contains(row + window - branch.left) {
          let neighbour = row + window - branch.left
          sources.append(taps.base + neighbour * stride + window * shape.branch)
        }
        let place = row * shape.joined + column
        sources.withUnsafeBufferPointer {
          Rows.convolve(
            $0, bias: weights.second[index].bias, past: inner.base + place, to: outer.base + place,
            shape.branch)
        }
      }
      start = rows.upperBound
    }
  }

  /// From sums of features to unit vectors.
  private func finish(_ texts: [ArraySlice<Int32>]) {
    let (width, hidden) = (shape.width, shape.hidden)
    let head = weights.head
    let rows = Product.padded(texts.count)
    upper.reserve(rows * 2 * max(width, hidden))
    lower.reserve(rows * 2 * max(width, hidden))
    vectors.reserve(rows * width)
    for (row, text) in texts.enumerated() {
      Rows.scale(
        sums.base + row * shape.features, shape.features, gain: weights.norm.gain,
        shift: weights.norm.shift, times: Float(text.count))
    }
    Product.multiply(
      sums.base, strideA: shape.features, rows: rows, head.sum, inner: shape.features,
      columns: width, to: lower.base, strideC: width)
    for (row, text) in texts.enumerated() {
      Rows.shift(
        lower.base + row * width, width, by: head.sumBias, times: Float(text.count),
        factor: 1 / Float(text.count).squareRoot())
    }
    Product.multiply(
      lower.base, strideA: width, rows: rows, head.entry, inner: width, columns: 2 * hidden,
      to: upper.base, strideC: 2 * hidden)
    for row in 0..<texts.count { Rows.rectify(upper.base + row * 2 * hidden, hidden) }
    Product.multiply(
      upper.base, strideA: 2 * hidden, rows: rows, head.second, inner: hidden, columns: hidden,
      to: upper.base + hidden, strideC: 2 * hidden, adds: true)
    for row in 0..<texts.count { Rows.rectify(upper.base + row * 2 * hidden + hidden, hidden) }
    Product.multiply(
      upper.base + hidden, strideA: 2 * hidden, rows: rows, head.exit, inner: hidden,
      columns: 2 * width, to: lower.base, strideC: 2 * width)
    for row in 0..<texts.count { Rows.rectify(lower.base + row * 2 * width, width) }
    Product.multiply(
      lower.base, strideA: 2 * width, rows: rows, head.last, inner: width, columns: width,
      to: lower.base + width, strideC: 2 * width, adds: true)
    for row in 0..<texts.count {
      unit(lower.base + row * 2 * width + width, to: vectors.base + row * width)
    }
  }

  private func unit(_ row: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>) {
    var squares: Float = 0
    for index in 0..<shape.width {
      let value = tanhf(row[index])
      out[index] = value
      squares += value * value
    }
    let factor = 1 / max(squares, weights.epsilon).squareRoot()
    for index in 0..<shape.width { out[index] *= factor }
  }
}
