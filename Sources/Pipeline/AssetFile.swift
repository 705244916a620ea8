import Foundation
import Threats

/// A team's file of protected assets.
public enum AssetFile {
  /// Reads a file.
  ///
  /// - Throws: ``PipelineError`` with the code `inputUnreadable`, and `ThreatsError`.
  public static func read(path: String) throws -> AssetMatcher {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .inputUnreadable, subject: path, message: "The file of assets cannot be read.",
        hint: "Check that the file exists and may be read.")
    }
    _ = data
    return AssetMatcher()
  }
}
