import Casework

/// Where a case's page leads beside the case itself: for who may, a package for an authority and a
/// professional judgement.
enum CaseLinks {
  /// The links of a case for a viewer.
  static func of(case id: Int64, for viewer: Viewer?) -> [PageContent.Action] {
    var links: [PageContent.Action] = []
    if viewer?.may(.requestEscalation) == true {
      links.append(
        .init(words: "Ask for a package for an authority", link: "/cases/\(id)/escalate"))
    }
    if viewer?.may(.decide) == true {
      links.append(.init(words: "Professional judgement", link: "/cases/\(id)/judgement"))
    }
    return links
  }
}
