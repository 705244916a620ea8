import Casework
import Coordination
import Pipeline
import SocialModel
import Store

/// Reporters who may act in concert against somebody, as the coordination test finds them. A candidate about
/// reporters, kept apart from those about accounts: it says nothing of what they reported, and nothing follows
/// from it by itself.
public struct ReportingCandidate: Hashable, Sendable {
  /// A subject that they reported.
  public struct Target: Hashable, Sendable {
    /// What was reported.
    public var subject: CaseSubject
    /// How many of them reported it.
    public var reporters: Int
    /// How many reporters in all did.
    public var all: Int
  }

  /// The reporters, ordered.
  public var reporters: [String]
  /// What they reported together, the most shared first.
  public var targets: [Target]
  /// Their first and last notice on these.
  public var span: ClosedRange<Timestamp>
  /// log10 of the p-value of the group.
  public var log10P: Double
  /// What it may be, and what else.
  public var wording: [String]
}

extension CaseDesk {
  /// Looks for reporters who may act in concert among the notices of a time, with the engine that finds
  /// accounts that do.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`.
  /// - Complexity: that of `Detection`, and memory for every notice of the time.
  public func reportingCandidates(
    from: Timestamp, to: Timestamp, by acting: Acting
  ) throws -> [ReportingCandidate] {
    try look(.viewCases, by: acting, on: "reports") {
      ReportingCampaigns.candidates(
        try store.notices(from: from, until: to).compactMap { try Report($0) })
    }
  }
}

/// The search for reporters in concert: notices in, candidates out.
public enum ReportingCampaigns {
  /// What chance gives among reporters was not measured, so that every kind of subject takes the largest
  /// shares that the shipped profile has for a layer.
  static let profile = DetectionProfile(
    name: "reports-1", shares: [.repost: [0.04505, 0.1333, 0.4333, 0.7133]],
    repeats: DetectionProfile.shipped.repeats, returnRate: DetectionProfile.shipped.returnRate)

  static var parameters: DetectionParameters {
    var parameters = DetectionParameters()
    // A subject that one notice in thirty is about is rare enough among notices: there are few of them.
    parameters.rarities = [1.5, 2.5]
    return parameters
  }

  /// Candidates about reporters, the surest first.
  public static func candidates(_ reports: [Report]) -> [ReportingCandidate] {
    let builder = StreamBuilder(layers: [.repost])
    builder.add(reports.compactMap(post))
    let stream = builder.finish()
    guard !stream.accounts.isEmpty else { return [] }
    let found = Detection(profile: profile, parameters: parameters).run(stream.columns)
    let byReporter = Dictionary(grouping: reports, by: \.reporter)
    let bySubject = Dictionary(grouping: reports, by: \.subject)
      .mapValues { Set($0.map(\.reporter)).count }
    let groups = CandidateBuilder(
      stream: stream.columns, found: found, profile: profile, parameters: parameters
    ).drafts().map { draft in
      Group(
        names: draft.candidate.members.map { stream.accounts[Int($0.account)].id },
        log10P: draft.candidate.log10P, byReporter)
    }
    return joined(groups, byReporter).compactMap { candidate($0, byReporter, bySubject) }
      .sorted { ($0.log10P, $0.reporters[0]) < ($1.log10P, $1.reporters[0]) }
  }

  /// A community of reporters with the subjects that two of them reported.
  private struct Group {
    var names: [String]
    var log10P: Double
    var targets: Set<CaseSubject>

    init(names: [String], log10P: Double, _ byReporter: [String: [Report]]) {
      self.names = names.sorted()
      self.log10P = log10P
      var reporters: [CaseSubject: Set<String>] = [:]
      for report in names.flatMap({ byReporter[$0] ?? [] }) {
        reporters[report.subject, default: []].insert(report.reporter)
      }
      targets = Set(reporters.filter { $0.value.count >= 2 }.keys)
    }

    func shares(_ other: Group) -> Bool {
      let both = targets.intersection(other.targets).count
      return both > 0 && 2 * both >= min(targets.count, other.targets.count)
    }
  }

  /// Communities that report the same people are one candidate: two are joined that share half of the
  /// subjects of the one with fewer.
  private static func joined(
    _ groups: [Group], _ byReporter: [String: [Report]]
  ) -> [Group] {
    var result: [Group] = []
    for group in groups.sorted(by: { ($0.log10P, $0.names[0]) < ($1.log10P, $1.names[0]) }) {
      guard let index = result.firstIndex(where: group.shares) else {
        result.append(group)
        continue
      }
      result[index] = Group(
        names: Array(Set(result[index].names + group.names)),
        log10P: min(result[index].log10P, group.log10P), byReporter)
    }
    return result
  }

  /// A notice as a post: all subjects act on one layer, so that who reports an account and its posts is seen
  /// as doing one thing.
  private static func post(_ report: Report) -> Post? {
    guard var post = ReportStream.post(report) else { return nil }
    post.listedObjects = post.listedObjects.map { ListedObject(layer: .repost, id: $0.id) }
    return post
  }

  private static func candidate(
    _ group: Group, _ byReporter: [String: [Report]], _ bySubject: [CaseSubject: Int]
  ) -> ReportingCandidate? {
    let (names, log10P) = (group.names, group.log10P)
    let all = names.flatMap { byReporter[$0] ?? [] }
    let targets = Dictionary(grouping: all, by: \.subject)
      .map { subject, reports in
        ReportingCandidate.Target(
          subject: subject, reporters: Set(reports.map(\.reporter)).count,
          all: bySubject[subject] ?? 0)
      }
      .filter { $0.reporters >= 2 }
      .sorted { ($1.reporters, $0.subject) < ($0.reporters, $1.subject) }
    let shared = Set(targets.map(\.subject))
    let times = all.filter { shared.contains($0.subject) }.map(\.time)
    guard let first = times.min(), let last = times.max() else { return nil }
    return ReportingCandidate(
      reporters: names, targets: targets, span: first...last, log10P: log10P,
      wording: [
        "\(names.count) reporters reported \(targets.count) subjects at times closer to one another than "
          + "chance explains.",
        "It may be a campaign against somebody. It may also be people who follow the same account, a group "
          + "that agreed to report what it finds illegal, or one program that many use.",
        "Whether what they reported breaks a rule is another question: look at it first.",
      ])
  }
}
