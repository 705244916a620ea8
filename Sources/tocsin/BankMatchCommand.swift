import ArgumentParser
import Banks
import Foundation
import Media

/// `tocsin bank match`: what of some files, texts and links is in banks.
struct BankMatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: "Look up pictures, videos, texts and links in banks.",
    discussion: """
      Prints one line of JSON a match. Pictures match up to a number of bits, also turned and \
      mirrored; videos by four fifths of their frames or by their bytes; texts with at most one \
      edit in twenty characters; links as they are. What cannot be decoded is counted, and exit \
      status 3 then.
      """)

  @Argument(help: "Files of pictures and videos.", completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("bank"), parsing: .singleValue, help: "A bank file; repeat for each.",
    completion: .file())
  var banks: [String]

  @Option(help: "A file with a text on each line.", completion: .file())
  var texts: String?

  @Option(help: "A file with a link on each line.", completion: .file())
  var links: String?

  @Option(help: "In how many of 256 bits a picture may differ, 0 to 31.")
  var distance = PDQHash.matchDistance

  func validate() throws {
    guard (0...PDQHash.matchDistance).contains(distance) else {
      throw ValidationError("--distance must be from 0 to \(PDQHash.matchDistance).")
    }
    guard !files.isEmpty || texts != nil || links != nil else {
      throw ValidationError("Name files, or --texts, or --links.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      var reasons: [String: Int] = [:]
      let reader = BankReader(bank: BankFiles.defaultBank)
      let bank = try BankFiles.read(banks, with: reader) { reasons[$0.reason, default: 0] += 1 }
      let index = BankIndex(bank)
      for result in try hashed() {
        switch result {
        case .failure(let rejection): reasons[rejection.reason.rawValue, default: 0] += 1
        case .success(let hashes):
          try show(index.matches(of: hashes, within: distance), path: hashes.path)
        }
      }
      for (line, text) in try lines(of: texts) {
        try show(index.matches(ofText: text), path: texts, line: line)
      }
      for (line, link) in try lines(of: links) {
        try show(index.matches(ofLink: link), path: links, line: line)
      }
      return MediaProgram.report(reasons)
    }
  }

  private func hashed() throws -> [Result<MediaHashes, MediaRejection>] {
    if files.isEmpty { return [] }
    var options = MediaOptions()
    options.workers = ProcessInfo.processInfo.activeProcessorCount
    return try MediaHasher(options, program: MediaProgram.path).hash(files)
  }

  private func lines(of path: String?) throws -> [(Int, String)] {
    guard let path else { return [] }
    return try TextLines.read(path).enumerated().map { ($0.offset + 1, $0.element) }
  }

  private func show(_ matches: [BankMatch], path: String?, line: Int? = nil) throws {
    for match in matches { print(try MatchLine(match, path: path, line: line).text()) }
  }
}

/// One line of the output of `tocsin bank match`. Texts and links of a bank are not repeated.
private struct MatchLine: Encodable {
  var path: String?
  var line: Int?
  var bank: String
  var type: String
  var signal: String?
  var category: String
  var severity: String
  var tags: [String]
  var source: String
  var distance: Int?
  var queryPercent: Double?
  var comparePercent: Double?

  init(_ match: BankMatch, path: String?, line: Int?) {
    self.path = path
    self.line = line
    bank = match.entry.bank
    type = match.entry.type.rawValue
    let isShort = [.pdq, .videoMD5, .videoSHA256, .urlMD5].contains(match.entry.type)
    signal = isShort ? match.entry.value : nil
    category = match.entry.category.rawValue
    severity = match.entry.severity.rawValue
    tags = match.entry.tags
    source = match.entry.source
    distance = match.distance
    queryPercent = match.video?.queryPercent
    comparePercent = match.video?.comparePercent
  }

  private enum CodingKeys: String, CodingKey {
    case path, line, bank, type, signal, category, severity, tags, source, distance
    case queryPercent = "query_percent"
    case comparePercent = "compare_percent"
  }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
