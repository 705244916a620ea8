import Desk
import Foundation
import Pipeline
import Store

/// The database that an analysis stores into.
///
/// It is opened before an input is read, so that one which is none costs no time; and one that was made
/// for nothing, since no input could be read, does not stay behind.
struct AnalysisDatabase {
  /// Stores posts and results.
  let storage: PostStorage
  private let store: CaseStore
  private let path: String
  private let isNew: Bool

  init(at path: String) throws {
    self.path = path
    isNew = !FileManager.default.fileExists(atPath: path)
    store = try CaseStore(path: path, sealer: .chain)
    storage = PostStorage(store)
  }

  /// Removes the database where this run made it and stored nothing in it.
  func removeIfUnused() {
    let counts = storage.counts
    let isUnused = counts.new + counts.updated + counts.duplicate == 0 && storage.run == nil
    guard isNew, isUnused else { return }
    do { try store.discard() } catch {
      Diagnostics.say("tocsin: \(path): The new database is empty and could not be removed.")
    }
  }
}
