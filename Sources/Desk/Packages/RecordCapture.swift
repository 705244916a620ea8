import Casework
import Evidence
import Foundation
import Intake
import Pipeline
import SocialModel
import Store

/// A post with the bytes that a package is to hold, as it was when the package was asked for.
struct CapturedPost: Sendable {
  /// The post as a package has it; its bytes are a statement where the original ones cannot be had.
  var item: EvidenceCase.Item
  /// Why the original bytes cannot be had; nil where they are there.
  var missing: String?
}

/// Reads the original bytes of posts from the inputs that they came from.
///
/// Bytes count only where the whole input still has the SHA-256 that its run recorded: then what lies at a
/// post's place is what was read. An input is looked for where it was read, and by its name in the folders
/// that are configured.
struct RecordCapture {
  let store: CaseStore
  let settings: PackageSettings
  /// The inputs that were looked for, by their recorded hash: their path, or why there is none.
  private var inputs: [String: Result<String, Absence>] = [:]
  private var total = 0

  /// Why bytes cannot be had: a sentence.
  private struct Absence: Error {
    var words: String
  }

  /// No package holds more, in bytes: an archive of 256 MiB has the renderings, too.
  static let mostBytes = 128 << 20

  init(store: CaseStore, settings: PackageSettings) {
    self.store = store
    self.settings = settings
  }

  /// A post with its bytes.
  ///
  /// - Throws: ``DeskError`` with `notFound`, and `tooMany` when the bytes are too many together.
  mutating func post(_ id: Int64) throws -> CapturedPost {
    let page = try store.post(id)
    let place = try store.recordPlace(ofPost: id)
    let captured = EvidenceCase.Capture(
      from: Self.source(place), at: ZonedTime(place?.readAt ?? store.clock()),
      version: "Tocsin \(place?.version ?? "of an unknown version")")
    var item = Self.item(page, captured)
    var missing: String?
    do {
      guard let place else { throw Absence(words: "The post came from no file.") }
      item.raw = try bytes(at: place)
      item.type = Self.type(of: item.raw, format: place.format)
    } catch let absence as Absence {
      missing = absence.words
      item.raw = try Self.statement(page.row, place, absence.words)
      item.type = EvidenceCase.Item.statementType
    }
    total += item.raw.count
    guard total <= Self.mostBytes else {
      throw DeskError(
        .tooMany, subject: "posts", message: "Their bytes are more than a package takes.",
        hint: "Ask for several packages.")
    }
    return CapturedPost(item: item, missing: missing)
  }

  private mutating func bytes(at place: RecordPlace) throws -> [UInt8] {
    guard let sha256 = place.sha256 else {
      throw Absence(words: "The hash of its file is not known: the run that read it did not end.")
    }
    guard let length = Int32(exactly: place.length), length > 0 else {
      throw Absence(words: "Its place in its file is not known.")
    }
    let path = try input(place, sha256).get()
    let location = RecordLocation(input: 0, offset: place.offset, length: length, line: place.line)
    do {
      guard let bytes = try Intake().rawRecords(at: [location], paths: [path])[location] else {
        throw Absence(words: "Its file has no such record.")
      }
      return bytes
    } catch let error as IntakeError { throw Absence(words: error.message) }
  }

  /// The input's file, once its bytes are known to be those that were read.
  private mutating func input(
    _ place: RecordPlace, _ sha256: String
  ) -> Result<String, Absence> {
    if let known = inputs[sha256] { return known }
    let found = search(place, sha256)
    inputs[sha256] = found
    return found
  }

  private func search(_ place: RecordPlace, _ sha256: String) -> Result<String, Absence> {
    // A stored name that leads elsewhere than into the folder is no name of a file.
    let isName = !place.name.contains("/") && ![".", ".."].contains(place.name)
    let candidates =
      [place.path].compactMap { $0 }
      + (isName ? settings.inputFolders.map { $0 + "/" + place.name } : [])
    var words = "Its file is not where it was read, nor in a folder of inputs."
    for path in candidates where FileManager.default.fileExists(atPath: path) {
      do {
        if try FileDigest.sha256(path: path).hex == sha256 { return .success(path) }
        words = "Its file has changed since it was read: the SHA-256 is another one."
      } catch let error as PipelineError { words = error.message } catch {
        words = "Its file cannot be read."
      }
    }
    return .failure(Absence(words: words))
  }

  private static func source(_ place: RecordPlace?) -> String {
    guard let place else { return "no file" }
    let line = place.line > 0 ? ", line \(place.line)" : ""
    let hash = place.sha256.map { ", SHA-256 \($0)" } ?? ""
    return "input \(place.name)\(hash), bytes \(place.length) from \(place.offset)\(line)"
  }

  private static func type(of bytes: [UInt8], format: String?) -> String {
    let first = bytes.first { !TextBytes.isBlank($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return "application/json" }
    let tables: [InputFormat] = [.crowdTangle, .cooRTweet, .delimited]
    return tables.contains { $0.rawValue == format } ? "text/csv" : "application/octet-stream"
  }

  /// The post as it was first stored: an earlier text belongs to the bytes, a later one does not.
  private static func item(
    _ page: PostPage, _ captured: EvidenceCase.Capture
  ) -> EvidenceCase.Item {
    let row = page.row
    let text = page.edits.last.map(\.text) ?? row.text
    return EvidenceCase.Item(
      id: row.externalID,
      account: .init(
        platform: row.account.platform, id: row.account.externalID, handle: row.account.handle),
      published: ZonedTime(row.time), text: text, raw: [], type: "", captured: captured,
      assessment: page.assessment.map { assessment($0, of: text, isSame: page.edits.isEmpty) })
  }

  /// What was said of the post; places count Unicode scalars in a package and bytes in the store.
  private static func assessment(
    _ said: PostPage.Assessed, of text: String?, isSame: Bool
  ) -> EvidenceCase.Assessment {
    var scalars: [Int: Int] = [:]
    if isSame, let text {
      var offset = 0
      for (index, scalar) in text.unicodeScalars.enumerated() {
        scalars[offset] = index
        offset += UTF8.width(scalar)
      }
      scalars[offset] = text.unicodeScalars.count
    }
    return EvidenceCase.Assessment(
      kind: said.kind, level: "\(said.level)", reasons: said.reasons,
      spans: said.spans.compactMap { span in
        guard let start = scalars[span.start], let end = scalars[span.end] else { return nil }
        return .init(role: span.role, start: start, end: end)
      })
  }

  /// What stands in the package where the original bytes cannot be had.
  private static func statement(
    _ row: PostRow, _ place: RecordPlace?, _ why: String
  ) throws -> [UInt8] {
    var fields = [
      "statement":
        "The original bytes of this post could not be had when the package was asked for.",
      "why": why, "post": "\(row.platform) \(row.externalID)", "source": source(place),
    ]
    if let sha256 = place?.sha256 { fields["inputSHA256"] = sha256 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(fields)) + [UInt8(ascii: "\n")]
  }
}

/// Bytes of texts.
enum TextBytes {
  /// Whether a byte is a blank, a tab, or the end of a line.
  static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
