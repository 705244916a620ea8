/// Part of a list, with where it goes on.
public struct Page<Item: Sendable>: Sendable {
  /// The rows, in the list's order.
  public var items: [Item]
  /// Where the next page begins; nil on the last.
  public var next: PageCursor?

  /// A page.
  public init(items: [Item], next: PageCursor?) {
    self.items = items
    self.next = next
  }

  /// The first `limit` of the items, with the cursor of the last of them if there are more.
  init(_ found: [Item], limit: Int, cursor: (Item) -> PageCursor) {
    items = Array(found.prefix(limit))
    next = found.count > limit ? items.last.map(cursor) : nil
  }
}

extension Page: Equatable where Item: Equatable {}

/// A place in a list: the key of the row before it. Rows that come and go elsewhere do not move it.
public struct PageCursor: Hashable, Sendable {
  let keys: [Int64]

  init(_ keys: Int64...) { self.keys = keys }

  /// The cursor as a link carries it.
  public var text: String { keys.map { String($0) }.joined(separator: ".") }

  /// The cursor that a link carries.
  ///
  /// - Throws: ``StoreError`` with `badCursor`.
  public init(text: String) throws {
    let parts =
      text.utf8.count <= 84 ? text.split(separator: ".", omittingEmptySubsequences: false) : []
    let numbers = parts.compactMap { Int64($0) }
    guard numbers.count == parts.count, (1...4).contains(numbers.count) else {
      throw StoreError(.badCursor, subject: "page", message: "The link's place is not readable.")
    }
    keys = numbers
  }

  /// The cursor's key of a list whose order has so many parts.
  ///
  /// - Throws: ``StoreError`` with `badCursor`.
  func key(_ index: Int, of count: Int) throws -> Int64 {
    guard keys.count == count else {
      throw StoreError(.badCursor, subject: "page", message: "The place is of another list.")
    }
    return keys[index]
  }
}

extension Optional where Wrapped == PageCursor {
  /// The key before which a descending list goes on: the cursor's, or the largest number.
  func below() throws -> Int64 { try self?.key(0, of: 1) ?? .max }

  /// The key after which an ascending list goes on: the cursor's, or the smallest number.
  func above() throws -> Int64 { try self?.key(0, of: 1) ?? .min }
}

/// How many rows a page may have.
enum PageLimit {
  static func checked(_ limit: Int) -> Int { min(max(limit, 1), 1000) }
}
