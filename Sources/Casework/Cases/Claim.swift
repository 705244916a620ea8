import SocialModel

/// That one person has a case, for a time: two reviewers never work on the same one.
public struct Claim: Hashable, Sendable {
  /// Which case.
  public let caseID: String
  /// Who has it.
  public let holder: String
  /// When it was taken.
  public let taken: Timestamp
  /// When it ends unless it is renewed.
  public let expires: Timestamp

  /// A claim as it is stored.
  public init(caseID: String, holder: String, taken: Timestamp, expires: Timestamp) {
    self.caseID = caseID
    self.holder = holder
    self.taken = taken
    self.expires = expires
  }

  /// Milliseconds for which a claim lasts; each act on the case renews it.
  public static let lastsMilliseconds: Int64 = 15 * 60_000

  /// Whether it lasts; it ends at the moment at which it expires.
  public func isValid(at now: Timestamp) -> Bool { now >= taken && now < expires }

  /// Takes a case, renews one's own claim, or takes over.
  ///
  /// - Parameters:
  ///   - caseID: the case.
  ///   - user: who wants it.
  ///   - current: the claim that is stored; nil where there is none.
  ///   - now: now.
  ///   - takingOver: whether a claim of somebody else that lasts is taken over, which
  ///     ``Permission/takeOverClaim`` allows.
  /// - Throws: ``CaseworkError`` with the code `claimedByOther`.
  public static func take(
    _ caseID: String, by user: String, current: Claim?, now: Timestamp, takingOver: Bool = false
  ) throws -> Claim {
    let isOthers = current.map { $0.holder != user && $0.isValid(at: now) } ?? false
    guard !isOthers || takingOver else {
      throw CaseworkError(
        .claimedByOther, subject: "case \(caseID)", message: "Somebody else has it.",
        hint: "It is free again when the claim is given back or has run out.")
    }
    let isOwn = current.map { $0.holder == user && $0.isValid(at: now) } ?? false
    return Claim(
      caseID: caseID, holder: user, taken: isOwn ? current?.taken ?? now : now,
      expires: Timestamp(milliseconds: now.milliseconds + lastsMilliseconds))
  }

  /// Refuses an act on a case by who does not have it now.
  ///
  /// - Throws: ``CaseworkError`` with the codes `notClaimed` and `claimedByOther`.
  public static func require(
    _ current: Claim?, of caseID: String, by user: String, now: Timestamp
  ) throws {
    guard let current, current.isValid(at: now) else {
      throw CaseworkError(
        .notClaimed, subject: "case \(caseID)", message: "Nobody has it, or the claim has run out.",
        hint: "Claim it again; what you wrote is still there.")
    }
    guard current.holder == user else {
      throw CaseworkError(
        .claimedByOther, subject: "case \(caseID)", message: "Somebody else has it.")
    }
  }
}
