/// A unit vector for each of some texts: the nearer two vectors, the nearer what the texts say.
public struct Embeddings: Sendable, Hashable {
  /// Numbers of a vector.
  public static let width = 512
  /// All vectors, one after the other. A text without anything to read has a vector of zeros.
  public let vectors: [Float]
  /// How many tokens each text has, the marks of its beginning and end included; 0 where there is
  /// nothing to read.
  public let tokens: [Int]

  /// How many texts there are.
  public var count: Int { tokens.count }

  /// Vectors that were computed elsewhere.
  ///
  /// - Precondition: there are ``width`` numbers for each text.
  public init(vectors: [Float], tokens: [Int]) {
    precondition(vectors.count == tokens.count * Self.width, "a vector has 512 numbers")
    self.vectors = vectors
    self.tokens = tokens
  }

  /// The vector of a text.
  public subscript(text: Int) -> ArraySlice<Float> {
    vectors[text * Self.width..<(text + 1) * Self.width]
  }

  /// The cosine of two texts' vectors, -1...1.
  public func cosine(_ a: Int, _ b: Int) -> Double {
    Double(zip(self[a], self[b]).reduce(Float(0)) { $0 + $1.0 * $1.1 })
  }
}
