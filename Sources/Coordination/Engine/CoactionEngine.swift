/// Finds every co-action: two accounts that act on the same object within a time window.
///
/// It goes row by row, as Gustavson's algorithm multiplies sparse matrices: for one account, for
/// each of its actions, it looks at the neighbours in time on the same object and keeps those of
/// accounts with larger ids. So pairs come out in order without a global sort, nothing is held but
/// the table and one row a thread, and threads work on accounts of their own. A design that emits
/// pairs object by object must sort or hash all of them at the end; at ten million actions that
/// costs more than all the rest.
///
/// ```swift
/// let engine = CoactionEngine(table, window: 60)
/// let counts = engine.rows(makeState: { 0 }) { pairs, row in
///   row.forEachPair { _, _ in pairs += 1 }
/// }
/// ```
///
/// Source: F. G. Gustavson (1978), "Two Fast Algorithms for Sparse Matrices: Multiplication and
/// Permuted Transposition", doi:10.1145/355791.355796.
public struct CoactionEngine: Sendable {
  /// Which pairs of actions within the window count.
  public struct Rule: Sendable {
    /// Whether two actions with the same content id are no co-action.
    public var excludesSameContent: Bool
    /// For each position whether the action qualifies: a co-action needs one action that does.
    /// Nil where every action does.
    public var qualifies: [Bool]?

    /// A rule; by default, any two actions of different accounts count.
    public init(excludesSameContent: Bool = false, qualifies: [Bool]? = nil) {
      self.excludesSameContent = excludesSameContent
      self.qualifies = qualifies
    }
  }

  /// The actions.
  public let table: ActionTable
  /// The largest difference of two times that makes a co-action, in the table's unit.
  public let window: Int64
  /// Which pairs of actions count.
  public let rule: Rule
  /// The largest number of records in one visit.
  public let rowCapacity: Int
  /// How many pairs of actions on one object lie within the window, each counted from both ends;
  /// actions of the same account included.
  public let neighbourCount: Int
  /// Ranges of accounts with about equal work; they depend on the table and the window alone.
  let ranges: [Range<Int32>]

  /// Prepares a search; O(actions) time.
  ///
  /// - Parameters:
  ///   - table: the actions.
  ///   - window: at least 0, in the unit of the table's times; both ends are included.
  ///   - rule: which pairs of actions count.
  ///   - rowCapacity: the largest number of records in one visit, and with it the memory that a
  ///     thread takes: 48 bytes a record.
  ///   - threads: how many threads prepare.
  public init(
    _ table: ActionTable, window: Int64, rule: Rule = Rule(), rowCapacity: Int = 1 << 22,
    threads: Int = Parallel.defaultThreads
  ) {
    precondition(window >= 0 && rowCapacity > 0)
    precondition(rule.qualifies.map { $0.count == table.count } ?? true)
    self.table = table
    self.window = window
    self.rule = rule
    self.rowCapacity = rowCapacity
    (ranges, neighbourCount) = WorkRanges.make(table, window: window, threads: threads)
  }

  /// The positions within the window of the action at a position, on the same object, itself
  /// included.
  public func neighbours(of position: Int) -> Range<Int> {
    table.actions.withUnsafeBufferPointer { actions in
      Neighbours(actions: actions, window: UInt64(window)).range(of: position)
    }
  }

  /// Visits every row that has co-actions, and hands over the states in the order of accounts.
  ///
  /// Accounts are cut into ranges. Each range has a state of its own, which its rows change in
  /// order; ranges run on several threads; `consume` gets the states in order on the calling
  /// thread, so that results can be written as they come. A few states a thread exist at a time.
  ///
  /// - Parameters:
  ///   - threads: how many threads work; nothing that `consume` sees depends on it.
  ///   - makeState: makes a range's state.
  ///   - visit: takes the rows of a range in order.
  ///   - finish: completes a range's state after its last row, still on the range's thread.
  ///   - consume: takes the states in order.
  /// - Throws: what `consume` throws; the rest is then left out.
  /// - Complexity: O(actions + neighbours) time for rows below the capacity. A row of r neighbours
  ///   above the capacity c is scanned again r / c times. Memory: two rows a thread.
  public func forEachRow<State: Sendable>(
    threads: Int = Parallel.defaultThreads, makeState: @Sendable () -> State,
    visit: @Sendable (inout State, CoactionRow) -> Void,
    finish: @Sendable (inout State) -> Void = { _ in }, consume: (State) throws -> Void
  ) rethrows {
    let batch = max(threads, 1) * 8
    var start = 0
    while start < ranges.count {
      let end = min(start + batch, ranges.count)
      let states = Parallel.map(start..<end, threads: threads) { index in
        var state = makeState()
        EngineMemory.with(self) {
          RowScanner($0, capacity: rowCapacity).scan(ranges[index]) { visit(&state, $0) }
        }
        finish(&state)
        return state
      }
      for state in states { try consume(state) }
      start = end
    }
  }

  /// Visits every row that has co-actions; returns the states in the order of accounts.
  ///
  /// As `forEachRow(threads:makeState:visit:finish:consume:)`, for states that are small.
  public func rows<State: Sendable>(
    threads: Int = Parallel.defaultThreads, makeState: @Sendable () -> State,
    visit: @Sendable (inout State, CoactionRow) -> Void
  ) -> [State] {
    var states: [State] = []
    states.reserveCapacity(ranges.count)
    forEachRow(threads: threads, makeState: makeState, visit: visit) { states.append($0) }
    return states
  }
}
