import SocialModel
import Testing

@testable import Exchange

@Suite struct PictureTests {
  @Test func theLayoutIsTheSameEveryTimeAndStaysInTheSquare() {
    let links = (1..<30).map { ForceLayout.Link(a: $0, b: $0 / 2, strength: 0.5) }
    let first = ForceLayout(nodes: 30, links: links)
    let second = ForceLayout(nodes: 30, links: links)
    #expect(first.x == second.x && first.y == second.y)
    #expect((first.x + first.y).allSatisfy { abs($0) <= 1 })
  }

  @Test func linkedNodesLieNearerThanOthers() {
    // Two cliques of ten, joined by one link.
    var links: [ForceLayout.Link] = [ForceLayout.Link(a: 0, b: 10, strength: 0.2)]
    for group in [0, 10] {
      for a in group..<(group + 10) {
        for b in group..<a { links.append(ForceLayout.Link(a: a, b: b, strength: 1)) }
      }
    }
    let layout = ForceLayout(nodes: 20, links: links)
    func distance(_ a: Int, _ b: Int) -> Double {
      let (dx, dy) = (layout.x[a] - layout.x[b], layout.y[a] - layout.y[b])
      return (dx * dx + dy * dy).squareRoot()
    }
    var (within, between) = (0.0, 0.0)
    for a in 0..<10 {
      for b in 0..<10 where a != b { within += distance(a, b) / 90 }
      for b in 10..<20 { between += distance(a, b) / 100 }
    }
    #expect(within < between / 2)
  }

  @Test("Degenerate graphs have places", arguments: [0, 1, 2])
  func few(_ nodes: Int) {
    let layout = ForceLayout(nodes: nodes, links: [])
    #expect(layout.x.count == nodes && (layout.x + layout.y).allSatisfy(\.isFinite))
  }

  @Test(
    "An axis of any length has a few round marks in order",
    arguments: [1, 7, 59, 600, 5400, 86_400, 604_800, 31_536_000, 2_000_000_000])
  func axis(_ seconds: Int) throws {
    for start in [Parade.time(0), Parade.time(-12_345.678), Timestamp(seconds: -5)] {
      let ticks = TimeAxis(start: start, seconds: seconds).ticks
      #expect((1...9).contains(ticks.count), "\(seconds)")
      let places = ticks.compactMap { Double($0.place) }
      #expect(places == places.sorted() && places.allSatisfy { (-0.01...100.01).contains($0) })
      #expect(!(ticks.first?.date.isEmpty ?? true))
    }
  }

  @Test func longTimeLinesAreDrawnInFewerBinsAndLoseNoPost() {
    var analysis = Parade.analysis
    analysis.stream.timeline = Array(repeating: 3, count: 1000)
    analysis.candidates[0].timeline = [1, 2]
    let view = TimelinePicture(analysis, Report.Limits()).view
    #expect(view.alternative.hasPrefix("3,000 posts"))
    #expect(view.lanes[0].alternative.contains("3 posts"))
    #expect(view.bars.components(separatedBy: "M").count == 1 + 200)
    #expect(view.unit == "posts in 75 minutes")
  }

  @Test func oneOverwhelmingPairLeavesTheOthersApart() {
    let view = NetworkPicture(Parade.first, Parade.analysis, Report.Limits()).view
    let widths = Set(view.picture.matches(of: /stroke-width="([0-9.]+)"/).map(\.1))
    #expect(widths.count >= 2)
    #expect(view.legend.map(\.name) == ["hashtag", "text"])
    #expect(view.alternative == "Network of 5 accounts and 5 pairs joined by edges.")
  }
}
