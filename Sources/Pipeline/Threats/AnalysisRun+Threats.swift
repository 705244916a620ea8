import SocialModel

extension AnalysisRun {
  /// Hands a batch to be assessed, after it was stored, and passes on what is ready.
  func passOn(
    _ threats: ThreatReading?, adding posts: [Post], _ onThreat: (AssessedPost) throws -> Void
  ) throws {
    guard let threats else { return }
    threats.add(posts)
    try deliver(threats, onThreat)
  }

  /// Waits for what is under way, passes it on and hands over what was kept.
  func passOnLast(
    _ threats: ThreatReading?, _ onThreat: (AssessedPost) throws -> Void
  ) throws -> ThreatColumns {
    guard let threats else { return ThreatColumns() }
    let columns = threats.finish()
    try deliver(threats, onThreat)
    return columns
  }

  private func deliver(
    _ threats: ThreatReading, _ onThreat: (AssessedPost) throws -> Void
  ) throws {
    let flagged = threats.takeFlagged()
    try storage?.add(flagged)
    for post in flagged { try onThreat(post) }
  }
}
