import Foundation
import Testing

@testable import Evidence

@Suite("The report as PDF", .enabled(if: Peer.isInstalled("pdftotext")))
struct PaperTests {
  private func text(_ package: EvidencePackage) throws -> [String] {
    let file = try #require(package.files.first { $0.name == "report.pdf" })
    let run = try Peer.inFolder {
      try Peer.run(
        ["pdftotext", "-enc", "UTF-8", "a.pdf", "-"], files: ["a.pdf": file.bytes], in: $0)
    }
    try #require(run.status == 0, "\(run.output)")
    return run.output.components(separatedBy: "\u{0C}").dropLast()
  }

  @Test("has text that can be selected, in Latin, Arabic and Cyrillic letters")
  func selectable() throws {
    let all = try text(Parade.package()).joined()
    #expect(all.contains(Parade.english) && all.contains("парад железных фонарей"))
    for word in Parade.arabic.split(separator: " ") { #expect(all.contains(word), "\(word)") }
  }

  @Test("is marked on every page while it is a draft, and on none after")
  func marks() throws {
    let evidence = Parade.evidence((1...12).map { Parade.item($0, Parade.english) })
    let draft = try text(Parade.package(evidence, isDraft: true))
    #expect(draft.count > 2)
    for page in draft { #expect(page.contains("DRAFT")) }
    for page in try text(Parade.package(evidence)) { #expect(!page.contains("DRAFT")) }
  }
}
