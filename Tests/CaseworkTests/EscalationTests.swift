import Casework
import SocialModel
import Testing

@Suite("Packages for authorities")
struct EscalationTests {
  private static let hash = String(repeating: "ab", count: 32)

  private func items(
    _ count: Int = 1, _ subject: CaseSubject = Desk.post(), hash: String = hash
  ) -> [Escalation.Item] {
    (0..<count).map { _ in Escalation.Item(subject: subject, published: Desk.at(-9), sha256: hash) }
  }

  private func requested(
    _ items: [Escalation.Item]? = nil, suspicion: String = "It names a place and an hour.",
    role: Role = .reviewer
  ) throws -> Escalation {
    try Escalation(
      id: "e1", caseID: "c1", items: items ?? self.items(), suspicion: suspicion,
      locating: ["x:a1"], requestedBy: "ann", role: role, now: Desk.at(0))
  }

  private func code(_ work: () throws -> Void) -> CaseworkError.Code? {
    do {
      try work()
      return nil
    } catch { return (error as? CaseworkError)?.code }
  }

  @Test("are released by a second person and downloaded by the two, which is kept")
  func released() throws {
    var package = try requested()
    #expect(code { try package.download(by: "ann", now: Desk.at(1)) } == .wrongState)
    #expect(
      code { try package.decide(true, by: "ann", role: .lead, now: Desk.at(1)) } == .notAllowed)
    #expect(
      code { try package.decide(true, by: "ben", role: .reviewer, now: Desk.at(1)) } == .notAllowed)
    try package.decide(true, by: "lea", role: .lead, now: Desk.at(2))
    #expect(package.state == .released && package.decidedBy == "lea")
    #expect(
      code { try package.decide(false, by: "lea", role: .lead, now: Desk.at(3)) } == .wrongState)
    #expect(code { try package.download(by: "ben", now: Desk.at(3)) } == .notAllowed)
    try package.download(by: "ann", now: Desk.at(4))
    try package.download(by: "lea", now: Desk.at(5))
    #expect(package.downloads.map(\.by) == ["ann", "lea"])
    #expect(package.downloads.map(\.at) == [Desk.at(4), Desk.at(5)])
  }

  @Test("that are refused or taken back cannot be downloaded")
  func refused() throws {
    var refused = try requested()
    try refused.decide(false, by: "lea", role: .lead, now: Desk.at(2))
    var back = try requested()
    #expect(code { try back.withdraw(by: "ben", now: Desk.at(1)) } == .notAllowed)
    try back.withdraw(by: "ann", now: Desk.at(1))
    #expect(refused.state == .refused && back.state == .withdrawn)
    for package in [refused, back] {
      var package = package
      #expect(code { try package.download(by: "ann", now: Desk.at(3)) } == .wrongState)
      #expect(code { try package.withdraw(by: "ann", now: Desk.at(3)) } == .wrongState)
    }
  }

  @Test("have posts with hashes and a suspicion, and are asked for by who may")
  func complete() {
    #expect(code { _ = try requested([]) } == .incomplete)
    #expect(code { _ = try requested(suspicion: " ") } == .incomplete)
    #expect(code { _ = try requested(items(1, Desk.account())) } == .incomplete)
    #expect(code { _ = try requested(items(hash: "ab")) } == .incomplete)
    #expect(code { _ = try requested(items(Escalation.mostItems + 1)) } == .tooMany)
    for role in [Role.viewer, .auditor, .admin] {
      #expect(code { _ = try requested(role: role) } == .notAllowed)
    }
  }
}
