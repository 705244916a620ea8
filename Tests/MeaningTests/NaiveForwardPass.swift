import Foundation

@testable import Meaning

/// The network as its description reads: one text, one number after the other, no library.
struct NaiveForwardPass {
  let weights: EncoderWeights

  func vector(of tokens: [Int32]) -> [Float] {
    let shape = weights.shape
    let table = tokens.map(row)
    let projected = table.map {
      normalized(added(product($0, weights.projection), weights.projectionBias))
    }
    var features = table
    for (index, branch) in shape.branches.enumerated() {
      let own = projected.map { Array($0[index * shape.branch..<(index + 1) * shape.branch]) }
      let once = convolved(own, weights.first[index], branch)
      let twice = convolved(once, weights.second[index], branch)
      for place in features.indices { features[place] += twice[place] }
    }
    var sum = [Float](repeating: 0, count: shape.features)
    for row in features { sum = added(sum, normalized(row, weights.norm)) }
    let count = Float(tokens.count)
    let mean = zip(product(sum, weights.head.sum), weights.head.sumBias)
      .map { ($0 + $1 * count) / count.squareRoot() }
    return unit(head(mean))
  }

  private func row(_ id: Int32) -> [Float] {
    let (shape, start) = (weights.shape, EncoderWeights.headerBytes + Int(id) * weights.shape.width)
    let chunk = Int(id) % shape.chunks
    return weights.bytes[start..<start + shape.width]
      .map { Float($0) * weights.scale[chunk] + weights.low[chunk] }
  }

  /// A row times a matrix with as many rows as it has numbers.
  private func product(_ row: [Float], _ matrix: [Float]) -> [Float] {
    let width = matrix.count / row.count
    return (0..<width).map { column in
      row.indices.reduce(Float(0)) { $0 + row[$1] * matrix[$1 * width + column] }
    }
  }

  private func added(_ a: [Float], _ b: [Float]) -> [Float] { zip(a, b).map(+) }

  private func rectified(_ row: [Float]) -> [Float] { row.map { max(0, $0) } }

  private func normalized(_ row: [Float]) -> [Float] { normalized(row, weights.projectionNorm) }

  private func normalized(_ row: [Float], _ norm: EncoderWeights.Norm) -> [Float] {
    let mean = row.reduce(0, +) / Float(row.count)
    let variance = row.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) } / Float(row.count)
    let scale = 1 / (variance + weights.epsilon).squareRoot()
    return row.indices.map { (row[$0] - mean) * scale * norm.gain[$0] + norm.shift[$0] }
  }

  private func convolved(
    _ rows: [[Float]], _ convolution: EncoderWeights.Convolution, _ branch: EncoderShape.Branch
  ) -> [[Float]] {
    let width = weights.shape.branch
    let taps = rows.map { product($0, convolution.taps) }
    return rows.indices.map { place in
      var sum = convolution.bias
      for window in 0..<branch.taps where rows.indices.contains(place + window - branch.left) {
        let tap = taps[place + window - branch.left][window * width..<(window + 1) * width]
        sum = added(sum, Array(tap))
      }
      return added(rectified(sum), rows[place])
    }
  }

  private func head(_ mean: [Float]) -> [Float] {
    let (width, hidden) = (weights.shape.width, weights.shape.hidden)
    let entry = product(mean, weights.head.entry)
    let first = rectified(Array(entry[..<hidden]))
    let second = rectified(added(Array(entry[hidden...]), product(first, weights.head.second)))
    let exit = product(second, weights.head.exit)
    return added(
      Array(exit[width...]), product(rectified(Array(exit[..<width])), weights.head.last))
  }

  private func unit(_ row: [Float]) -> [Float] {
    let bent = row.map { Float(tanh(Double($0))) }
    let length = bent.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    return bent.map { $0 / length }
  }
}

extension EncoderWeights {
  /// The bytes of a file with random weights of a shape.
  static func random(_ shape: EncoderShape, _ draws: inout Draws) -> [UInt8] {
    var bytes = mark + [UInt8](repeating: 0, count: headerBytes - mark.count)
    for _ in 0..<shape.tokens * shape.width { bytes.append(UInt8(draws.next() >> 56)) }
    var numbers: [Float] = (0..<shape.chunks).map { _ in 0.01 + abs(draws.number()) / 100 }
    numbers += (0..<shape.chunks).map { _ in draws.number() - 1 } + [1e-12]
    let convolutions = shape.tapped * shape.branch * 2 + shape.joined * 2
    let rest =
      shape.width * shape.joined + shape.joined * 3 + convolutions + shape.features * 2
      + shape.features * shape.width + shape.width + shape.width * shape.hidden * 4
      + shape.hidden * shape.hidden + shape.width * shape.width
    numbers += (0..<rest).map { _ in draws.number() / 4 }
    for number in numbers { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }
    return bytes
  }
}
