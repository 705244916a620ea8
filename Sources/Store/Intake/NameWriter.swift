import GRDB
import SocialModel

/// Finds or makes the rows that name platforms, clients and objects.
struct NameWriter {
  let db: Database
  var cache: KeyCache

  init(_ db: Database, cache: KeyCache) {
    self.db = db
    self.cache = cache
  }

  mutating func platform(_ platform: Platform) throws -> Int64 {
    if let id = cache.platforms[platform.name] { return id }
    let id = try row("platform", platform.name)
    cache.platforms[platform.name] = id
    return id
  }

  mutating func client(_ name: String) throws -> Int64 {
    if let id = cache.clients[name] { return id }
    let id = try row("client", name)
    cache.clients[name] = id
    return id
  }

  private func row(_ table: String, _ name: String) throws -> Int64 {
    let find = try RawStatement(db, "SELECT id FROM \(table) WHERE name = ?")
    find.bind(1, name)
    if let id = try find.first({ RawColumn.integer($0, 0) ?? 0 }) { return id }
    let add = try RawStatement(db, "INSERT INTO \(table) (name) VALUES (?)")
    add.bind(1, name)
    try add.run()
    return db.lastInsertedRowID
  }

  mutating func object(_ listed: ListedObject) throws -> Int64 {
    let layer = Int64(listed.layer.rawValue)
    switch ObjectKey(listed) {
    case .text(let key):
      let name = KeyCache.Name(group: layer, name: key)
      if let id = cache.objects[name] { return id }
      let id = try objectRow(layer) { $0.bind(2, key) }
      cache.objects[name] = id
      return id
    case .digest(let digest):
      // Most texts occur once: keeping them in memory would only push out what recurs.
      return try objectRow(layer) { $0.bind(2, blob: digest) }
    }
  }

  private func objectRow(_ layer: Int64, _ bindKey: (RawStatement) -> Void) throws -> Int64 {
    let find = try RawStatement(db, "SELECT id FROM object WHERE layer = ? AND key = ?")
    find.bind(1, layer)
    bindKey(find)
    if let id = try find.first({ RawColumn.integer($0, 0) ?? 0 }) { return id }
    let add = try RawStatement(db, "INSERT INTO object (layer, key) VALUES (?, ?)")
    add.bind(1, layer)
    bindKey(add)
    try add.run()
    return db.lastInsertedRowID
  }
}
