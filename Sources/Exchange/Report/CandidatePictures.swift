import SocialModel

/// The report's pictures of one candidate, for other pages in the report's look.
///
/// Markup is made of numbers and escaped names alone, with classes and without style attributes, so
/// that it stands under a strict Content-Security-Policy.
public enum CandidatePictures {
  /// A drawn network.
  public struct Network: Sendable {
    /// What stands inside an `svg` of 720 by 440.
    public var picture: String
    /// What it shows, for those who do not see it.
    public var alternative: String
    /// How to read it.
    public var caption: String
    /// Each line's swatch as markup, and its layer's name.
    public var legend: [(swatch: String, name: String)]
  }

  /// The network of a candidate; nil where there is nothing worth drawing.
  ///
  /// - Parameters:
  ///   - candidate: its members, and its edges as places in the analysis.
  ///   - analysis: has the accounts and edges that the candidate names.
  ///   - links: where each member's dot leads, in the order of the members; empty for dots without links.
  /// - Complexity: as the report's, bounded by its limits.
  public static func network(
    of candidate: Candidate, in analysis: Analysis, links: [String] = []
  ) -> Network? {
    var picture = NetworkPicture(candidate, analysis, Report.Limits())
    picture.destinations = links
    guard picture.isWorthDrawing else { return nil }
    let view = picture.view
    return Network(
      picture: view.picture, alternative: view.alternative, caption: view.caption,
      legend: view.legend.map { ($0.swatch, $0.name) })
  }

  /// Counts as bars over the whole width, as an `svg` element.
  public static func bars(_ counts: [Int]) -> String { TimelinePicture.bars(counts) }
}
