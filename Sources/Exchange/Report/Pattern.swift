/// The colour and the pattern by which a candidate is known in pictures.
///
/// Colours come from the page's style (`--c0` ...), so that they differ in light and dark; the
/// pattern tells candidates apart where colours do not.
struct Pattern {
  /// The strokes of each pattern, in a cell of 6 by 6 pixels; the first is plain.
  private static let strokes = [
    "", "M-1,1l2,-2M0,6l6,-6M5,7l2,-2", "M0,3h6", "M3,0v6", "M-1,5l2,2M0,0l6,6M5,-1l2,2",
    "M0,3h6M3,0v6", "M1.5,1.5h1.6v1.6h-1.6zM4.5,4.5h1.6v1.6h-1.6z", "M0,0l6,6M0,6l6,-6",
  ]

  /// The number of the pattern; nil for a candidate that pictures do not tell apart.
  let number: Int?

  /// The pattern of the candidate at a place in the order of review.
  init(_ place: Int, _ limits: Report.Limits) {
    number = place < min(limits.lanes, Self.strokes.count) ? place : nil
  }

  /// What a shape is filled with.
  var fill: String { number.map { "url(#pattern-\($0))" } ?? "var(--soft)" }

  /// A small square that shows the pattern beside a name.
  var swatch: Markup {
    "<svg class=\"swatch\" width=\"14\" height=\"14\" aria-hidden=\"true\">"
      + "<rect width=\"14\" height=\"14\" rx=\"3\" fill=\"\(fill)\"/></svg>"
  }

  /// The definitions that the fills refer to, for one place in the page.
  static func definitions(_ count: Int) -> Markup {
    let patterns = strokes.prefix(count).enumerated().map { number, path in
      "<pattern id=\"pattern-\(number)\" width=\"6\" height=\"6\""
        + " patternUnits=\"userSpaceOnUse\">"
        + "<rect width=\"6\" height=\"6\" fill=\"var(--c\(number))\"/>"
        + "<path d=\"\(path)\" stroke=\"var(--paper)\" stroke-width=\"1.4\" fill=\"none\"/>"
        + "</pattern>"
    }
    return "<svg class=\"definitions\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
      + patterns.joined() + "</defs></svg>"
  }
}
