extension TemplateIndex {
  /// Families of many texts at once.
  ///
  /// The same as inserting each text and settling, but that forms are placed in the order of their
  /// posts, most first, so that the order of the texts plays no part.
  ///
  /// - Parameters:
  ///   - texts: the posts' texts; their indices are the posts' numbers.
  ///   - posts: how many posts have each of the texts, where each is given once; empty: one.
  ///   - threads: 0 takes as many as there are cores.
  public convenience init(
    texts: [String], posts: [Int32] = [], parameters: TemplateParameters = TemplateParameters(),
    threads: Int = 0
  ) {
    precondition(posts.isEmpty || posts.count == texts.count, "a count for each text")
    self.init(parameters: parameters)
    let threads = threads > 0 ? threads : Workers.defaultThreads
    fold(texts, posts, threads)
    placeAll(FormOrder(self).sorted((0..<Int32(forms.count)).map { $0 }, self), threads)
    settle(threads: threads)
  }

  /// Places forms block by block.
  ///
  /// The forms of a block are first held against the families from before it, on all threads; what
  /// finds none there is then held, one after the other, against those that the block founded.
  private func placeAll(_ order: [Int32], _ threads: Int) {
    var start = 0
    while start < order.count {
      // Small blocks first, since the first forms found most of the families.
      let block = order[start..<min(start + min(max(start, 256), 1 << 15), order.count)]
      let known = Int32(representatives.count)
      let judgements = Workers.map(
        block.count, part: 256, threads: threads, scratch: { Matcher() }
      ) { range, matcher in
        range.map { self.judge(block[block.startIndex + $0], matcher, from: 0) }
      }
      for (offset, judgement) in judgements.joined().enumerated() {
        let form = block[start + offset]
        guard let judgement else { continue }
        if !judgement.families.isEmpty {
          settle(form, judgement, matcherForWriting)
        } else if let anew = judge(form, matcherForWriting, from: known) {
          settle(form, anew, matcherForWriting)
        }
      }
      start = block.endIndex
    }
  }

  private func fold(_ texts: [String], _ posts: [Int32], _ threads: Int) {
    postForms.reserveCapacity(texts.count)
    // Folded in stretches, so that what waits to be numbered stays small.
    for start in stride(from: 0, to: texts.count, by: Self.stretch) {
      let stretch = texts[start..<min(start + Self.stretch, texts.count)]
      let folded = Workers.map(
        stretch.count, part: 4096, threads: threads, scratch: { FoldScratch() }
      ) { range, scratch in
        var blob = FoldedTexts()
        for offset in range {
          var text = stretch[start + offset]
          text.withUTF8 { utf8 in
            scratch.folding.withForm(utf8) { blob.append($0) }
          }
        }
        return blob
      }
      for blob in folded {
        blob.forEach { form in
          postForms.append(add(form, posts: posts.isEmpty ? 1 : posts[postForms.count]))
        }
      }
    }
  }

  private static var stretch: Int { 1 << 17 }
}

private final class FoldScratch {
  var folding = CopyFolding()
}

/// Forms one behind the other.
private struct FoldedTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  mutating func append(_ form: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: form)
    ends.append(bytes.count)
  }

  func forEach(_ body: (UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { all in
      var start = 0
      for end in ends {
        body(UnsafeRawBufferPointer(rebasing: all[start..<end]))
        start = end
      }
    }
  }
}
