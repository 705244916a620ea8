/// A template as people read it: the medoid's words, with slots where copies differ.
///
/// `Lanterns for {word} at the quay {link} {+tag}`: a piece that fewer than 0.7 of the copies have is
/// a slot, and where at least 0.3 of them insert something there is a slot with a plus sign.
public struct ReadableTemplate: Hashable, Sendable {
  /// A stretch of a template.
  public enum Part: Hashable, Sendable {
    /// Words that copies have in common, as the medoid has them.
    case fixed(String)
    /// Pieces of this kind that vary.
    case slot(PieceKind)
    /// Where many copies insert pieces of this kind.
    case insertion(PieceKind)
  }

  /// The parts in order.
  public private(set) var parts: [Part] = []
  /// How many copies were compared with the medoid.
  public let copies: Int

  /// The share of copies that a fixed piece is in, and of those that insert into an insertion.
  static let leastKept = 0.7
  static let leastInserted = 0.3

  /// The template of a medoid and copies of it.
  ///
  /// - Parameter copies: their texts; a few hundred say as much as all.
  public init(medoid: String, copies: [String]) {
    let template = TextPieces(medoid)
    self.copies = copies.count
    var kept = [Int](repeating: 0, count: template.pieces.count)
    var inserted = [[PieceKind: Int]](repeating: [:], count: template.pieces.count + 1)
    for copy in copies {
      let found = TemplateEdits(template, TextPieces(copy))
      for index in kept.indices where found.kept[index] { kept[index] += 1 }
      var seen: Set<String> = []
      for edit in found.edits where edit.change == .inserted {
        let kind = PieceKind(rawValue: edit.subject.rawValue) ?? .word
        guard seen.insert("\(edit.position) \(kind.rawValue)").inserted else { continue }
        inserted[edit.position][kind, default: 0] += 1
      }
    }
    var runStart: Int?
    for index in 0...template.pieces.count {
      for kind in PieceKind.allCases {
        let count = Double(inserted[index][kind] ?? 0)
        if count > 0, count >= Self.leastInserted * Double(copies.count) {
          add(.insertion(kind))
          runStart = nil
        }
      }
      guard index < kept.count else { break }
      if Double(kept[index]) >= Self.leastKept * Double(copies.count) {
        if runStart != nil { parts.removeLast() }
        let start = runStart ?? index
        parts.append(.fixed(template.text(start...index)))
        runStart = start
      } else {
        add(.slot(template.pieces[index].kind))
        runStart = nil
      }
    }
  }

  private mutating func add(_ part: Part) {
    if parts.last != part { parts.append(part) }
  }

  /// The parts in one line.
  public var text: String {
    parts.map { part in
      switch part {
      case .fixed(let words): words
      case .slot(let kind): "{\(kind.rawValue)}"
      case .insertion(let kind): "{+\(kind.rawValue)}"
      }
    }.joined(separator: " ")
  }
}
