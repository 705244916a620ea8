import SocialModel

/// What can go wrong while results are written.
///
/// The sink's own errors, such as a full disk, pass through unchanged.
public enum ExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An index in the analysis points outside of the list that it belongs to.
  case inconsistentAnalysis(String)
  /// The report's template cannot be read.
  case unreadableTemplate(String)

  /// A stable code that programs can compare.
  public var code: String {
    switch self {
    case .inconsistentAnalysis: "inconsistent-analysis"
    case .unreadableTemplate: "unreadable-template"
    }
  }

  /// What happened, without text or handles of the input.
  public var message: String {
    switch self {
    case .inconsistentAnalysis(let part):
      "The analysis refers to \(part) that it does not hold."
    case .unreadableTemplate(let cause):
      "The report's template cannot be read: \(cause)."
    }
  }

  /// What to do about it.
  public var hint: String {
    switch self {
    case .inconsistentAnalysis: "This is a defect of Tocsin; run again and report it with run.json."
    case .unreadableTemplate: "This is a defect of Tocsin; report it with the version."
    }
  }

  /// Code, message and hint in one line.
  public var description: String { "\(code): \(message) \(hint)" }
}

extension Analysis {
  /// Throws when an index points outside of its list, so that no exporter has to look again.
  ///
  /// - Throws: `ExchangeError.inconsistentAnalysis`.
  /// - Complexity: O(edges + members + excerpts + copies).
  func checkReferences() throws {
    let known = 0..<Int32(clamping: accounts.count)
    for edge in edges where !known.contains(edge.pair.a) || !known.contains(edge.pair.b) {
      throw ExchangeError.inconsistentAnalysis("an account of an edge")
    }
    let texts = meaning.groups.flatMap { [$0.medoid] + $0.members.map(\.text) }
    guard texts.allSatisfy({ known.contains($0.firstAccount) }) else {
      throw ExchangeError.inconsistentAnalysis("the account of a repeated text")
    }
    let flagged = threats.threats + threats.falseAlarms
    guard flagged.allSatisfy({ known.contains($0.post.account) }) else {
      throw ExchangeError.inconsistentAnalysis("the account of a flagged post")
    }
    for candidate in candidates {
      guard candidate.members.allSatisfy({ known.contains($0.account) }) else {
        throw ExchangeError.inconsistentAnalysis("an account of candidate \(candidate.id)")
      }
      guard candidate.firstPosts.allSatisfy({ known.contains($0.account) }) else {
        throw ExchangeError.inconsistentAnalysis(
          "the account of a post of candidate \(candidate.id)")
      }
      let firsts = candidate.templates.map(\.firstAccount) + candidate.pictures.map(\.firstAccount)
      guard firsts.allSatisfy({ known.contains($0) }) else {
        throw ExchangeError.inconsistentAnalysis(
          "the first account of a copy of candidate \(candidate.id)")
      }
      guard candidate.edges.allSatisfy({ edges.indices.contains($0) }) else {
        throw ExchangeError.inconsistentAnalysis("an edge of candidate \(candidate.id)")
      }
    }
  }
}
