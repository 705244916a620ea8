/// All actions of an input as columns, in the order that the co-action engine scans them.
///
/// Positions run over the actions sorted by object, then time, then input order, so that the
/// neighbours in time of an action lie beside it. One table may hold several layers, as long as an
/// object belongs to one layer: give each layer its own range of object ids.
///
/// Times may be in any unit; the engine's window is in the same one. Ids are dense: accounts are
/// 0 ..< `accountCount`, objects 0 ..< `objectCount`. The table takes 32 bytes an action.
public struct ActionTable: Sendable {
  /// One action in sorted order: 16 bytes, so that a scan touches one stretch of memory.
  public struct Action: Sendable, Hashable {
    /// When, in the caller's unit.
    public let time: Int64
    /// Who.
    public let account: Int32
    /// On what.
    public let object: Int32
  }

  /// Number of accounts, those without actions included.
  public let accountCount: Int
  /// Number of objects, those without actions included.
  public let objectCount: Int
  /// The actions, sorted.
  public let actions: [Action]
  /// The content (the post) of the action at each position.
  public let contents: [Int32]
  /// The index in the caller's columns of the action at each position.
  public let rows: [Int32]
  /// The first position of each object, and the number of actions at the end.
  public let objectStart: [Int32]
  /// Where the positions of each account begin in `accountPositions`, and their number at the end.
  public let accountStart: [Int32]
  /// The positions of account 0, ascending, then those of account 1, and so on.
  public let accountPositions: [Int32]
  /// Whether no two actions share a content id, so that a scan need not compare them.
  public let contentsAreUnique: Bool

  /// Number of actions.
  public var count: Int { actions.count }

  /// Sorts columns into a table.
  ///
  /// - Parameters:
  ///   - accountCount: number of accounts; every account id is below it.
  ///   - objectCount: number of objects; every object id is below it.
  ///   - objects: the object of each action.
  ///   - accounts: the account of each action.
  ///   - times: the time of each action, any value of `Int64`.
  ///   - contents: the content id of each action, any non-negative numbers, the same number where
  ///     two actions come from the same post.
  ///   - threads: how many threads sort; the result does not depend on it.
  /// - Precondition: the columns are equally long, shorter than 2^31, and ids are in range.
  /// - Complexity: O(n + accounts + objects) for n actions that come in order of time within each
  ///   object, O(n log n) otherwise; 32 bytes an action and, meanwhile, 4 bytes an id.
  public init(
    accountCount: Int, objectCount: Int, objects: [Int32], accounts: [Int32], times: [Int64],
    contents: [Int32], threads: Int = Parallel.defaultThreads
  ) {
    let count = objects.count
    precondition(
      accounts.count == count && times.count == count && contents.count == count,
      "columns differ in length")
    precondition(count < Int(Int32.max), "a table holds fewer than 2^31 actions")
    self.accountCount = accountCount
    self.objectCount = objectCount
    objectStart = CountingSort.starts(of: objects, idCount: objectCount)
    accountStart = CountingSort.starts(of: accounts, idCount: accountCount)
    let columns = ActionColumns(
      objects: objects, accounts: accounts, times: times, contents: contents)
    (actions, self.contents, rows) = columns.sorted(objectStart: objectStart, threads: threads)
    accountPositions = CountingSort.positionsByAccount(
      actions, accountStart: accountStart, threads: threads)
    contentsAreUnique = CountingSort.areUnique(contents)
  }

  /// The positions of the actions of an account, ascending.
  public func positions(of account: Int32) -> ArraySlice<Int32> {
    accountPositions[Int(accountStart[Int(account)])..<Int(accountStart[Int(account) + 1])]
  }

  /// The positions of the actions on an object, in order of time.
  public func positions(on object: Int32) -> Range<Int> {
    Int(objectStart[Int(object)])..<Int(objectStart[Int(object) + 1])
  }
}
