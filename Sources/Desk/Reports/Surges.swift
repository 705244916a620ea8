import Casework
import SocialModel
import Store

/// A subject that many reported at once: it may be a campaign against somebody, or many people who saw the same
/// thing. Nothing follows from it by itself.
public struct ReportSurge: Hashable, Sendable {
  /// What was reported.
  public var subject: CaseSubject
  /// The most reporters within ten minutes.
  public var reporters: Int
  /// The ten minutes with the most, from their first notice on.
  public var from: Timestamp

  /// Subjects with at least ``ReportThrottle/surgeReporters`` reporters within ten minutes, the most first.
  ///
  /// - Complexity: O(n log n).
  public static func all(in reports: [Report]) -> [ReportSurge] {
    Dictionary(grouping: reports, by: \.subject).compactMap { subject, reports in
      guard reports.count >= ReportThrottle.surgeReporters,
        let most = most(reports.sorted { ($0.time, $0.id) < ($1.time, $1.id) }),
        most.reporters >= ReportThrottle.surgeReporters
      else { return nil }
      return ReportSurge(subject: subject, reporters: most.reporters, from: most.from)
    }.sorted { ($1.reporters, $0.subject) < ($0.reporters, $1.subject) }
  }

  private static func most(_ reports: [Report]) -> (reporters: Int, from: Timestamp)? {
    var best: (reporters: Int, from: Timestamp)?
    var open: [String: Int] = [:]
    var start = 0
    for report in reports {
      open[report.reporter, default: 0] += 1
      while report.time.milliseconds - reports[start].time.milliseconds
        >= ReportThrottle.surgeMilliseconds
      {
        let gone = reports[start].reporter
        open[gone] = (open[gone] ?? 1) - 1
        if open[gone] == 0 { open[gone] = nil }
        start += 1
      }
      if open.count > best?.reporters ?? 0 { best = (open.count, reports[start].time) }
    }
    return best
  }
}

extension CaseDesk {
  /// The surges of a time, the largest first.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`.
  public func surges(
    from: Timestamp, to: Timestamp, by acting: Acting
  ) throws -> [ReportSurge] {
    try look(.viewCases, by: acting, on: "reports") {
      ReportSurge.all(in: try store.notices(from: from, until: to).compactMap { try Report($0) })
    }
  }

  /// A report with its notices; that somebody looked is recorded, and stops the clock of the first view.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, `notFound`.
  public func view(report id: Int64, by acting: Acting) throws -> ReportPage {
    try act(.viewCases, by: acting, on: "report \(id)") {
      try store.recordView(of: .report(id), by: acting.actor)
      return try store.report(id)
    }
  }
}
