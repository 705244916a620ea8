import ArgumentParser
import Desk
import Exchange
import Foundation
import Intake
import Meaning
import Pipeline
import SocialModel
import Store
import Templates

/// `tocsin analyze`: from files of posts to a report of what acted in concert.
struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Find accounts that act in concert and write a report.",
    discussion: """
      Formats and compression are recognised by content. What cannot be read is counted, kept in \
      rejections.ndjson, and the run goes on; exit status 3 then. The output folder appears whole \
      or not at all.
      """)

  @Argument(help: "Files of posts.", completion: .file())
  var inputs: [String]

  @Option(name: .long, help: "The folder to write; it is empty or does not exist yet.")
  var out: String

  @OptionGroup var reading: ReadingOptions

  @Option(
    help: ArgumentHelp(
      "The folder that names of pictures and videos are relative to. (default: the input's own)",
      valueName: "dir"))
  var mediaFolder: String?

  @Flag(
    help: "Read no files of pictures and videos; hashes that the input lists count all the same.")
  var noMediaFiles = false

  @Option(help: ArgumentHelp("Time window in seconds.", valueName: "seconds"))
  var timeWindow = 60.0

  @Option(help: ArgumentHelp("Context window in seconds.", valueName: "seconds"))
  var contextWindow = 3600.0

  @Option(help: ArgumentHelp("False discovery rate over accounts.", valueName: "rate"))
  var falseDiscoveryRate = 0.01

  @Option(help: "A profile that `tocsin calibrate` wrote; the shipped one otherwise.")
  var profile: String?

  @Option(
    name: .customLong("seed-source"), parsing: .singleValue,
    help: "A file of posts whose texts are templates; it is an input too. Repeat for several.")
  var seedSources: [String] = []

  @Option(
    help: "A file of templates: one text a line, or one JSON object a line with text and id.")
  var templates: String?

  @Option(help: "A database that also stores the posts and the results.", completion: .file())
  var db: String?

  @Flag(help: "Only accounts that a pair gives away: groups do not grow.")
  var pairsOnly = false

  @Flag(help: "Do not compare texts by meaning, though the encoder is installed.")
  var noMeaning = false

  @Flag(help: "Do not assess posts: no threats, no false alarms.")
  var noThreats = false

  @Option(help: "A file of protected assets; a threat that names one is more urgent.")
  var assets: String?

  func validate() throws {
    guard assets == nil || !noThreats else {
      throw ValidationError("--assets and --no-threats exclude each other.")
    }
    guard timeWindow >= 0.001, contextWindow > timeWindow, contextWindow <= 31_536_000 else {
      throw ValidationError(
        "The time window must be positive and shorter than the context window, "
          + "and the context window at most a year.")
    }
    guard mediaFolder == nil || !noMediaFiles else {
      throw ValidationError("--media-folder and --no-media-files exclude each other.")
    }
    guard falseDiscoveryRate > 0, falseDiscoveryRate < 1 else {
      throw ValidationError("The false discovery rate lies between 0 and 1.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      let folder = try OutputFolder(at: out)
      let progress = ProgressLine()
      let database = try db.map { try AnalysisDatabase(at: $0) }
      defer { database?.removeIfUnused() }
      let inputs = self.inputs + seedSources.filter { !self.inputs.contains($0) }
      var log = RejectionFile(folder: folder, inputs: inputs)
      let known = try knownTexts()
      var run = AnalysisRun(
        version: Tocsin.version, parameters: try parameters(), observer: progress.observe)
      run.storage = database?.storage
      try run.takeStoredAssets()
      let flagged = noThreats ? nil : try folder.file("threats.ndjson")
      let (analysis, matches) = try run.analyze(inputs, known: known) {
        try log.add($0)
      } onThreat: {
        try flagged?.write(AssessmentLines.line(of: $0.post, $0.assessment))
      }
      progress.note("writing")
      for kind in ResultFile.allCases {
        let file = try folder.file(kind.rawValue)
        try kind.write(analysis) { try file.write($0) }
      }
      if known != nil {
        let file = try folder.file("matches.csv")
        try MatchFile.csv.write(matches) { try file.write($0) }
      }
      try folder.commit()
      Diagnostics.clearLine()
      print(
        TerminalSummary(width: Terminal.width, usesANSI: Terminal.isInteractive).text(analysis))
      print("Written to \(out): report.html, candidates.json, accounts.csv and others.")
      if let storage = run.storage { Diagnostics.say(DatabaseWording.stored(storage)) }
      return log.count > 0 ? .doneWithRejections : .done
    }
  }

  /// The templates that are known beforehand; nil where none were asked for.
  private func knownTexts() throws -> [KnownText]? {
    guard templates != nil || !seedSources.isEmpty else { return nil }
    // What cannot be read of a seed is counted when it is read as an input.
    return try (templates.map { try KnownTextFile.read(path: $0) } ?? [])
      + KnownTextFile.seeds(paths: seedSources, intake: try reading.options()) { _ in }
  }

  private func parameters() throws -> AnalysisParameters {
    var parameters = AnalysisParameters()
    parameters.intake = try reading.options()
    if let profile { parameters.profile = try ProfileFile.read(path: profile) }
    parameters.media.readsFiles = !noMediaFiles
    parameters.media.folder = mediaFolder
    parameters.media.program = MediaProgram.path
    parameters.detection.growsGroups = !pairsOnly
    if !noThreats {
      parameters.threats = .on(assets: try assets.map { try AssetFile.read(path: $0) })
    }
    if !noMeaning {
      let environment = ProcessInfo.processInfo.environment
      parameters.meaning = .encoder(folder: EncoderFolder.named(by: environment))
    }
    parameters.detection.timeWindow = Int64((timeWindow * 1000).rounded())
    parameters.detection.contextWindow = Int64((contextWindow * 1000).rounded())
    parameters.detection.falseDiscoveryRate = falseDiscoveryRate
    return parameters
  }
}
