/// Two different accounts, the smaller index first.
///
/// Whatever belongs to the two accounts is put in order together with them: `init` says whether
/// it swapped them.
public struct AccountPair: Hashable, Sendable, Comparable {
  /// The smaller account index.
  public let a: Int32
  /// The larger account index.
  public let b: Int32

  /// The pair of two different accounts, in either order.
  public init(_ first: Int32, _ second: Int32) {
    precondition(first != second, "a pair needs two accounts")
    a = min(first, second)
    b = max(first, second)
  }

  /// Two values in the order of the accounts that they belong to.
  ///
  /// - Parameters:
  ///   - first: what belongs to the account named first.
  ///   - second: what belongs to the account named second.
  public static func ordered<Value>(
    _ first: (account: Int32, value: Value), _ second: (account: Int32, value: Value)
  ) -> (pair: AccountPair, a: Value, b: Value) {
    let pair = AccountPair(first.account, second.account)
    return first.account < second.account
      ? (pair, first.value, second.value) : (pair, second.value, first.value)
  }

  /// Orders by a, then by b.
  public static func < (x: AccountPair, y: AccountPair) -> Bool {
    x.a != y.a ? x.a < y.a : x.b < y.b
  }
}
