import GRDB
import SocialModel

/// A post of a package as it was when the package was asked for.
public struct KeptPost: Hashable, Sendable {
  /// What is said of it: JSON that whoever makes packages reads and writes.
  public var description: String
  /// The bytes that the package is to hold.
  public var bytes: [UInt8]

  /// A post of a package.
  public init(description: String, bytes: [UInt8]) {
    self.description = description
    self.bytes = bytes
  }
}

/// A package as it was made, once and for all.
public struct KeptPackage: Hashable, Sendable {
  /// The archive.
  public var bytes: [UInt8]
  /// SHA-256 of it, 64 hexadecimal digits.
  public var sha256: String
  /// When it was made.
  public var madeAt: Timestamp
}

/// Where a post's bytes lie, and where the input itself lay when it was read.
public struct RecordPlace: Hashable, Sendable {
  /// The input's name, without its folder.
  public var name: String
  /// The path at which it was read; nil for one that an earlier version stored.
  public var path: String?
  /// SHA-256 of the input; nil where its run was never stored.
  public var sha256: String?
  /// Its format, as its run says.
  public var format: String?
  /// When it was read.
  public var readAt: Timestamp
  /// The version of the program that read it; nil where its run was never stored.
  public var version: String?
  /// The offset in the decompressed input.
  public var offset: Int64
  /// The length in bytes.
  public var length: Int64
  /// The line, from 1; 0 where there are none.
  public var line: Int64
}

extension CaseStore {
  static func keep(_ posts: [KeptPost], ofEscalation id: Int64, _ db: Database) throws {
    for (position, post) in posts.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO escalationPost (escalation, position, description, bytes) VALUES (?, ?, ?, ?)
          """, arguments: [id, position, post.description, Bytes.data(post.bytes)])
    }
  }

  /// The posts of a package as they were when it was asked for, in its order; none for one that an earlier
  /// version kept.
  public func keptPosts(ofEscalation id: Int64) throws -> [KeptPost] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT description, bytes FROM escalationPost WHERE escalation = ? ORDER BY position
          """, arguments: [id]
      ).map { KeptPost(description: $0["description"], bytes: Bytes.of($0, "bytes")) }
    }
  }

  /// Keeps a released package as it was made; the first one stays.
  ///
  /// - Returns: what is kept.
  public func keepPackage(
    ofEscalation id: Int64, _ bytes: [UInt8], sha256: String, by user: Int64
  ) throws -> KeptPackage {
    let now = clock()
    return try together {
      if let kept = try keptPackage(ofEscalation: id) { return kept }
      try write(
        by: .user(user), "escalation.made", on: "escalation:\(id)", details: ["sha256": sha256]
      ) { db, _ in
        try db.execute(
          sql: """
            INSERT INTO escalationPackage (escalation, bytes, sha256, madeAt) VALUES (?, ?, ?, ?)
            """, arguments: [id, Bytes.data(bytes), sha256, now.milliseconds])
      }
      return KeptPackage(bytes: bytes, sha256: sha256, madeAt: now)
    }
  }

  /// A package as it was made; nil where it was not made yet.
  public func keptPackage(ofEscalation id: Int64) throws -> KeptPackage? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT bytes, sha256, madeAt FROM escalationPackage WHERE escalation = ?",
        arguments: [id]
      ).map {
        KeptPackage(
          bytes: Bytes.of($0, "bytes"), sha256: $0["sha256"], madeAt: Moment.of($0, "madeAt"))
      }
    }
  }

  /// Where the bytes of a post lie; nil for a post that came from no input.
  ///
  /// - Throws: ``StoreError`` with `notFound`.
  public func recordPlace(ofPost id: Int64) throws -> RecordPlace? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT i.name, i.path, i.sha256, i.format, i.storedAt, r.version, p.offset, p.length,
            p.line
          FROM post p LEFT JOIN input i ON i.id = p.input LEFT JOIN run r ON r.id = i.run
          WHERE p.id = ?
          """, arguments: [id])
      guard let row else { throw StoreError.missing("post", id) }
      guard let name: String = row["name"], let offset: Int64 = row["offset"],
        let length: Int64 = row["length"]
      else { return nil }
      return RecordPlace(
        name: name, path: row["path"], sha256: row["sha256"], format: row["format"],
        readAt: Moment.of(row, "storedAt"), version: row["version"], offset: offset,
        length: length, line: row["line"] ?? 0)
    }
  }
}
