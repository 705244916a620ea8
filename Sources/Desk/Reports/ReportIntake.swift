import Casework
import SocialModel
import Store

/// What became of notices.
public struct TakenReports: Hashable, Sendable {
  /// Notices that were taken and not there before.
  public var new = 0
  /// Of these, those that opened a report.
  public var reports = 0
  /// Notices that were there before, by their id or by reporter, subject and reason.
  public var duplicates = 0
  /// Notices that wait behind others, since their reporter sends too many.
  public var held = 0
  /// Subjects that so many reporters named within ten minutes that it may be a campaign against somebody, or
  /// many people who saw the same thing.
  public var surges: Set<CaseSubject> = []

  /// Nothing yet.
  public init() {}

  /// Adds what became of others.
  public mutating func add(_ other: TakenReports) {
    new += other.new
    reports += other.reports
    duplicates += other.duplicates
    held += other.held
    surges.formUnion(other.surges)
  }
}

/// A notice with what a report of casework does not keep.
public struct Notice: Hashable, Sendable {
  /// The notice; its id is the platform's.
  public var report: Report
  /// What the reporter wrote; nil for nothing.
  public var text: String?

  /// A notice.
  public init(_ report: Report, text: String? = nil) {
    self.report = report
    self.text = text
  }
}

extension CaseDesk {
  /// Takes notices, all or none. Those about one subject for one reason are one report; who sends too many is
  /// held and not refused; a notice that was there before changes nothing.
  ///
  /// - Throws: ``DeskError`` with `notAllowed`, `tooMany` above 10,000, `malformed` for a notice without a
  ///   reporter or with a text of more than 20,000 bytes.
  public func take(_ notices: [Notice], by acting: Acting) throws -> TakenReports {
    guard notices.count <= 10_000 else {
      throw DeskError(
        .tooMany, subject: "notices", message: "At most 10,000 notices are taken at a time.")
    }
    let now = now
    let new = try notices.map { try stored($0) }
    return try act(.takeReports, by: acting, on: "notices") {
      var taken = TakenReports()
      // A copy is asked, so that a transaction that fails leaves no trace in the throttle.
      var asked = reportThrottle.withLock { $0 }
      var rows = new
      for (index, notice) in notices.enumerated() {
        let answer = asked.take(notice.report, now: now)
        rows[index].isHeld = answer.isHeld
        if answer.isSurge { taken.surges.insert(notice.report.subject) }
      }
      let results = try store.take(rows, by: acting.actor)
      for (row, result) in zip(rows, results) {
        if result.isDuplicate {
          taken.duplicates += 1
        } else {
          taken.new += 1
          if row.isHeld { taken.held += 1 }
        }
        if result.isNewReport { taken.reports += 1 }
      }
      reportThrottle.withLock { $0 = asked }
      return taken
    }
  }

  private func stored(_ notice: Notice) throws -> NewNotice {
    let report = notice.report
    guard (1...200).contains(report.reporter.utf8.count), notice.text?.utf8.count ?? 0 <= 20_000,
      report.id.utf8.count <= 512, report.language?.utf8.count ?? 0 <= 64
    else {
      throw DeskError(
        .malformed, subject: "notice",
        message: "It has a reporter of 1 to 200 bytes and a text of at most 20,000.")
    }
    var new = NewNotice(
      subject: try report.subject.stored(), reason: report.reason.rawValue,
      reporter: report.reporter, externalID: report.id.isEmpty ? nil : report.id,
      time: report.time, language: report.language, text: notice.text)
    new.isTrusted = report.isTrusted
    return new
  }

  /// How often a reporter was right; nil for one who never reported.
  public func record(ofReporter name: String, by acting: Acting) throws -> Casework.ReporterRecord?
  {
    try look(.viewCases, by: acting, on: "reporter") {
      try store.reporter(name).map {
        Casework.ReporterRecord(upheld: $0.upheld, decided: $0.upheld + $0.rejected)
      }
    }
  }

  /// The throttle as it was before a restart: a bucket is full again after twenty minutes.
  static func rememberedReports(_ store: CaseStore, _ now: Timestamp) throws -> ReportThrottle {
    var throttle = ReportThrottle()
    let from = Timestamp(milliseconds: now.milliseconds - 20 * 60_000)
    for row in try store.notices(from: from, until: Timestamp(milliseconds: now.milliseconds + 1)) {
      if let report = try Report(row) { _ = throttle.take(report, now: row.time) }
    }
    return throttle
  }
}

extension Report {
  /// The notice that a stored one is; nil where its reason is none that this version knows.
  init?(_ row: NoticeRow) throws {
    guard let reason = ReportReason(rawValue: row.reason) else { return nil }
    self.init(
      id: "\(row.id)", subject: try CaseSubject(text: row.subject), reason: reason,
      reporter: row.reporter, time: row.time, language: row.language, isTrusted: row.isTrusted)
  }
}
