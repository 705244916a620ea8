import CBlas
import Testing

@testable import Meaning

@Suite("The network")
struct NetworkTests {
  private static let shape = EncoderShape(
    chunks: 3, rows: 20, width: 32, branch: 16, hidden: 48)

  private static func texts(_ draws: inout Draws, count: Int) -> [[Int32]] {
    (0..<count).map { _ in
      (0..<draws.below(30)).map { _ in Int32(draws.below(shape.tokens)) }
    }
  }

  @Test("computes what its description says, on random weights", arguments: [1, 2, 3] as [UInt64])
  func agreesWithNaive(seed: UInt64) throws {
    #expect(cbl_open() == 1)
    var draws = Draws(seed: seed)
    let weights = try #require(
      EncoderWeights(EncoderWeights.random(Self.shape, &draws), shape: Self.shape))
    let texts = Self.texts(&draws, count: 40)
    let vectors = BatchEncoder(weights).vectors(of: texts, threads: 2)
    let naive = NaiveForwardPass(weights: weights)
    for (index, text) in texts.enumerated() {
      let own = vectors[index * 32..<(index + 1) * 32]
      let expected = text.isEmpty ? [Float](repeating: 0, count: 32) : naive.vector(of: text)
      let apart = zip(own, expected).map { abs($0 - $1) }.max() ?? 1
      #expect(apart < 1e-4, "seed \(seed), text \(index) of \(text.count) tokens")
    }
  }

  @Test("has one order of tensors: a file that is cut or longer is refused")
  func refusesOtherSizes() throws {
    var draws = Draws(seed: 5)
    let bytes = EncoderWeights.random(Self.shape, &draws)
    #expect(EncoderWeights(bytes, shape: Self.shape) != nil)
    #expect(EncoderWeights(Array(bytes.dropLast()), shape: Self.shape) == nil)
    #expect(EncoderWeights(bytes + [0], shape: Self.shape) == nil)
    #expect(EncoderWeights([0] + bytes.dropFirst(), shape: Self.shape) == nil)
    #expect(EncoderWeights([], shape: Self.shape) == nil)
    #expect(EncoderWeights(bytes) == nil)
  }

  @Test("gives no texts no vectors, and texts without tokens zeros")
  func takesNothing() throws {
    var draws = Draws(seed: 6)
    let weights = try #require(
      EncoderWeights(EncoderWeights.random(Self.shape, &draws), shape: Self.shape))
    #expect(BatchEncoder(weights).vectors(of: [], threads: 2).isEmpty)
    let zeros = [Float](repeating: 0, count: 64)
    #expect(BatchEncoder(weights).vectors(of: [[], []], threads: 2) == zeros)
  }
}
