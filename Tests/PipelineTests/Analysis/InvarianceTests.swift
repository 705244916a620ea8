import Exchange
import Pipeline
import SocialModel
import Testing

/// What must not change what is found: everything but what accounts do, and when.
@Suite("What an analysis finds does not depend on")
struct InvarianceTests {
  private static let stream =
    InventedStream.crowd() + InventedStream.copyPaste() + InventedStream.tagPush()
    + InventedStream.repostRing()

  private func expectSame(
    _ analysis: Analysis, _ other: Analysis, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(analysis.candidates.count == 3, sourceLocation: sourceLocation)
    try expectSameFiles(analysis, other, sourceLocation: sourceLocation)
  }

  @Test("the order of the posts", arguments: [UInt64(21), 22, 23])
  func order(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let shuffled = Self.stream.shuffled(using: &numbers)
    try expectSame(Workbench().analyze(Self.stream), Workbench().analyze(shuffled))
  }

  @Test("the order of posts of the same moment that share several objects")
  func orderOfTies() throws {
    // All at full minutes, with tags in either order, so that next to everything is tied.
    let tied = Self.stream.enumerated().map { index, post in
      var post = post
      post.time -= post.time % 60_000
      post.text += index % 2 == 0 ? " #one #two" : " #two #one"
      return post
    }
    let first = try Workbench().analyze(tied)
    #expect(!first.candidates.isEmpty)
    for seed in [UInt64(31), 32, 33] {
      var numbers = SeededNumbers(seed: seed)
      let second = try Workbench().analyze(tied.shuffled(using: &numbers))
      try expectSameFiles(first, second)
    }
  }

  @Test("repeated posts")
  func repeats() throws {
    let twice = Self.stream + Self.stream.reversed()
    let analysis = try Workbench().analyze(twice)
    try expectSame(Workbench().analyze(Self.stream), analysis)
    #expect(analysis.run.inputs.map(\.duplicates) == [Self.stream.count])
  }

  @Test("the number of threads")
  func threads() throws {
    let bench = try Workbench()
    let analyses = try [1, 2, 5].map { threads in
      try bench.analyze(Self.stream) { $0.threads = threads }
    }
    for other in analyses.dropFirst() {
      try expectSame(analyses[0], other)
      let reports = try [analyses[0], other].map { try ResultFile.report.bytes(of: $0).hashValue }
      #expect(reports[0] == reports[1])
    }
  }

  @Test("accounts' names, in the same order")
  func namesInOrder() throws {
    // c07 becomes m0x07: longer, in the same order, and easily turned back.
    let renamed = Self.stream.map { post in
      var post = post
      post.account = "m0x" + post.account
      return post
    }
    let (first, second) = try (Workbench().analyze(Self.stream), Workbench().analyze(renamed))
    let files = try first.files()
    for (name, text) in try second.files() {
      let isSame = text.replacing("m0x", with: "") == files[name]
      #expect(isSame, "\(name)")
    }
  }

  @Test("accounts' names, in any order", arguments: [UInt64(41), 42, 43])
  func namesInAnyOrder(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let names = Set(Self.stream.map(\.account)).sorted()
    let mapping = Dictionary(uniqueKeysWithValues: zip(names, names.shuffled(using: &numbers)))
    let back = Dictionary(uniqueKeysWithValues: mapping.map { ($1, $0) })
    let renamed = Self.stream.map { post in
      var post = post
      post.account = mapping[post.account] ?? ""
      return post
    }
    let (first, second) = try (Workbench().analyze(Self.stream), Workbench().analyze(renamed))
    let restored = second.found.map { $0.compactMap { back[$0] }.sorted() }
    #expect(Set(restored) == Set(first.found))
    #expect(Set(second.candidates.map(\.kind)) == Set(first.candidates.map(\.kind)))
    let edges = Self.edges(first) { $0 }
    let others = Self.edges(second) { back[$0] ?? "" }
    #expect(edges.keys.sorted() == others.keys.sorted())
    for (name, edge) in edges {
      let other = try #require(others[name])
      #expect(edge.coactions == other.coactions && edge.opportunities == other.opportunities)
      // Sums in another order may differ in the last digits.
      #expect(abs(edge.log10P - other.log10P) < 1e-9 && abs(edge.log10Q - other.log10Q) < 1e-9)
    }
  }

  @Test("the clock, shifted by whole seconds", arguments: [1, 59, 86_400, -1_000_000_007])
  func clock(seconds: Int64) throws {
    let shifted = Self.stream.map { post in
      var post = post
      post.time += seconds * 1000
      return post
    }
    let (first, second) = try (Workbench().analyze(Self.stream), Workbench().analyze(shifted))
    #expect(first.edges == second.edges)
    #expect(first.found == second.found)
    for (x, y) in zip(first.candidates, second.candidates) {
      #expect(x.kind == y.kind && x.reasons == y.reasons && x.layers == y.layers)
      #expect(x.log10P == y.log10P && x.log10Q == y.log10Q)
      #expect(x.objects.map(\.label) == y.objects.map(\.label))
      #expect(
        x.firstPosts.map { $0.time.milliseconds + seconds * 1000 }
          == y.firstPosts.map(\.time.milliseconds))
      // Whether posts fall on full minutes is a matter of the clock.
      let indicators = [x, y].map { $0.indicators.filter { $0.name != "full-minute-share" } }
      #expect(indicators[0] == indicators[1])
    }
    let isSame = try ResultFile.pairs.bytes(of: first) == ResultFile.pairs.bytes(of: second)
    #expect(isSame)
  }

  @Test("how posts are spread over files")
  func files() throws {
    let bench = try Workbench()
    let parts = (0..<3).map { part in
      Self.stream.enumerated().filter { $0.offset % 3 == part }.map(\.element.tocsin)
    }
    let paths = try parts.enumerated().map { try bench.write(lines: $1, "part\($0)") }
    let whole = try bench.analyze(Self.stream)
    try expectSame(whole, bench.analyze(paths))
    try expectSame(whole, bench.analyze(Array(paths.reversed())))
  }

  @Test("compression")
  func compression() throws {
    let bench = try Workbench()
    let bytes = Workbench.bytes(Self.stream.map(\.tocsin))
    let plain = try bench.analyze([bench.write(bytes, "plain")])
    let gzip = try bench.analyze([bench.write(StoredFrames.gzip(bytes), "gzip")])
    let zstd = try bench.analyze([bench.write(StoredFrames.zstd(bytes), "zstd")])
    #expect(
      [plain, gzip, zstd].map { $0.run.inputs[0].compression } == ["none", "gzip", "zstd"])
    try expectSame(plain, gzip)
    try expectSame(plain, zstd)
  }

  private static func edges(
    _ analysis: Analysis, _ rename: (String) -> String
  ) -> [String: Edge] {
    var edges: [String: Edge] = [:]
    for edge in analysis.edges {
      let pair = [edge.pair.a, edge.pair.b].map { rename(analysis.accounts[Int($0)].id) }.sorted()
      edges[(pair + [edge.layer?.name ?? ""]).joined(separator: " ")] = edge
    }
    return edges
  }
}
