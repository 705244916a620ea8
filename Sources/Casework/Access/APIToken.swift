import SocialModel

/// What an API token may be used for. A token has some of them, and never more than its owner's role
/// allows at the moment of the request.
public enum APIScope: String, Sendable, Hashable, CaseIterable {
  case takeReports = "reports:write"
  case readBoard = "board:read"
  case readFigures = "figures:read"
  case exportStatements = "statements:read"
  case publishStatements = "statements:publish"
  case exportAudit = "audit:read"
  case exportTables = "tables:read"

  /// The act that the scope allows.
  public var permission: Permission {
    switch self {
    case .takeReports: .takeReports
    case .readBoard: .viewBoard
    case .readFigures: .viewFigures
    case .exportStatements: .exportStatements
    case .publishStatements: .publishStatements
    case .exportAudit: .exportAudit
    case .exportTables: .exportTables
    }
  }
}

/// A token for programs, as its owner sees it once: `tcs_`, 52 characters of 256 random bits, and 8 of a
/// checksum, all in lower-case base32.
///
/// The prefix lets scanners of repositories find a token that was published; the checksum lets a mistyped
/// one be refused without a look into the store. Neither is a secret.
public struct APIToken: Hashable, Sendable, CustomStringConvertible {
  private let secret: SecretToken

  /// What every token begins with.
  public static let prefix = "tcs_"

  private init(_ secret: SecretToken) { self.secret = secret }

  /// A new token.
  public static func random() -> APIToken { APIToken(.random()) }

  /// The token of its text; nil for anything that was not given out as one.
  public init?(text: String) {
    guard text.utf8.count == 64, text.hasPrefix(Self.prefix), text.lowercased() == text else {
      return nil
    }
    let body = text.dropFirst(Self.prefix.count)
    guard let bytes = Base32.bytes(String(body.prefix(52))), bytes.count == 32 else { return nil }
    let token = APIToken(.of(bytes))
    guard Sodium.areEqual(Array(token.text.utf8), Array(text.utf8)) else { return nil }
    self = token
  }

  /// What the owner sees once. Never to be logged or stored.
  public var text: String {
    let body = Base32.text(secret.bytes).lowercased()
    return Self.prefix + body + Self.checksum(body)
  }

  /// What is stored.
  public var hash: TokenHash { secret.hash }

  /// Says that it is one, and not which.
  public var description: String { "API token" }

  private static func checksum(_ body: String) -> String {
    Base32.text(Sodium.sha256(Array("TOCSIN API TOKEN 1\0\(body)".utf8)).prefix(5)).lowercased()
  }
}

/// An API token as it is stored.
public struct APIGrant: Hashable, Sendable {
  /// Which it is; goes into the audit chain.
  public let id: String
  /// Whose it is.
  public let owner: String
  /// The token's hash.
  public let token: TokenHash
  /// What it may be used for.
  public let scopes: Set<APIScope>
  /// When it was made.
  public let made: Timestamp
  /// When it ends; there is no token without an end.
  public let expires: Timestamp
  /// When it was withdrawn; nil while it was not.
  public var withdrawn: Timestamp?

  /// No token lasts longer, in days.
  public static let longestDays: Int64 = 366

  /// A grant.
  ///
  /// - Throws: ``CaseworkError`` with the codes `incomplete` without a scope, and `malformed` when it ends
  ///   before it begins or lasts too long.
  public init(
    id: String, owner: String, token: TokenHash, scopes: Set<APIScope>, made: Timestamp,
    expires: Timestamp, withdrawn: Timestamp? = nil
  ) throws {
    guard !scopes.isEmpty else {
      throw CaseworkError(.incomplete, subject: "API token \(id)", message: "It has no scope.")
    }
    let lasts = expires.milliseconds.subtractingReportingOverflow(made.milliseconds)
    guard !lasts.overflow, (1...(Self.longestDays * 86_400_000)).contains(lasts.partialValue) else {
      throw CaseworkError(
        .malformed, subject: "API token \(id)",
        message: "It must end later than it begins, and within \(Self.longestDays) days.")
    }
    self.id = id
    self.owner = owner
    self.token = token
    self.scopes = scopes
    self.made = made
    self.expires = expires
    self.withdrawn = withdrawn
  }

  /// Whether it lasts.
  public func isValid(at now: Timestamp) -> Bool {
    now >= made && now < expires && (withdrawn.map { now < $0 } ?? true)
  }

  /// Whether it allows an act now: one of its scopes does, and so does its owner's role.
  ///
  /// - Parameter role: the owner's role now; nil where the owner is closed.
  public func allows(_ permission: Permission, role: Role?, at now: Timestamp) -> Bool {
    guard let role, isValid(at: now), role.allows(permission) else { return false }
    return scopes.contains { $0.permission == permission }
  }
}
