/// One act that the console or the API has. Every route names the one it needs; the table of who may
/// do what is `roles`, and nothing else in the program decides it.
public enum Permission: String, Sendable, Hashable, CaseIterable {
  case viewBoard = "view-board"
  case viewFigures = "view-figures"
  case viewCases = "view-cases"
  case viewSensitive = "view-sensitive"
  case search
  case claim
  case takeOverClaim = "take-over-claim"
  case decide
  case decideInBulk = "decide-in-bulk"
  case undoOwn = "undo-own"
  case undoOthers = "undo-others"
  case reviewAgain = "review-again"
  case decideAppeal = "decide-appeal"
  case takeReports = "take-reports"
  case manageAssets = "manage-assets"
  case manageEvents = "manage-events"
  case startRun = "start-run"
  case manageQueues = "manage-queues"
  case setShares = "set-shares"
  case setExposureLimits = "set-exposure-limits"
  case viewTeamExposure = "view-team-exposure"
  case keepGoldenCases = "keep-golden-cases"
  case exportTables = "export-tables"
  case exportStatements = "export-statements"
  case publishStatements = "publish-statements"
  case requestEscalation = "request-escalation"
  case releaseEscalation = "release-escalation"
  case readAudit = "read-audit"
  case exportAudit = "export-audit"
  case manageUsers = "manage-users"
  case manageTokens = "manage-tokens"
  case changeSettings = "change-settings"
  case setHold = "set-hold"
  case purge

  /// The roles that may do it: the table.
  public var roles: Set<Role> {
    switch self {
    case .viewBoard, .viewFigures: [.viewer, .reviewer, .lead, .auditor, .admin]
    case .viewCases: [.reviewer, .lead, .auditor]
    case .viewSensitive, .search: [.reviewer, .lead, .auditor]
    case .claim, .decide, .undoOwn, .reviewAgain: [.reviewer, .lead]
    case .takeOverClaim, .decideInBulk, .undoOthers, .decideAppeal: [.lead]
    case .takeReports, .requestEscalation: [.reviewer, .lead]
    case .manageAssets, .manageEvents, .startRun: [.lead]
    case .manageQueues: [.lead]
    case .setShares, .setExposureLimits, .viewTeamExposure, .keepGoldenCases: [.lead]
    case .releaseEscalation: [.lead]
    case .exportTables: [.lead, .auditor]
    case .exportStatements, .publishStatements: [.lead, .auditor]
    case .readAudit, .exportAudit: [.auditor]
    case .manageUsers, .manageTokens, .changeSettings, .purge: [.admin]
    case .setHold: [.lead, .auditor]
    }
  }

  /// What it is, in a few words for people.
  public var words: String {
    switch self {
    case .viewBoard: "see the alarm board, without posts' texts and media"
    case .viewFigures: "see figures and transparency reports"
    case .viewCases: "see cases, decisions and appeals"
    case .viewSensitive: "see posts' texts and media; each look is logged"
    case .search: "search posts and accounts"
    case .claim: "claim a case and give it back"
    case .takeOverClaim: "take over a claim of somebody else"
    case .decide: "decide a claimed case"
    case .decideInBulk: "decide on many subjects at a time"
    case .undoOwn: "undo a decision of one's own within its time"
    case .undoOthers: "undo a decision of somebody else within its time"
    case .reviewAgain: "give the second, blind review of a decision"
    case .decideAppeal: "decide an appeal against somebody else's decision"
    case .takeReports: "enter and import reports"
    case .manageAssets: "change the protected assets"
    case .manageEvents: "change events"
    case .startRun: "start a run"
    case .manageQueues: "make queues and set for how long a claim lasts"
    case .setShares: "set the share of decisions that are reviewed again"
    case .setExposureLimits: "set the team's limits of exposure"
    case .viewTeamExposure: "see the exposure of the team"
    case .keepGoldenCases: "keep the golden cases and see how they were decided"
    case .exportTables: "export tables as CSV"
    case .exportStatements: "export statements of reasons"
    case .publishStatements: "say that statements were handed out, which ends undoing"
    case .requestEscalation: "ask for a package for an authority"
    case .releaseEscalation: "release a package that somebody else asked for"
    case .readAudit: "read the audit chain"
    case .exportAudit: "export the audit chain"
    case .manageUsers: "make, change and close users"
    case .manageTokens: "make and withdraw API tokens"
    case .changeSettings: "change settings"
    case .setHold: "set and lift legal holds"
    case .purge: "remove data whose time is over"
    }
  }
}
