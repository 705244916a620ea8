import SocialModel

/// The time line: posts in each bin, and under it a row for each candidate.
///
/// Bars stretch with the page and labels do not: bars are SVG paths over the whole width, labels
/// are text of the page placed in percent.
struct TimelinePicture {
  private let stream: StreamSummary
  private let candidates: [Candidate]
  private let limits: Report.Limits
  /// How many of the stream's bins are drawn as one.
  private let step: Int

  init(_ analysis: Analysis, _ limits: Report.Limits) {
    stream = analysis.stream
    candidates = analysis.candidates
    self.limits = limits
    step = max(1, (stream.timeline.count + limits.bins - 1) / limits.bins)
  }

  private var binSeconds: Int { stream.binSeconds * step }

  /// What the template shows.
  var view: TimelineView {
    let counts = merged(stream.timeline)
    let peak = counts.max() ?? 0
    let lanes = candidates.prefix(limits.lanes).enumerated().map(lane)
    return TimelineView(
      patterns: Pattern.definitions(lanes.count), bars: Self.bars(counts),
      alternative: alternative(counts), peak: NumberText.grouped(peak),
      half: peak >= 2 && peak % 2 == 0 ? NumberText.grouped(peak / 2) : "",
      unit: "posts in \(HumanText.duration(seconds: binSeconds))", lanes: lanes,
      lanesNote: lanesNote(lanes.count),
      ticks: TimeAxis(start: stream.timelineStart, seconds: binSeconds * counts.count).ticks)
  }

  private func lanesNote(_ drawn: Int) -> String {
    guard drawn > 0 else { return "" }
    let left = candidates.count - drawn
    return
      "A candidate’s row counts posts of its accounts that carry a shared object; each row has a"
      + " scale of its own."
      + (left > 0 ? " \(HumanText.count(left, "more candidate")) without a row here." : "")
  }

  private func lane(_ place: Int, _ candidate: Candidate) -> LaneView {
    let counts = merged(candidate.timeline)
    return LaneView(
      anchor: Report.anchor(place), id: candidate.id, swatch: Pattern(place, limits).swatch,
      bars: Self.patternBars(counts, place: place, Pattern(place, limits).fill),
      alternative: "\(candidate.id), posts that carry a shared object: " + alternative(counts),
      peak: "peak \(NumberText.grouped(counts.max() ?? 0))")
  }

  /// Counts in the bins that are drawn; as many as the stream has, whatever a candidate brings.
  private func merged(_ counts: [Int]) -> [Int] {
    stride(from: 0, to: stream.timeline.count, by: step).map { start in
      counts[min(start, counts.count)..<min(start + step, counts.count)].reduce(0, +)
    }
  }

  private func alternative(_ counts: [Int]) -> String {
    let total = counts.reduce(0, +)
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 }), let peak = counts.max(),
      let top = counts.firstIndex(of: peak)
    else { return "no posts." }
    return
      "\(HumanText.count(total, "post")) between \(moment(first)) and \(moment(last + 1)) UTC;"
      + " most, \(NumberText.grouped(peak)), in the \(HumanText.duration(seconds: binSeconds))"
      + " from \(moment(top))."
  }

  private func moment(_ bin: Int) -> String {
    HumanText.moment(
      Timestamp(
        milliseconds: stream.timelineStart.milliseconds + Int64(bin) * Int64(binSeconds) * 1000))
  }

  // MARK: Bars

  static func bars(_ counts: [Int]) -> Markup {
    "<svg class=\"bars\" viewBox=\"0 0 1 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      + "<path d=\"\(path(counts))\"/></svg>"
  }

  /// A pattern over the whole width, cut to the bars, so that stretching leaves the pattern alone.
  private static func patternBars(_ counts: [Int], place: Int, _ fill: String) -> Markup {
    "<svg class=\"bars\" aria-hidden=\"true\"><clipPath id=\"lane-\(place)\""
      + " clipPathUnits=\"objectBoundingBox\"><path d=\"\(path(counts, least: 0.12))\"/></clipPath>"
      + "<rect width=\"100%\" height=\"100%\" fill=\"\(fill)\" clip-path=\"url(#lane-\(place))\"/>"
      + "</svg>"
  }

  /// Bars in a square of 1 by 1, the highest as high as the square; `least` for the others.
  private static func path(_ counts: [Int], least: Double = 0.01) -> String {
    let peak = Double(max(1, counts.max() ?? 1))
    let width = 1 / Double(max(1, counts.count))
    return counts.enumerated().filter { $0.element > 0 }.map { bin, count in
      let height = max(least, Double(count) / peak)
      let x = NumberText.significant(Double(bin) * width, 5)
      return "M\(x),1v-\(NumberText.significant(height, 4))h\(NumberText.significant(width, 5))V1z"
    }.joined()
  }
}
