import Casework
import Foundation
import Pipeline
import Store
import Threats

/// What is wrong with an asset, by its field.
public struct AssetProblem: Hashable, Sendable {
  /// The field: `id`, `name`, `variants`, `place` or `contacts`.
  public var field: String
  /// What is wrong, in a sentence.
  public var message: String

  /// Everything that is wrong with an asset by itself; empty where nothing is.
  public static func of(_ asset: ProtectedAsset) -> [AssetProblem] {
    var problems: [AssetProblem] = []
    func require(_ isRight: Bool, _ field: String, _ message: String) {
      if !isRight { problems.append(AssetProblem(field: field, message: message)) }
    }
    func isList(_ list: [String], _ most: Int) -> Bool {
      list.count <= most
        && list.allSatisfy { (1...200).contains($0.count) && !$0.contains(AssetFile.separator) }
    }
    let isID = asset.id.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    require(
      isID && (1...64).contains(asset.id.utf8.count), "id",
      "It is letters, digits, -, . and _, at most 64 of them.")
    require(
      (1...200).contains(asset.name.count) && hasWord(asset.name), "name",
      "A name has letters or digits, and at most 200 characters.")
    require(
      isList(asset.variants, 100) && asset.variants.allSatisfy(hasWord), "variants",
      "At most 100 variants, each with letters or digits, of at most 200 characters and without |.")
    require((asset.place ?? "").count <= 200, "place", "A place has at most 200 characters.")
    require(
      isList(asset.contacts, 20), "contacts",
      "At most 20 contacts, each of at most 200 characters and without |.")
    return problems
  }

  private static func hasWord(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}

extension CaseDesk {
  /// Makes a protected asset, or changes the one with a number.
  ///
  /// - Parameter id: the store's number; nil for a new one.
  /// - Returns: its number.
  /// - Throws: ``DeskError`` with `notAllowed`, `malformed`, `conflict` for an identifier that another one has.
  public func saveAsset(
    _ asset: ProtectedAsset, id: Int64? = nil, by acting: Acting
  ) throws -> Int64 {
    try act(.manageAssets, by: acting, on: "asset") {
      try Self.check([asset])
      return try store.saveAsset(Self.row(asset, id ?? 0), by: acting.actor)
    }
  }

  /// Removes a protected asset.
  public func removeAsset(_ id: Int64, by acting: Acting) throws {
    try act(.manageAssets, by: acting, on: "asset \(id)") {
      try store.removeAsset(id, by: acting.actor)
    }
  }

  /// Takes the assets of a file, all or none: one whose identifier is known is changed, others are made, and
  /// none is removed.
  ///
  /// - Parameter bytes: JSON or a table, as `tocsin threats --assets` reads them.
  /// - Returns: how many were made and changed.
  /// - Throws: ``DeskError`` with `notAllowed`, `malformed` and `tooMany`.
  public func importAssets(
    _ bytes: [UInt8], by acting: Acting
  ) throws -> (made: Int, changed: Int) {
    try act(.manageAssets, by: acting, on: "assets") {
      let assets: [ProtectedAsset]
      do { assets = try AssetFile.assets(in: bytes, subject: "assets") } catch let error
        as PipelineError
      { throw DeskError(.malformed, subject: "assets", message: error.message, hint: error.hint) }
      guard assets.count <= CaseStore.mostAssets else {
        throw DeskError(
          .tooMany, subject: "assets", message: "More than \(CaseStore.mostAssets) assets.")
      }
      try Self.check(assets)
      let known = Dictionary(uniqueKeysWithValues: try store.assets().map { ($0.key, $0.id) })
      for asset in assets {
        _ = try store.saveAsset(Self.row(asset, known[asset.id] ?? 0), by: acting.actor)
      }
      let changed = assets.count { known[$0.id] != nil }
      return (assets.count - changed, changed)
    }
  }

  /// The protected assets as files have them.
  public func assets(by acting: Acting) throws -> [ProtectedAsset] {
    try look(.viewCases, by: acting, on: "assets") {
      try store.assets().map { try StoredAssets.asset($0) }
    }
  }

  private static func check(_ assets: [ProtectedAsset]) throws {
    for (index, asset) in assets.enumerated() {
      guard let problem = AssetProblem.of(asset).first else { continue }
      throw DeskError(
        .malformed, subject: "asset \(index + 1), \(problem.field)",
        message: "Asset \(index + 1): \(problem.message)")
    }
    do { _ = try AssetFile.matcher(of: assets, subject: "assets") } catch let error
      as PipelineError
    { throw DeskError(.malformed, subject: "assets", message: error.message, hint: error.hint) }
  }

  private static func row(_ asset: ProtectedAsset, _ id: Int64) -> AssetRow {
    AssetRow(
      id: id, key: asset.id, name: asset.name, kind: asset.kind.rawValue,
      variants: asset.variants, place: asset.place, contacts: asset.contacts)
  }
}
