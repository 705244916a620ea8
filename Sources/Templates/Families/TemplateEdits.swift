/// What a copy has in common with its template, and its edits.
public struct TemplateEdits: Sendable {
  /// The edits in the order of the text.
  public private(set) var edits: [TemplateEdit] = []
  /// For each piece of the template, whether the copy has it.
  private(set) var kept: [Bool] = []

  /// Where the last edit ends in the template.
  private var end = -1
  private let template: TextPieces
  private let copy: TextPieces

  /// Compares a copy with its template, piece by piece.
  ///
  /// - Complexity: O(pieces * pieces), at most 1024 each.
  public init(template: String, copy: String) {
    self.init(TextPieces(template), TextPieces(copy))
  }

  init(_ template: TextPieces, _ copy: TextPieces) {
    self.template = template
    self.copy = copy
    let pairs = Self.align(template, copy)
    kept = [Bool](repeating: false, count: template.pieces.count)
    var next = (template: 0, copy: 0)
    for pair in pairs {
      gap(next.template..<pair.template, next.copy..<pair.copy, isFirst: next == (0, 0))
      kept[pair.template] = true
      compare(pair.template, pair.copy)
      next = (pair.template + 1, pair.copy + 1)
    }
    gap(
      next.template..<template.pieces.count, next.copy..<copy.pieces.count,
      isFirst: pairs.isEmpty, isLast: !pairs.isEmpty)
  }

  /// Pieces in common, ascending in both.
  private static func align(
    _ template: TextPieces, _ copy: TextPieces
  ) -> [(template: Int, copy: Int)] {
    template.form.withUnsafeBytes { first in
      copy.form.withUnsafeBytes { second in
        let matcher = Matcher()
        matcher.template.load(first)
        matcher.text.load(second)
        guard matcher.alignment.align(matcher.text, matcher.template, least: 0) != nil else {
          return []
        }
        var pairs: [(template: Int, copy: Int)] = []
        for pair in matcher.alignment.pairs {
          let a = template.piece(at: Int(matcher.template.tokens[Int(pair.template)].start))
          let b = copy.piece(at: Int(matcher.text.tokens[Int(pair.text)].start))
          let last = pairs.last ?? (-1, -1)
          if a > last.template && b > last.copy && template.pieces[a].kind == copy.pieces[b].kind {
            pairs.append((a, b))
          }
        }
        return pairs
      }
    }
  }

  private mutating func compare(_ a: Int, _ b: Int) {
    let first = template.text(a)
    let second = copy.text(b)
    guard first != second || !first.utf8.elementsEqual(second.utf8) else { return }
    let subject: TemplateEdit.Subject
    if first.lowercased().utf8.elementsEqual(second.lowercased().utf8) {
      subject = .letterCase
    } else {
      let (whole, part) = (Self.fold(first), Self.fold(second))
      let isLast = b == copy.pieces.lastIndex { $0.kind == .word }
      let isCut = isLast && part.count < whole.count && whole.starts(with: part)
      subject = whole == part ? .spelling : isCut ? .cut : .typo
    }
    append(.replaced, subject, a..<(a + 1), b..<(b + 1), at: a)
  }

  private static func fold(_ word: String) -> [UInt8] { TextPieces(word).form }

  private mutating func gap(
    _ missing: Range<Int>, _ surplus: Range<Int>, isFirst: Bool = false, isLast: Bool = false
  ) {
    if isFirst, surplus.contains(where: { copy.pieces[$0].kind == .word }), missing.isEmpty {
      return append(.inserted, .prefix, missing, surplus, at: 0)
    }
    let lost = missing.filter { template.pieces[$0].kind == .word }
    let added = surplus.filter { copy.pieces[$0].kind == .word }
    if isLast, lost.count > added.count, let start = lost.first, let end = lost.last {
      append(.dropped, .cut, start..<(end + 1), 0..<0, at: start)
    } else {
      for (a, b) in zip(lost, added) {
        append(.replaced, .word, a..<(a + 1), b..<(b + 1), at: a)
      }
      for a in lost.dropFirst(added.count) { append(.dropped, .word, a..<(a + 1), 0..<0, at: a) }
    }
    let paired = isLast && lost.count > added.count ? 0 : lost.count
    for b in added.dropFirst(paired) {
      append(.inserted, .word, 0..<0, b..<(b + 1), at: missing.upperBound)
    }
    others(missing, surplus)
  }

  /// Mentions, tags, links and emoji of a gap.
  private mutating func others(_ missing: Range<Int>, _ surplus: Range<Int>) {
    for kind in [PieceKind.mention, .tag, .link, .emoji] {
      guard let subject = TemplateEdit.Subject(rawValue: kind.rawValue) else { continue }
      let lost = missing.filter { template.pieces[$0].kind == kind }
      let added = surplus.filter { copy.pieces[$0].kind == kind }
      for (a, b) in zip(lost, added) {
        append(.replaced, subject, a..<(a + 1), b..<(b + 1), at: a)
      }
      for a in lost.dropFirst(added.count) { append(.dropped, subject, a..<(a + 1), 0..<0, at: a) }
      for b in added.dropFirst(lost.count) {
        append(.inserted, subject, 0..<0, b..<(b + 1), at: missing.upperBound)
      }
    }
  }

  /// Adds an edit, or makes the last one longer where it is of the same sort and goes on.
  private mutating func append(
    _ change: TemplateEdit.Change, _ subject: TemplateEdit.Subject, _ missing: Range<Int>,
    _ surplus: Range<Int>, at position: Int
  ) {
    let edit = TemplateEdit(
      change: change, subject: subject,
      template: missing.map(template.text).joined(separator: " "),
      copy: surplus.map(copy.text).joined(separator: " "), position: position)
    let goesOn = change == .inserted ? position == end : missing.lowerBound == end
    if goesOn, let last = edits.last, last.change == change, last.subject == subject,
      [.word, .letterCase, .spelling].contains(subject)
    {
      edits[edits.count - 1].template = Self.join(last.template, edit.template)
      edits[edits.count - 1].copy = Self.join(last.copy, edit.copy)
    } else {
      edits.append(edit)
    }
    end = change == .inserted ? position : missing.upperBound
  }

  private static func join(_ a: String, _ b: String) -> String {
    a.isEmpty || b.isEmpty ? a + b : a + " " + b
  }
}
