import Exchange
import Foundation
import Testing

@Suite struct GoldenTests {
  @Test("Every file of the parade is the recorded one", arguments: ResultFile.allCases)
  func parade(_ file: ResultFile) throws {
    try expectGolden(try file.bytes(of: Parade.analysis), file.rawValue)
  }

  @Test func theTerminalsTableIsTheRecordedOne() throws {
    try expectGolden(Array(TerminalSummary().text(Parade.analysis).utf8), "summary.txt")
  }

  @Test(
    "A preview is written where TOCSIN_PREVIEW names a folder",
    .enabled(if: ProcessInfo.processInfo.environment["TOCSIN_PREVIEW"] != nil))
  func preview() throws {
    let folder = URL(
      fileURLWithPath: try #require(ProcessInfo.processInfo.environment["TOCSIN_PREVIEW"]))
    let previews = [
      ("crowd", Crowd.analysis(sizes: [41, 9, 230], degree: 8)), ("parade", Parade.analysis),
      ("quiet", Parade.quiet), ("empty", Parade.empty), ("hostile", Hostile.analysis),
    ]
    for (name, analysis) in previews {
      try Data(try ResultFile.report.bytes(of: analysis)).write(
        to: folder.appendingPathComponent("\(name).html"))
    }
  }
}
