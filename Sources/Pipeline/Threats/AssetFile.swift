import Foundation
import Intake
import Threats

/// A team's file of protected assets: `{"assets": [{"id", "name", "kind", "variants", "place",
/// "contacts"}]}`, or a table with these columns; docs/formats.md describes the fields.
public enum AssetFile {
  /// No file is longer, in bytes.
  public static let longest = 8 << 20
  /// What stands between several variants or contacts in a table's cell.
  public static let separator: Character = "|"
  /// A table's columns, in the order in which they are written.
  public static let columns = ["id", "name", "kind", "variants", "place", "contacts"]

  private struct Form: Decodable {
    var assets: [ProtectedAsset]
  }

  /// Reads a file.
  ///
  /// - Throws: ``PipelineError`` with the codes `inputUnreadable` and `badAssets`.
  public static func read(path: String) throws -> AssetMatcher {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .inputUnreadable, subject: path, message: "The file of assets cannot be read.",
        hint: "Check that the file exists and may be read.")
    }
    return try matcher(of: try assets(in: [UInt8](data), subject: path), subject: path)
  }

  /// A matcher of assets.
  ///
  /// - Throws: ``PipelineError`` with the code `badAssets` for an id that is given twice and a name without a
  ///   word.
  public static func matcher(of assets: [ProtectedAsset], subject: String) throws -> AssetMatcher {
    do { return try AssetMatcher(assets) } catch let error as ThreatsError {
      throw PipelineError(
        .badAssets, subject: subject, message: "Asset \(error.asset): \(error.message)",
        hint: error.hint)
    }
  }

  /// The assets of a file's bytes: JSON where they begin with a brace, a table otherwise.
  ///
  /// - Throws: ``PipelineError`` with the code `badAssets`.
  public static func assets(in bytes: [UInt8], subject: String) throws -> [ProtectedAsset] {
    guard bytes.count <= longest else {
      throw bad(subject, "It is longer than \(longest) bytes.")
    }
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    guard first == UInt8(ascii: "{") else { return try table(bytes, subject) }
    do { return try JSONDecoder().decode(Form.self, from: Data(bytes)).assets } catch {
      throw bad(subject, "The file is not of the form of a file of assets.")
    }
  }

  private static func table(_ bytes: [UInt8], _ subject: String) throws -> [ProtectedAsset] {
    do {
      let records = DelimitedRecords(
        try ByteSource(name: subject, bytes: bytes), maxRecordBytes: 1 << 20)
      let names = try records.header() ?? []
      guard ["id", "name", "kind"].allSatisfy(names.contains), Set(names).count == names.count
      else { throw bad(subject, "A table of assets has the columns id, name and kind, each once.") }
      var assets: [ProtectedAsset] = []
      while let event = try records.next() {
        guard case .record(let record) = event else {
          throw bad(subject, "A line of the table cannot be read.")
        }
        assets.append(try asset(record, names, subject))
      }
      return assets
    } catch let error as IntakeError { throw bad(subject, error.message) }
  }

  private static func asset(
    _ record: DelimitedRecord, _ names: [String], _ subject: String
  ) throws -> ProtectedAsset {
    var cells: [String: String] = [:]
    for (index, name) in names.enumerated() {
      guard let text = record.string(index) else {
        throw bad(subject, "Line \(record.line) is no UTF-8.")
      }
      cells[name] = text
    }
    guard let kind = ProtectedAsset.Kind(rawValue: cells["kind"] ?? "") else {
      throw bad(subject, "Line \(record.line): the kind is none of the list.")
    }
    func list(_ name: String) -> [String] {
      (cells[name] ?? "").split(separator: separator)
        .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }
    let place = cells["place"].flatMap { $0.isEmpty ? nil : $0 }
    return ProtectedAsset(
      id: cells["id"] ?? "", name: cells["name"] ?? "", kind: kind, variants: list("variants"),
      place: place, contacts: list("contacts"))
  }

  private static func bad(_ subject: String, _ message: String) -> PipelineError {
    PipelineError(
      .badAssets, subject: subject, message: message, hint: "docs/formats.md shows one.")
  }
}
