/// Takes the tokens of many texts through the network on several threads.
struct BatchEncoder {
  let weights: EncoderWeights

  init(_ weights: EncoderWeights) { self.weights = weights }

  /// A vector for each text, one after the other; zeros for a text without tokens.
  func vectors(of texts: [[Int32]], threads: Int) -> [Float] {
    let width = weights.shape.width
    let shared = shared(texts, threads: threads)
    // Texts of one length together: the threads' parts then take about the same time.
    let order = texts.indices.filter { !texts[$0].isEmpty }
      .sorted { (texts[$0].count, $0) < (texts[$1].count, $1) }
    let weights = weights
    let parts = Workers.map(order.count, part: SentenceEncoder.partTexts, threads: threads) {
      range, pass in
      let own = order[range].map { texts[$0][...] }
      return [Float](unsafeUninitializedCapacity: own.count * width) { output, initialized in
        if let base = output.baseAddress { pass.embed(own, to: base) }
        initialized = own.count * width
      }
    } scratch: {
      ForwardPass(weights, shared: shared)
    }
    var vectors = [Float](repeating: 0, count: texts.count * width)
    var next = 0
    for part in parts {
      for start in stride(from: 0, to: part.count, by: width) {
        let place = order[next] * width
        vectors.replaceSubrange(place..<place + width, with: part[start..<start + width])
        next += 1
      }
    }
    return vectors
  }

  /// The parts of the tokens that occur most, more than once.
  private func shared(_ texts: [[Int32]], threads: Int) -> TokenParts {
    var counts = [Int32](repeating: 0, count: weights.shape.tokens)
    for text in texts { for id in text { counts[Int(id)] += 1 } }
    let ids = counts.indices.filter { counts[$0] > 1 }
      .sorted { (counts[$1], $0) < (counts[$0], $1) }
      .prefix(SentenceEncoder.sharedTokens)
    let parts = TokenParts(weights)
    parts.reset(to: ids.map(Int32.init))
    _ = Workers.map(ids.count, part: 16 * Product.step, threads: threads) { range, _ in
      parts.fill(range)
    } scratch: {
      ()
    }
    return parts
  }
}
