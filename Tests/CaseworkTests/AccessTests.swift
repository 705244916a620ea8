import Casework
import Foundation
import Testing

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

@Suite("Who may do what")
struct AccessTests {
  @Test("docs/access.md has the table that the code has")
  func table() throws {
    let page = try String(
      contentsOf: packageRoot.appendingPathComponent("docs/access.md"), encoding: .utf8)
    let head = "| Act | " + Role.allCases.map(\.rawValue).joined(separator: " | ") + " | What |"
    #expect(page.contains(head + "\n"))
    for permission in Permission.allCases {
      let marks = Role.allCases.map { $0.allows(permission) ? "yes" : "" }
      let row = "| `\(permission.rawValue)` | " + marks.joined(separator: " | ") + " | "
      #expect(page.contains(row + permission.words + " |\n"), "\(row)\(permission.words) |")
    }
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains(" yes ") }
    #expect(rows.count == Permission.allCases.count)
  }

  @Test("roles are kept apart as the duties are")
  func apart() {
    for permission in [Permission.decide, .viewSensitive, .decideAppeal, .releaseEscalation] {
      #expect(!Role.admin.allows(permission) && !Role.viewer.allows(permission))
    }
    for permission in Permission.allCases where permission.roles.contains(.auditor) {
      #expect(![.decide, .claim, .purge, .manageUsers, .takeReports].contains(permission))
    }
    #expect(Role.viewer.permissions == [.viewBoard, .viewFigures])
    for permission in Permission.allCases { #expect(!permission.roles.isEmpty) }
    #expect(!Role.lead.allows(.readAudit) && !Role.lead.allows(.purge))
  }

  @Test("one person does not do both of two acts, and is told why")
  func separation() {
    #expect(SeparationOfDuties.appeal("a", decidedBy: "a") != nil)
    #expect(SeparationOfDuties.appeal("b", decidedBy: "a", reviewedAgainBy: ["b"]) != nil)
    #expect(SeparationOfDuties.appeal("b", decidedBy: "a", earlierAppealsBy: ["b"]) != nil)
    #expect(SeparationOfDuties.appeal("b", decidedBy: "a", reviewedAgainBy: ["c"]) == nil)
    #expect(SeparationOfDuties.secondReview("a", decidedBy: "a") != nil)
    #expect(SeparationOfDuties.secondReview("b", decidedBy: "a", reviewedAgainBy: ["b"]) != nil)
    #expect(SeparationOfDuties.secondReview("b", decidedBy: "a", sawDecision: true) != nil)
    #expect(SeparationOfDuties.secondReview("b", decidedBy: "a") == nil)
    #expect(SeparationOfDuties.release("a", requestedBy: "a") != nil)
    #expect(SeparationOfDuties.release("b", requestedBy: "a") == nil)
    #expect(SeparationOfDuties.userChange("a", of: "a") != nil)
    #expect(SeparationOfDuties.userChange("a", of: "b") == nil)
    #expect(SeparationOfDuties.purge("a", rulesChangedBy: "a", hoursSince: 1) != nil)
    #expect(SeparationOfDuties.purge("a", rulesChangedBy: "a", hoursSince: 24) == nil)
    #expect(SeparationOfDuties.purge("b", rulesChangedBy: "a", hoursSince: 1) == nil)
  }
}
