import Casework
import SocialModel

/// What a package is made of: posts with their original bytes, and why a crime is suspected.
public struct EvidenceCase: Hashable, Sendable {
  /// The case's id.
  public var id: String
  /// Why a crime is suspected that threatens somebody's life or safety.
  public var suspicion: String
  /// Which offence, for whom, and what leads to the accounts; nil where the suspicion says it.
  public var notice: Notice?
  /// The candidate that the accounts belong to, and why it is one; nil where there is none.
  public var candidate: Candidate?
  /// Who looked at the case, in order.
  public var reviews: [Act]
  /// The posts.
  public var posts: [Item]

  /// A case.
  public init(
    id: String, suspicion: String, notice: Notice? = nil, candidate: Candidate? = nil,
    reviews: [Act] = [], posts: [Item]
  ) {
    self.id = id
    self.suspicion = suspicion
    self.notice = notice
    self.candidate = candidate
    self.reviews = reviews
    self.posts = posts
  }

  /// What an authority is told beside the suspicion and the posts.
  public struct Notice: Hashable, Sendable, Codable {
    /// The offence that is suspected.
    public var offence: String
    /// The member states concerned, two letters each; none where no state can be told.
    public var memberStates: [String]
    /// The authority that the package is meant for.
    public var authority: String
    /// What is known that leads to the accounts, a line each.
    public var locating: [String]

    /// A notice.
    public init(
      offence: String, memberStates: [String] = [], authority: String, locating: [String]
    ) {
      self.offence = offence
      self.memberStates = memberStates
      self.authority = authority
      self.locating = locating
    }

    /// A notice as a request has it.
    public init(_ notice: EscalationNotice, locating: [String]) {
      self.init(
        offence: notice.offence, memberStates: notice.memberStates, authority: notice.authority,
        locating: locating)
    }
  }

  /// A candidate, as far as a package speaks of it.
  public struct Candidate: Hashable, Sendable, Codable {
    /// Its id.
    public var id: String
    /// Why it is one, in sentences.
    public var reasons: [String]

    /// A candidate.
    public init(id: String, reasons: [String]) {
      self.id = id
      self.reasons = reasons
    }
  }

  /// What somebody did: who, in which role, when.
  public struct Act: Hashable, Sendable, Codable {
    /// The id of a person or of a part of the program; no name.
    public var by: String
    /// What they are in the team; `program` where nobody did it by hand.
    public var role: String
    /// When.
    public var at: ZonedTime

    /// An act.
    public init(by: String, role: String, at: ZonedTime) {
      self.by = by
      self.role = role
      self.at = at
    }
  }

  /// What is needed to locate an account, and nothing else.
  public struct Account: Hashable, Sendable, Codable {
    /// Where it is.
    public var platform: Platform
    /// Its id there.
    public var id: String
    /// The name one mentions it by, without `@`; nil where unknown.
    public var handle: String?

    /// An account.
    public init(platform: Platform, id: String, handle: String? = nil) {
      self.platform = platform
      self.id = id
      self.handle = handle
    }
  }

  /// Where and when bytes were captured, and by what.
  public struct Capture: Hashable, Sendable, Codable {
    /// An address, or the input and the place in it.
    public var from: String
    /// When.
    public var at: ZonedTime
    /// The program that read them, with its version.
    public var version: String
    /// The id of who had it read.
    public var by: String
    /// In which role; `program` where nobody did it by hand.
    public var role: String

    /// A capture.
    public init(
      from: String, at: ZonedTime, version: String, by: String = "tocsin", role: String = "program"
    ) {
      self.from = from
      self.at = at
      self.version = version
      self.by = by
      self.role = role
    }
  }

  /// What an assessment says of a post.
  public struct Assessment: Hashable, Sendable, Codable {
    /// The kind, such as `threat`.
    public var kind: String
    /// The level.
    public var level: String
    /// Why, in sentences.
    public var reasons: [String]
    /// The places in the text that led to it.
    public var spans: [Span]

    /// An assessment.
    public init(kind: String, level: String, reasons: [String] = [], spans: [Span] = []) {
      self.kind = kind
      self.level = level
      self.reasons = reasons
      self.spans = spans
    }
  }

  /// A place in a text, in Unicode scalars.
  public struct Span: Hashable, Sendable, Codable {
    /// What it says, such as `target`.
    public var role: String
    /// Its first scalar.
    public var start: Int
    /// The scalar after its last.
    public var end: Int

    /// A place.
    public init(role: String, start: Int, end: Int) {
      self.role = role
      self.start = start
      self.end = end
    }
  }

  /// A post.
  public struct Item: Hashable, Sendable {
    /// Its id on the account's platform.
    public var id: String
    /// Who published it.
    public var account: Account
    /// When, in the zone in which the platform states it.
    public var published: ZonedTime
    /// What it says, for the rendering; nil where it says nothing.
    public var text: String?
    /// Its original bytes as they were read.
    public var raw: [UInt8]
    /// What sort of bytes they are, such as `application/json`.
    public var type: String
    /// Where and when they were captured.
    public var captured: Capture
    /// What was said of it; nil where nothing.
    public var assessment: Assessment?

    /// A post.
    public init(
      id: String, account: Account, published: ZonedTime, text: String?, raw: [UInt8],
      type: String, captured: Capture, assessment: Assessment? = nil
    ) {
      self.id = id
      self.account = account
      self.published = published
      self.text = text
      self.raw = raw
      self.type = type
      self.captured = captured
      self.assessment = assessment
    }

    /// The type of a file that takes the place of original bytes which cannot be had any more, and says why.
    public static let statementType = "application/vnd.tocsin.statement+json"

    /// Whether a statement takes the place of its original bytes.
    public var isStatement: Bool { type == Self.statementType }

    /// SHA-256 of its bytes, 64 hexadecimal digits.
    public var sha256: String { Digest.text(raw) }

    /// The post as a request for a package names it.
    public var escalationItem: Escalation.Item {
      Escalation.Item(
        subject: CaseSubject(.post, platform: account.platform, id: id), published: published.time,
        zone: published.zone == "Z" ? nil : published.zone, sha256: sha256)
    }
  }

  /// What leads to the accounts, each once, as a request for a package names it: as the notice says, or the
  /// accounts' ids.
  public var locating: [String] {
    if let notice { return notice.locating }
    let lines = posts.map { "\($0.account.platform) account \($0.account.id)" }
    return Set(lines).sorted()
  }
}
