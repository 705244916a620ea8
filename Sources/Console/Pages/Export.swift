import Casework
import Exchange
import Store

/// Tables as CSV: the page's own columns and cells, all pages of the list, however long it is.
enum Export {
  /// A whole list.
  ///
  /// - Parameters:
  ///   - name: the file's name without `.csv`.
  ///   - subject: what the audit trail names.
  ///   - fetch: one page of rows.
  static func list<Row: Sendable>(
    _ name: String, on subject: String, _ visit: Visit, _ columns: [PageContent.Column],
    cells: @escaping @Sendable (Row) -> [PageContent.Cell],
    fetch: @escaping @Sendable (CaseStore, PageCursor?) throws -> Page<Row>
  ) async throws -> Answer {
    let actor = try visit.acting().actor
    let file = try await visit.store { store in
      let file = try SpooledFile()
      try file.append(CSVText.rows([header(columns)]).utf8)
      var cursor: PageCursor?
      var count = 0
      repeat {
        let page = try fetch(store, cursor)
        try file.append(CSVText.rows(page.items.map { line(cells($0), columns) }).utf8)
        count += page.items.count
        cursor = page.next
      } while cursor != nil
      try store.record("export.made", on: subject, by: actor, details: ["rows": "\(count)"])
      return file
    }
    return .export(file, type: "text/csv; charset=utf-8", name: "tocsin-\(name).csv")
  }

  /// A table whose rows are all there already.
  static func rows(
    _ name: String, on subject: String, _ visit: Visit, _ columns: [PageContent.Column],
    _ rows: [[PageContent.Cell]]
  ) async throws -> Answer {
    try await list(name, on: subject, visit, columns, cells: { $0 }) { _, _ in
      Page(items: rows, next: nil)
    }
  }

  /// The link to a table's CSV for who may have it.
  static func link(_ visit: Visit, _ path: String, _ permission: Permission = .exportTables)
    -> String?
  {
    guard visit.viewer?.may(permission) == true else { return nil }
    var query = visit.query
    query["after"] = nil
    return Link.to(path, query)
  }

  private static func header(_ columns: [PageContent.Column]) -> [String] {
    columns.flatMap { [$0.name] + ($0.detail.map { [$0] } ?? []) }
  }

  private static func line(
    _ cells: [PageContent.Cell], _ columns: [PageContent.Column]
  ) -> [String] {
    zip(cells, columns).flatMap { cell, column in
      [cell.text] + (column.detail == nil ? [] : [cell.detail])
    }
  }
}
