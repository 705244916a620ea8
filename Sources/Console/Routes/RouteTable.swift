/// Every route of the console. Nothing answers that is not in this table, and tests take each of its
/// rows with every role.
enum RouteTable {
  static let all: [ConsoleRoute] =
    SessionPages.routes + StaticFiles.routes + BoardPages.routes + CandidatePages.routes
    + AccountPages.routes + PostPages.routes + SearchPages.routes + RunPages.routes
    + AuditPages.routes + UserPages.routes + TokenPages.routes + SettingsPages.routes
    + SecondFactorPages.routes
    + NetworkPages.routes + TemplatePages.routes
    + PasswordPages.routes + SessionListPages.routes
    + CaseworkPages.routes
    + ReportPages.routes + ReportEntryPages.routes + CampaignPages.routes + RemovalOrderPages.routes
    + EventPages.routes + FigurePages.routes + StatementPages.routes + RetentionPages.routes
    + ExposurePages.routes + APIRoutes.routes
    + EscalationPages.routes + JudgementPages.routes + ThreatPages.routes
    + FalseAlarmPages.routes + AssetPages.routes
    + PostMediaPages.routes
}
