import ArgumentParser
import Exchange
import Foundation
import Pipeline
import Templates

/// `tocsin match`: which posts carry known templates, how changed, from what minute on.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Find the posts that carry known templates.",
    discussion: """
      Templates are the lines of a file, or the posts of a source such as a channel's export. A \
      post carries a template when it has 0.7 of its words by weight, in order, or is its \
      beginning; small typing errors count as the same word. One row for each post and template, \
      with what the post changed. What cannot be read is counted and left out; exit status 3 then.
      """)

  @Argument(help: "Files of posts.", completion: .file())
  var inputs: [String]

  @Option(
    help: "A file of templates: one text a line, or one JSON object a line with text and id.")
  var templates: String?

  @Option(
    name: .customLong("seed-source"), parsing: .singleValue,
    help: "A file of posts whose texts are templates; repeat for several.")
  var seedSources: [String] = []

  @Option(help: "The file to write; it does not exist yet. (default: standard output)")
  var out: String?

  @Option(help: "csv, or ndjson with one object a line.")
  var format = MatchFile.csv

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    guard templates != nil || !seedSources.isEmpty else {
      throw ValidationError("Name templates with --templates or --seed-source.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      let file = try out.map { try WholeFile(at: $0) }
      let progress = ProgressLine()
      let options = try reading.options()
      var rejections = 0
      var known = try templates.map { try KnownTextFile.read(path: $0) } ?? []
      if !seedSources.isEmpty {
        known += try KnownTextFile.seeds(paths: seedSources, intake: options) { _ in
          rejections += 1
        }
      }
      let found = try MatchRun(intake: options, observer: progress.observe)
        .match(known, in: inputs) { _ in rejections += 1 }
      Diagnostics.clearLine()
      try format.write(found.matches) { bytes in
        if let file { try file.write(Array(bytes)) } else { try Self.writeToOutput(bytes) }
      }
      try file?.commit()
      report(found, templates: known.count)
      guard rejections > 0 else { return .done }
      Diagnostics.say("tocsin: \(rejections) records could not be read and were left out.")
      return .doneWithRejections
    }
  }

  private static func writeToOutput(_ bytes: UnsafeRawBufferPointer) throws {
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  private func report(_ found: MatchRun.Found, templates: Int) {
    let carried = Set(found.matches.map(\.template)).count
    let posts = Set(found.matches.map { "\($0.carrier.platform) \($0.carrier.id)" }).count
    Diagnostics.say(
      "\(posts) of \(found.posts) posts carry \(carried) of \(templates) templates")
    if found.tooShort > 0 {
      Diagnostics.say(
        "\(found.tooShort) templates are too short to be recognised when anything was changed")
    }
  }
}

extension MatchFile: ExpressibleByArgument {}
