/// CooRTweet's filter by minimum participation, after the co-actions are found.
///
/// A content is *used* when it occurs in a co-action. An account is *active* when it has at least
/// `minimum` actions whose contents are used. A co-action stays when one of its contents belongs to
/// an active account. (That one side suffices is how CooRTweet 2.1.3 does it.)
public enum Participation {
  /// The actions that count towards participation, of one layer.
  public struct Actions: Sendable {
    /// The account of each action.
    public var accounts: ArraySlice<Int32>
    /// The content of each action; negative where it is unknown.
    public var contents: ArraySlice<Int32>
    /// The positions in the engine's table of this layer's actions.
    public var positions: Range<Int>

    /// The actions of one layer.
    public init(accounts: ArraySlice<Int32>, contents: ArraySlice<Int32>, positions: Range<Int>) {
      self.accounts = accounts
      self.contents = contents
      self.positions = positions
    }
  }

  /// For each position of the engine's table whether its content belongs to an active account.
  ///
  /// - Parameters:
  ///   - engine: finds the co-actions that the filter is applied to.
  ///   - minimum: the participation; at 1 or below every action qualifies.
  ///   - layers: the actions, layer by layer: a content used in one layer counts in it alone.
  ///   - threads: how many threads work.
  /// - Returns: flags for `CoactionEngine.Rule.qualifies`; nil where all qualify.
  /// - Complexity: O(actions + neighbours) time at worst, O(actions + accounts + contents) memory.
  public static func qualifying(
    _ engine: CoactionEngine, minimum: Int, layers: [Actions],
    threads: Int = Parallel.defaultThreads
  ) -> [Bool]? {
    if minimum <= 1 { return nil }
    let acts = engine.positionsWithCoaction(threads: threads)
    let contents = engine.table.contents
    let contentCount =
      Int(max(contents.max() ?? -1, layers.compactMap { $0.contents.max() }.max() ?? -1)) + 1
    var qualifies = [Bool](repeating: false, count: engine.table.count)
    for layer in layers {
      var used = [Bool](repeating: false, count: contentCount)
      for position in layer.positions where acts[position] {
        used[Int(contents[position])] = true
      }
      let passing = passing(layer, used: used, minimum: minimum, engine.table.accountCount)
      for position in layer.positions {
        qualifies[position] = passing[Int(contents[position])]
      }
    }
    return qualifies
  }

  private static func passing(
    _ layer: Actions, used: [Bool], minimum: Int, _ accountCount: Int
  ) -> [Bool] {
    var active = [Int32](repeating: 0, count: accountCount)
    for (account, content) in zip(layer.accounts, layer.contents)
    where content >= 0 && used[Int(content)] {
      active[Int(account)] += 1
    }
    var passing = [Bool](repeating: false, count: used.count)
    for (account, content) in zip(layer.accounts, layer.contents)
    where content >= 0 && used[Int(content)] && active[Int(account)] >= minimum {
      passing[Int(content)] = true
    }
    return passing
  }
}
