import Store
import Threats

/// The protected assets that a team keeps in its database.
public enum StoredAssets {
  /// An asset as files and assessments have it.
  ///
  /// - Throws: `StoreError` with `damaged` for a kind that is none.
  public static func asset(_ row: AssetRow) throws -> ProtectedAsset {
    guard let kind = ProtectedAsset.Kind(rawValue: row.kind) else {
      throw StoreError(.damaged, subject: "asset", message: "A stored kind is not of its list.")
    }
    return ProtectedAsset(
      id: row.key, name: row.name, kind: kind, variants: row.variants, place: row.place,
      contacts: row.contacts)
  }
}

extension AnalysisRun {
  /// Takes the protected assets that the database keeps, where no file names others.
  ///
  /// - Throws: `StoreError`, and ``PipelineError`` with the code `badAssets`.
  public mutating func takeStoredAssets() throws {
    guard case .on(assets: nil) = parameters.threats, let storage else { return }
    let assets = try storage.store.assets().map(StoredAssets.asset)
    guard !assets.isEmpty else { return }
    parameters.threats = .on(
      assets: try AssetFile.matcher(of: assets, subject: "the database's assets"))
  }
}
