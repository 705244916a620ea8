import GRDB

/// The transaction that methods of a store join while ``CaseStore/together(_:)`` runs. It never leaves
/// the thread on which the transaction was begun.
struct JoinedTransaction: @unchecked Sendable {
  let store: ObjectIdentifier
  let db: Database

  @TaskLocal static var current: JoinedTransaction?
}

extension CaseStore {
  /// Runs several methods of the store as one transaction: all of what they change, or nothing.
  ///
  /// What is read inside is what is written on: rules that are applied to rows hold until the rows are
  /// changed. Others that write wait meanwhile, so that nothing slow belongs inside.
  ///
  /// ```swift
  /// try store.together {
  ///   guard try store.caseFile(7).row.claim?.user == 3 else { throw notHeld }
  ///   try store.addNote("seen", toCase: 7, by: .user(3))
  /// }
  /// ```
  ///
  /// Inside of another one it is a part of it that fails by itself: a caller that catches its error goes
  /// on without what it changed.
  ///
  /// - Throws: what the body throws, after everything is undone; ``StoreError``.
  public func together<Value>(_ body: () throws -> Value) throws -> Value {
    try transaction { db in
      try JoinedTransaction.$current.withValue(
        JoinedTransaction(store: ObjectIdentifier(self), db: db), operation: body)
    }
  }

  /// The transaction under way on this thread; nil where there is none.
  var joined: Database? {
    guard let current = JoinedTransaction.current, current.store == ObjectIdentifier(self) else {
      return nil
    }
    return current.db
  }

  /// Changes rows in the transaction under way, or in one of its own.
  func transaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try mapped {
      guard let db = joined else { return try pool.write(body) }
      var value: Value?
      try db.inSavepoint {
        value = try body(db)
        return .commit
      }
      guard let value else { preconditionFailure("a savepoint that does not throw runs its body") }
      return value
    }
  }
}
