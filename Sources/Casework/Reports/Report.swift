import SocialModel

/// Why somebody reports something: coarse, so that notices with the same reason can be joined.
public enum ReportReason: String, Sendable, Hashable, CaseIterable {
  case threat, terrorism, hate, harassment, misinformation, spam, impersonation
  case selfHarm = "self-harm"
  case minors, illegal, other
}

/// A user's notice about a post, an account or a hashtag.
public struct Report: Hashable, Sendable, Identifiable {
  /// Its id.
  public var id: String
  /// What it is about.
  public var subject: CaseSubject
  /// Why.
  public var reason: ReportReason
  /// Who reports: an id of the intake's own, not a name.
  public var reporter: String
  /// When it came in.
  public var time: Timestamp
  /// The language of the notice, a BCP 47 tag; nil where unknown.
  public var language: String?
  /// Whether it comes from a trusted flagger.
  public var isTrusted: Bool

  /// A notice.
  public init(
    id: String, subject: CaseSubject, reason: ReportReason, reporter: String, time: Timestamp,
    language: String? = nil, isTrusted: Bool = false
  ) {
    self.id = id
    self.subject = subject
    self.reason = reason
    self.reporter = reporter
    self.time = time
    self.language = language
    self.isTrusted = isTrusted
  }
}

/// Notices on one subject for one reason, joined: one line in the inbox.
public struct MergedReport: Hashable, Sendable {
  /// What they are about.
  public var subject: CaseSubject
  /// Why.
  public var reason: ReportReason
  /// The notices in the order of their times; of several by one reporter the first counts.
  public var reports: [Report]
  /// Notices that repeat an earlier one of the same reporter.
  public var repeated: Int

  /// How many reporters there are.
  public var reporters: Int { reports.count }
  /// When the first and the last of them came in.
  public var span: ClosedRange<Timestamp> {
    let first = reports[0].time
    return first...max(first, reports[reports.count - 1].time)
  }

  /// Joins notices, ordered by when the first of each came in, then by subject and reason. The number of
  /// reporters does not lift a subject: it says how many press a button, not how grave something is.
  ///
  /// - Complexity: O(n log n).
  public static func merge(_ reports: [Report]) -> [MergedReport] {
    struct Key: Hashable {
      var subject: CaseSubject
      var reason: ReportReason
    }
    let sorted = reports.sorted {
      ($0.time, $0.id) < ($1.time, $1.id)
    }
    var merged: [MergedReport] = []
    var places: [Key: Int] = [:]
    var seen: [Key: Set<String>] = [:]
    for report in sorted {
      let key = Key(subject: report.subject, reason: report.reason)
      let isNew = seen[key, default: []].insert(report.reporter).inserted
      guard let place = places[key] else {
        places[key] = merged.count
        merged.append(
          MergedReport(
            subject: report.subject, reason: report.reason, reports: [report], repeated: 0))
        continue
      }
      if isNew { merged[place].reports.append(report) } else { merged[place].repeated += 1 }
    }
    return merged.sorted {
      ($0.reports[0].time, $0.subject, $0.reason.rawValue)
        < ($1.reports[0].time, $1.subject, $1.reason.rawValue)
    }
  }
}
