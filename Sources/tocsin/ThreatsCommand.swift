import ArgumentParser
import Exchange
import Foundation
import Intake
import Pipeline
import SocialModel
import Threats

/// `tocsin threats`: which posts threaten, how seriously, and why.
struct ThreatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "threats",
    abstract: "Say of each post whether it threatens, how seriously, and why.",
    discussion: """
      Writes one JSON object a line for each post, in the order of the input. It is about texts and \
      never about persons, and it decides nothing. What cannot be read is counted, kept in a file \
      beside the output and left out; exit status 3 then.
      """)

  @Argument(help: "Files of posts.", completion: .file())
  var inputs: [String] = []

  @Option(help: "The file to write; it does not exist yet.")
  var out: String?

  @Option(
    help: ArgumentHelp(
      "The file to keep rejections in, written where there are any; it does not exist yet. "
        + "(default: the output's name and .rejections.ndjson)", valueName: "file"))
  var rejections: String?

  @Option(help: "A file of protected assets; a threat that names one is more urgent.")
  var assets: String?

  @Flag(help: "Show the table that turns the elements of a threat into its level, and end.")
  var table = false

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    guard !table else { return }
    guard !inputs.isEmpty else { throw ValidationError("Name at least one file of posts.") }
    guard out != nil else { throw ValidationError("Missing expected argument '--out <out>'.") }
  }

  func run() throws {
    if table {
      print(LevelTable.shipped.text, terminator: "")
      return
    }
    try ExitStatus.of { try assess(to: out ?? "") }
  }

  private func assess(to path: String) throws -> ExitStatus {
    let matcher = try assets.map { try AssetFile.read(path: $0) }
    let file = try WholeFile(at: path)
    let kept = try WholeFile(at: rejections ?? path + ".rejections.ndjson")
    let log = RejectionLog(
      files: inputs.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    let progress = ProgressLine()
    let run = ThreatRun(
      intake: try reading.options(), assets: matcher,
      threads: ProcessInfo.processInfo.activeProcessorCount, observer: progress.observe)
    var rejected = 0
    var levels: [Assessment.Level: Int] = [:]
    var alarms = 0
    try run.assess(inputs) {
      rejected += 1
      try kept.write(log.line(for: $0))
    } body: { assessed in
      levels[assessed.assessment.level, default: 0] += 1
      if assessed.assessment.kind == .falseAlarm { alarms += 1 }
      try file.write(
        AssessmentLines.line(of: assessed.post, assessed.assessment))
    }
    if rejected > 0 { try kept.commit() }
    try file.commit()
    Diagnostics.clearLine()
    let counts = Assessment.Level.allCases.reversed().map {
      "\($0.rawValue) \(levels[$0] ?? 0)"
    }
    print("\(counts.joined(separator: ", ")); false alarms to check \(alarms)")
    guard rejected > 0 else { return .done }
    Diagnostics.say("tocsin: \(rejected) records could not be read and were left out.")
    return .doneWithRejections
  }
}
