/// What somebody did, by a stable word such as `decision.made`.
///
/// A word and no list of cases, so that a chain which a newer version wrote can still be read and
/// verified; the words that this version writes are the static members.
public struct AuditAction: RawRepresentable, Hashable, Sendable, CaseIterable {
  /// The word: lower-case ASCII letters, digits, `.` and `-`, at most 64 of them.
  public let rawValue: String

  /// The action of that word; nil when it does not have the form.
  public init?(rawValue: String) {
    let isWord = rawValue.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D
    }
    guard isWord, (1...64).contains(rawValue.utf8.count) else { return nil }
    self.rawValue = rawValue
  }

  private init(_ word: String) { rawValue = word }

  /// Somebody signed in.
  public static let signedIn = Self("session.signed-in")
  /// A sign-in failed.
  public static let signInFailed = Self("session.failed")
  /// Somebody signed out, or a session ended.
  public static let signedOut = Self("session.signed-out")
  /// A second factor was set up, replaced or removed.
  public static let secondFactorChanged = Self("user.second-factor")
  /// A password was changed.
  public static let passwordChanged = Self("user.password")
  /// A user was made, changed or closed.
  public static let userChanged = Self("user.changed")
  /// An API token was made or withdrawn.
  public static let tokenChanged = Self("token.changed")
  /// Somebody who was signed in asked for what their role does not allow.
  public static let refused = Self("access.refused")
  /// Sensitive content was shown to somebody.
  public static let contentViewed = Self("content.viewed")
  /// Somebody searched.
  public static let searched = Self("content.searched")
  /// A case was opened.
  public static let caseOpened = Self("case.opened")
  /// A case was claimed, its claim renewed, given back, taken over or run out.
  public static let caseClaimed = Self("case.claim")
  /// A case was closed or opened again.
  public static let caseClosed = Self("case.closed")
  /// A decision was made.
  public static let decided = Self("decision.made")
  /// A decision was undone.
  public static let decisionUndone = Self("decision.undone")
  /// A second review was made.
  public static let reviewedAgain = Self("decision.second-review")
  /// An appeal came in.
  public static let appealed = Self("appeal.received")
  /// An appeal was decided.
  public static let appealDecided = Self("appeal.decided")
  /// A report came in, was merged or held.
  public static let reportTaken = Self("report.taken")
  /// A setting, a share or a limit was changed.
  public static let settingChanged = Self("setting.changed")
  /// The chain or a table was exported.
  public static let exported = Self("export.made")
  /// A package for an authority was asked for.
  public static let escalationRequested = Self("escalation.requested")
  /// A package for an authority was released or refused.
  public static let escalationDecided = Self("escalation.decided")
  /// A released package was made.
  public static let escalationMade = Self("escalation.made")
  /// A package was downloaded.
  public static let escalationDownloaded = Self("escalation.downloaded")
  /// Data were removed when their time was over.
  public static let purged = Self("retention.purged")
  /// A legal hold was set or lifted.
  public static let holdChanged = Self("retention.hold")
  /// The program began or ended to serve.
  public static let served = Self("system.served")

  /// The results of a run were stored.
  public static let runStored = Self("run.stored")
  /// Somebody said what a candidate is held to be.
  public static let candidateReviewed = Self("candidate.reviewed")
  /// Somebody said what was done about an assessment.
  public static let assessmentReviewed = Self("assessment.reviewed")
  /// A note was written into a case.
  public static let caseNoted = Self("case.note")
  /// A case was moved to another queue, or its removal order's clock changed.
  public static let caseMoved = Self("case.moved")
  /// A report was upheld or rejected without a case.
  public static let reportClosed = Self("report.closed")
  /// An event was made or changed.
  public static let eventChanged = Self("event.changed")
  /// A golden case was made or changed.
  public static let goldenChanged = Self("golden.changed")
  /// A professional judgement was recorded on a case.
  public static let judgementRecorded = Self("judgement.recorded")
  /// A protected asset was made, changed or removed.
  public static let assetChanged = Self("asset.changed")
  /// A golden case was answered.
  public static let goldenAnswered = Self("golden.answered")

  /// Every word that this version writes.
  public static let allCases: [AuditAction] = [
    signedIn, signInFailed, signedOut, secondFactorChanged, passwordChanged, userChanged,
    tokenChanged, contentViewed, searched, caseOpened, caseClaimed, caseClosed, decided,
    decisionUndone, reviewedAgain, appealed, appealDecided, reportTaken, settingChanged, exported,
    escalationRequested, escalationDecided, escalationMade, escalationDownloaded, purged,
    holdChanged, served,
    runStored, candidateReviewed, assessmentReviewed, caseNoted, caseMoved, reportClosed,
    eventChanged, goldenChanged, goldenAnswered, refused, judgementRecorded, assetChanged,
  ]
}
