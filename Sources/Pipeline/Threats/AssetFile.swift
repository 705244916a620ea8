import Foundation
import Threats

/// A team's file of protected assets: `{"assets": [{"id", "name", "kind", "variants", "place",
/// "contacts"}]}`; docs/formats.md describes the fields.
public enum AssetFile {
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
    do {
      return try AssetMatcher(JSONDecoder().decode(Form.self, from: data).assets)
    } catch let error as ThreatsError {
      throw PipelineError(.badAssets, subject: path, message: error.message, hint: error.hint)
    } catch {
      throw PipelineError(
        .badAssets, subject: path, message: "The file is not of the form of a file of assets.",
        hint: "docs/formats.md shows one.")
    }
  }
}
