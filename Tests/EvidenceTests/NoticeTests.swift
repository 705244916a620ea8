import Casework
import Evidence
import Foundation
import SocialModel
import Testing

@Suite("What a package tells an authority beside the posts")
struct NoticeTests {
  private static let notice = EvidenceCase.Notice(
    offence: "Threat of an attack <b>", memberStates: ["BE", "FR"],
    authority: "Police of Port Meridian", locating: ["x account a1", "profile page of a1"])

  private func evidence(_ notice: EvidenceCase.Notice?) -> EvidenceCase {
    var evidence = Parade.evidence()
    evidence.notice = notice
    return evidence
  }

  private func approval(_ evidence: EvidenceCase) throws -> Approval {
    var escalation = try Escalation(
      id: "e1", caseID: evidence.id, items: evidence.posts.map(\.escalationItem),
      suspicion: evidence.suspicion, locating: evidence.locating, notice: evidence.notice?.asked,
      requestedBy: "u2", role: .reviewer, now: Timestamp(seconds: 1_763_801_500))
    try escalation.decide(true, by: "u9", role: .lead, now: Timestamp(seconds: 1_763_801_900))
    return Approval(escalation, requestedAs: .reviewer, decidedAs: .lead)
  }

  @Test("stands in the manifest and the rendering, and verifies")
  func whole() throws {
    let evidence = evidence(Self.notice)
    let package = try Parade.package(evidence, approval: try approval(evidence))
    let verdict = EvidenceVerifier().verify(package.bytes)
    #expect(verdict.fault == nil && verdict.manifest?.notice == Self.notice)
    let page = try Parade.text("report.html", package)
    for words in [
      "Threat of an attack &lt;b&gt;", "BE, FR", "Police of Port Meridian", "profile page of a1",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test("without a state that can be told, the rendering says so")
  func noState() throws {
    var notice = Self.notice
    notice.memberStates = []
    let evidence = evidence(notice)
    let package = try Parade.package(evidence, approval: try approval(evidence))
    #expect(try Parade.text("report.html", package).contains("Article 18(2)"))
  }

  @Test("is bound by the release: another offence, state, authority or account is refused")
  func bound() throws {
    let released = try approval(evidence(Self.notice))
    var notices = [EvidenceCase.Notice](repeating: Self.notice, count: 4)
    notices[0].offence = "Another"
    notices[1].memberStates = ["BE"]
    notices[2].authority = "Another"
    notices[3].locating = ["x account a2"]
    for notice in notices {
      #expect(throws: EvidenceError.self) {
        _ = try Parade.package(evidence(notice), approval: released)
      }
    }
    #expect(throws: EvidenceError.self) {
      _ = try Parade.package(evidence(nil), approval: released)
    }
  }

  @Test("is read from a case's file, and a key that is not known is refused")
  func file() throws {
    let post = """
      {"platform":"x","id":"1","account":{"id":"a1"},"published":"2016-03-22T08:58:12Z",
       "raw":{"text":"{}"},"captured":{"from":"f","at":"2016-03-22T09:00:00Z","version":"v"}}
      """
    func read(_ notice: String) throws -> EvidenceCase {
      let text = #"{"case":"1","suspicion":"s","notice":\#(notice),"posts":[\#(post)]}"#
      return try CaseFile.read(Array(text.utf8), name: "case") { _ in [] }
    }
    let found = try read(
      #"{"offence":"o","memberStates":["BE"],"authority":"a","locating":["x account a1"]}"#)
    #expect(found.notice?.memberStates == ["BE"] && found.locating == ["x account a1"])
    for notice in [
      #"{"offence":"o","memberStates":[],"authority":"a","locating":[],"address":"x"}"#,
      #"{"offence":"o"}"#, "[]",
    ] {
      #expect(throws: EvidenceError.self) { _ = try read(notice) }
    }
  }

  @Test("a statement in the place of bytes has a name and words of its own in both renderings")
  func statement() throws {
    let bytes = Array("{\"why\":\"The file is gone.\"}\n".utf8)
    let item = Parade.item(1, "Lanterns", type: EvidenceCase.Item.statementType, raw: bytes)
    let evidence = Parade.evidence([item, Parade.item(2, "More")])
    let package = try Parade.package(evidence)
    #expect(EvidenceVerifier().verify(package.bytes).fault == nil)
    #expect(package.manifest.posts.map(\.file) == ["posts/0001.statement.json", "posts/0002.json"])
    let page = try Parade.text("report.html", package)
    #expect(page.components(separatedBy: "NOT IN THIS PACKAGE").count == 2)
  }
}
