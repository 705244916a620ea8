import SocialModel
import Testing

@testable import Store

@Suite("People in the store")
struct StorePeopleTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }
  private let ann: Int64

  init() throws {
    temporary = try TemporaryStore()
    ann = try temporary.store.addUser("Ann", role: "lead", passwordHash: "h", by: .system("test"))
  }

  @Test("knows a user by name whatever its case, and no name twice")
  func namesAreUnique() throws {
    #expect(try store.credentials(name: "ANN")?.user.id == ann)
    #expect(try store.credentials(name: "bob") == nil)
    #expect(throws: StoreError.self) {
      try store.addUser("ann", role: "viewer", passwordHash: "h", by: .system("test"))
    }
  }

  @Test("takes each one-time code once")
  func codesAreUsedOnce() throws {
    #expect(try store.useCode(ofUser: ann, step: 5))
    #expect(try !store.useCode(ofUser: ann, step: 5))
    #expect(try !store.useCode(ofUser: ann, step: 4))
    #expect(try store.useCode(ofUser: ann, step: 6))
  }

  @Test("counts failed sign-ins, and forgets them after a good one")
  func countsFailures() throws {
    let until = Timestamp(seconds: 5)
    try store.recordSignIn(ofUser: ann, succeeded: false)
    try store.recordSignIn(ofUser: ann, succeeded: false, lockedUntil: until)
    #expect(try store.credentials(name: "ann")?.failures == 2)
    #expect(try store.credentials(name: "ann")?.lockedUntil == until)
    try store.recordSignIn(ofUser: ann, succeeded: true)
    #expect(try store.credentials(name: "ann")?.failures == 0)
    #expect(try store.credentials(name: "ann")?.lockedUntil == nil)
  }

  private func begin(_ digest: [UInt8]) throws {
    let end = Timestamp(milliseconds: temporary.clock.read().milliseconds + 3_600_000)
    try store.beginSession(
      digest: digest, user: ann, expiresAt: end, csrf: [7], isSecondFactorShown: true)
  }

  /// Whether the user's own list of sessions has the one of a token.
  private func isOpen(_ digest: [UInt8], idle: Int64 = 600) throws -> Bool {
    try store.sessions(ofUser: ann, idle: idle).contains { $0.digest == digest }
  }

  @Test("ends sessions: when idle, when over, when signed out, when the password changes")
  func sessionsEnd() throws {
    try begin([1])
    #expect(try isOpen([1]))
    #expect(try store.anySession(digest: [1])?.user.name == "Ann")
    #expect(try !isOpen([2]))
    temporary.clock.advance(seconds: 599)
    try store.touchSession(digest: [1])
    temporary.clock.advance(seconds: 599)
    #expect(try isOpen([1]))
    temporary.clock.advance(seconds: 1)
    #expect(try !isOpen([1]))
    try begin([3])
    try store.endSession(digest: [3], by: .user(ann))
    #expect(try !isOpen([3]))
    try begin([4])
    try store.setPassword(ofUser: ann, hash: "n", by: .user(ann))
    #expect(try !isOpen([4]))
    try begin([5])
    temporary.clock.advance(seconds: 3600)
    #expect(try !isOpen([5], idle: 99_999))
  }

  @Test("ends everything of a user who is disabled")
  func disabling() throws {
    try begin([1])
    let end = Timestamp(seconds: 4_000_000_000)
    let token = try store.addToken(
      digest: [9], name: "feed", scopes: ["intake"], user: ann, expiresAt: end, by: .user(ann))
    #expect(try store.token(digest: [9])?.scopes == ["intake"])
    try store.setUser(ann, isDisabled: true, by: .system("test"))
    #expect(try !isOpen([1]))
    #expect(try store.token(digest: [9]) == nil)
    try store.setUser(ann, isDisabled: false, by: .system("test"))
    #expect(try store.token(digest: [9]) == nil)
    #expect(try store.tokens().map(\.id) == [token])
  }

  @Test("refuses a token that is over or withdrawn")
  func tokensEnd() throws {
    let end = Timestamp(milliseconds: temporary.clock.read().milliseconds + 1000)
    let id = try store.addToken(
      digest: [9], name: "feed", scopes: [], user: ann, expiresAt: end, by: .user(ann))
    #expect(try store.token(digest: [9])?.id == id)
    temporary.clock.advance(seconds: 1)
    #expect(try store.token(digest: [9]) == nil)
    let later = try store.addToken(
      digest: [8], name: "feed", scopes: [], user: ann,
      expiresAt: Timestamp(seconds: 4_000_000_000),
      by: .user(ann))
    try store.revokeToken(later, by: .user(ann))
    #expect(try store.token(digest: [8]) == nil)
  }

  @Test("keeps settings with their old values in the audit trail, and minutes of exposure by day")
  func settings() throws {
    #expect(try store.setting("media") == nil)
    try store.setSetting("media", to: "blurred", by: .user(ann))
    try store.setSetting("media", to: "grey", by: .user(ann))
    #expect(try store.setting("media") == "grey")
    let entry = try #require(try store.auditEntries(subject: "setting:media").items.first)
    #expect(entry.content.details == ["from": "blurred", "to": "grey"])
    #expect(throws: StoreError.self) {
      try store.setSetting("audit.sealer", to: "x", by: .user(ann))
    }
    try store.setSetting("theme", to: "dark", ofUser: ann)
    #expect(try store.setting("theme", ofUser: ann) == "dark")
    #expect(try store.addExposure(ofUser: ann, seconds: 50, day: 3) == 50)
    #expect(try store.addExposure(ofUser: ann, seconds: 20, day: 3) == 70)
    #expect(try store.exposure(ofUser: ann, fromDay: 3).map(\.seconds) == [70])
  }
}
