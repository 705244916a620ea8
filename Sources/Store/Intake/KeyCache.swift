import SocialModel
import Synchronization

/// Ids of rows that every batch needs again.
///
/// Emptied when rows are removed, and when another process has written to the file, which may have
/// removed some: SQLite's data version tells.
struct KeyCache {
  struct Name: Hashable {
    var group: Int64
    var name: String
  }

  var dataVersion: Int64 = 0
  var platforms: [String: Int64] = [:]
  var clients: [String: Int64] = [:]
  var accounts: [AccountName: Int64] = [:]
  var objects: [Name: Int64] = [:]

  struct AccountName: Hashable {
    var platform: Int64
    var id: ExternalID
  }

  /// Keeps memory bounded: 500,000 names are some 50 MB.
  mutating func trim() {
    if accounts.count > 500_000 { accounts.removeAll() }
    if objects.count > 500_000 { objects.removeAll() }
    if clients.count > 50_000 { clients.removeAll() }
  }
}

/// The names that the store's one writer has learnt.
final class SharedKeyCache: Sendable {
  let value = Mutex(KeyCache())
}
