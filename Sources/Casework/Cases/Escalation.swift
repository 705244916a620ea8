import SocialModel

/// A package for an authority under Article 18 of Regulation (EU) 2022/2065: a suspicion of a crime that
/// threatens somebody's life or safety. One person asks for it, another releases it, and nothing is sent:
/// delivery is a download.
public struct Escalation: Hashable, Sendable, Identifiable {
  /// Where it stands.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It waits for a second person.
    case requested
    /// It may be downloaded.
    case released
    /// A second person refused it.
    case refused
    /// Who asked took it back.
    case withdrawn
  }

  /// A post in the package: what it says, when and where, and nothing else.
  public struct Item: Hashable, Sendable {
    /// The post.
    public var subject: CaseSubject
    /// When it was published, as the platform says.
    public var published: Timestamp
    /// The zone that the platform gave with the time, such as `+02:00`; nil where it gave UTC or none.
    public var zone: String?
    /// SHA-256 of the original bytes, 64 hexadecimal digits.
    public var sha256: String

    /// A post in the package.
    public init(subject: CaseSubject, published: Timestamp, zone: String? = nil, sha256: String) {
      self.subject = subject
      self.published = published
      self.zone = zone
      self.sha256 = sha256
    }
  }

  /// Its id.
  public let id: String
  /// The case that it comes from.
  public let caseID: String
  /// The posts.
  public let items: [Item]
  /// Which offence, for whom; nil where a package is made of a file, whose writer says it in the suspicion.
  public let notice: EscalationNotice?
  /// Why a crime is suspected that threatens life or safety.
  public let suspicion: String
  /// What is known that leads to the account, such as its id on the platform; no guess at a person.
  public let locating: [String]
  /// Who asked.
  public let requestedBy: String
  /// When.
  public let requestedAt: Timestamp
  /// Where it stands.
  public private(set) var state: State
  /// Who released, refused or took it back; nil while it waits.
  public private(set) var decidedBy: String?
  /// When.
  public private(set) var decidedAt: Timestamp?
  /// Why it was released or refused; nil where nothing was said.
  public private(set) var decisionReasons: String?
  /// Who downloaded it, and when, in order.
  public private(set) var downloads: [Download]

  /// A download of a package.
  public struct Download: Hashable, Sendable {
    /// Who.
    public var by: String
    /// When.
    public var at: Timestamp
  }

  /// No package has more posts.
  public static let mostItems = 1000

  /// Asks for a package.
  ///
  /// - Throws: ``CaseworkError`` with the codes `notAllowed`, `incomplete` without posts, a suspicion or a right
  ///   hash, and `tooMany`.
  public init(
    id: String, caseID: String, items: [Item], suspicion: String, locating: [String],
    notice: EscalationNotice? = nil, requestedBy: String, role: Role, now: Timestamp
  ) throws {
    let subject = "escalation \(id)"
    guard role.allows(.requestEscalation) else {
      throw CaseworkError(.notAllowed, subject: subject, message: "Your role does not allow it.")
    }
    guard items.count <= Self.mostItems else {
      throw CaseworkError(
        .tooMany, subject: subject, message: "It has more than \(Self.mostItems) posts.")
    }
    let isComplete =
      !items.isEmpty && !suspicion.allSatisfy(\.isWhitespace)
      && items.allSatisfy { $0.subject.kind == .post && AuditHash(hexadecimal: $0.sha256) != nil }
    guard isComplete else {
      throw CaseworkError(
        .incomplete, subject: subject,
        message: "It needs posts with the hashes of their bytes, and says why a crime is suspected."
      )
    }
    self.id = id
    self.caseID = caseID
    self.items = items
    self.suspicion = suspicion
    self.locating = locating
    self.notice = notice
    self.requestedBy = requestedBy
    requestedAt = now
    state = .requested
    downloads = []
  }

  /// Releases or refuses it.
  ///
  /// - Throws: ``CaseworkError`` with the codes `wrongState` and `notAllowed`.
  public mutating func decide(
    _ isReleased: Bool, by user: String, role: Role, reasons: String? = nil, now: Timestamp
  ) throws {
    try require(.requested)
    guard role.allows(.releaseEscalation) else {
      throw CaseworkError(
        .notAllowed, subject: "escalation \(id)", message: "Your role does not allow it.")
    }
    if let reason = SeparationOfDuties.release(user, requestedBy: requestedBy) {
      throw CaseworkError(.notAllowed, subject: "escalation \(id)", message: reason)
    }
    (state, decidedBy, decidedAt) = (isReleased ? .released : .refused, user, now)
    decisionReasons = reasons
  }

  /// Takes it back, by who asked, while it waits.
  ///
  /// - Throws: ``CaseworkError`` with the codes `wrongState` and `notAllowed`.
  public mutating func withdraw(by user: String, now: Timestamp) throws {
    try require(.requested)
    guard user == requestedBy else {
      throw CaseworkError(
        .notAllowed, subject: "escalation \(id)", message: "Somebody else asked for it.")
    }
    (state, decidedBy, decidedAt) = (.withdrawn, user, now)
  }

  /// Notes a download, by one of the two who made the package.
  ///
  /// - Throws: ``CaseworkError`` with the codes `wrongState` and `notAllowed`.
  public mutating func download(by user: String, now: Timestamp) throws {
    try require(.released)
    guard user == requestedBy || user == decidedBy else {
      throw CaseworkError(
        .notAllowed, subject: "escalation \(id)",
        message: "Only who asked for it and who released it may download it.")
    }
    downloads.append(Download(by: user, at: now))
  }

  private func require(_ wanted: State) throws {
    guard state == wanted else {
      throw CaseworkError(
        .wrongState, subject: "escalation \(id)", message: "It is \(state.rawValue).")
    }
  }
}
