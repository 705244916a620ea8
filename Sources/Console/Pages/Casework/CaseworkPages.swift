/// The console's pages of casework.
enum CaseworkPages {
  static let routes: [ConsoleRoute] =
    SecondReviewPages.routes + GoldenPages.routes + QueuePages.routes + BulkPages.routes
    + CasePages.routes + DecisionPages.routes + AppealPages.routes + PolicyPages.routes
    + SubjectPages.routes
}
