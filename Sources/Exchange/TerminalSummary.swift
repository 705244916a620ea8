import SocialModel

/// The candidates as a plain table of fixed width, for the end of `tocsin analyze`.
public struct TerminalSummary: Sendable {
  /// Columns of the terminal.
  public var width: Int
  /// Whether the head of the table may be set in bold with ANSI sequences.
  public var usesANSI: Bool
  /// Candidates in the table; the others are counted in a line below it.
  public var limit: Int

  /// A table for a terminal of that width.
  public init(width: Int = 80, usesANSI: Bool = false, limit: Int = 20) {
    self.width = max(width, 20)
    self.usesANSI = usesANSI
    self.limit = max(limit, 1)
  }

  private struct Column {
    var title: String
    var alignsRight: Bool
    /// Columns with a larger number go first where the terminal is narrow.
    var priority: Int
    var cells: [String]
    var width: Int { max(title.count, cells.map(\.count).max() ?? 0) }
  }

  /// The headline and, where there are candidates, the table; ends with a line feed.
  ///
  /// It holds ids of candidates, kinds and numbers, and nothing of the input. A terminal that is
  /// too narrow loses columns: edges, then p, then the kind, then the first post.
  public func text(_ analysis: Analysis) -> String {
    var lines = Self.wrapped(Headline(analysis).sentence + ".", width)
    let shown = Array(analysis.candidates.prefix(limit))
    if !shown.isEmpty {
      lines += [""] + table(columns(shown, analysis.stream.span))
      let left = analysis.candidates.count - shown.count
      if left > 0 {
        lines += Self.wrapped("\(NumberText.grouped(left)) more in report.html.", width)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func columns(
    _ candidates: [Candidate], _ span: ClosedRange<Timestamp>?
  ) -> [Column] {
    [
      Column(title: "id", alignsRight: false, priority: 0, cells: candidates.map(\.id)),
      Column(
        title: "kind", alignsRight: false, priority: 3, cells: candidates.map(\.kind.rawValue)),
      Column(
        title: "accounts", alignsRight: true, priority: 1,
        cells: candidates.map { NumberText.grouped($0.members.count) }),
      Column(
        title: "edges", alignsRight: true, priority: 5,
        cells: candidates.map { NumberText.grouped($0.edges.count) }),
      Column(
        title: "first post (UTC)", alignsRight: false, priority: 2,
        cells: candidates.map { HumanText.moment($0.firstAction, within: span) }),
      Column(
        title: "p", alignsRight: true, priority: 4,
        cells: candidates.map { HumanText.plainProbability(log10: $0.log10P) }),
    ]
  }

  private func table(_ all: [Column]) -> [String] {
    var columns = all
    while columns.count > 1, columns.reduce(-2, { $0 + $1.width + 2 }) > width {
      guard let last = columns.map(\.priority).max() else { break }
      columns.removeAll { $0.priority == last }
    }
    let head = row(columns) { $0.title }
    let rule = columns.map { String(repeating: "-", count: $0.width) }.joined(separator: "  ")
    let rows = (columns.first?.cells ?? []).indices.map { index in
      row(columns) { $0.cells[index] }
    }
    return [usesANSI ? "\u{1B}[1m\(head)\u{1B}[0m" : head, rule] + rows
  }

  private func row(_ columns: [Column], _ cell: (Column) -> String) -> String {
    var line = columns.map { column in
      let text = cell(column)
      let blanks = String(repeating: " ", count: column.width - text.count)
      return column.alignsRight ? blanks + text : text + blanks
    }.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Lines of whole words, no longer than the width unless a word is.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = String(word)
      } else if lines[lines.count - 1].count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
