/// What a level is decided from.
public struct LevelElements: Hashable, Sendable {
  /// What the post does.
  public var kind: Assessment.Kind
  /// How far its author commits.
  public var commitment: Assessment.Commitment
  /// How it is put.
  public var directness: Assessment.Directness
  /// How many of these it names: means, time, place, a target addressed, named or one by office.
  public var details: Int
  /// Whether the time that it names is within days.
  public var isImminent: Bool
  /// Whether it names a protected asset.
  public var namesAsset: Bool

  /// Elements of a threat.
  public init(
    kind: Assessment.Kind, commitment: Assessment.Commitment, directness: Assessment.Directness,
    details: Int, isImminent: Bool, namesAsset: Bool
  ) {
    self.kind = kind
    self.commitment = commitment
    self.directness = directness
    self.details = details
    self.isImminent = isImminent
    self.namesAsset = namesAsset
  }
}

/// The table that turns the elements of a threat into its level: data, shown and tested row by row.
///
/// Source: O'Toole (2000), The School Shooter: A Threat Assessment Perspective, FBI: levels of risk
/// and the types direct, indirect, veiled, conditional. The rows are ours.
public struct LevelTable: Sendable {
  /// A row; nil stands for any.
  public struct Row: Hashable, Sendable {
    /// What the post does.
    public var kind: Assessment.Kind?
    /// How far its author commits.
    public var commitment: Assessment.Commitment?
    /// How it is put.
    public var directness: Assessment.Directness?
    /// The least number of details.
    public var details: Int
    /// Whether the time must be within days.
    public var imminent: Bool
    /// Whether a protected asset must be named.
    public var asset: Bool
    /// What it gives.
    public var level: Assessment.Level

    func fits(_ elements: LevelElements) -> Bool {
      (kind ?? elements.kind) == elements.kind
        && (commitment ?? elements.commitment) == elements.commitment
        && (directness ?? elements.directness) == elements.directness
        && elements.details >= details && (elements.isImminent || !imminent)
        && (elements.namesAsset || !asset)
    }
  }

  /// The rows in order; the first that fits decides.
  public let rows: [Row]
  /// The table as its file has it.
  public let text: String

  /// The table that is built into the program.
  public static let shipped = LevelTable(text: Resource.text("levels.tsv"))

  init(text: String) {
    self.text = text
    rows = text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("#") }.map { line in
      guard let row = Self.row(line.split(separator: "\t")) else {
        preconditionFailure("levels.tsv: \(line)")
      }
      return row
    }
  }

  /// The level, with the number of the row that gave it, from 1.
  public func level(of elements: LevelElements) -> (level: Assessment.Level, row: Int) {
    for (index, row) in rows.enumerated() where row.fits(elements) {
      return (row.level, index + 1)
    }
    return (.none, 0)
  }

  private static func row(_ cells: [Substring]) -> Row? {
    guard cells.count == 7, let level = Assessment.Level(rawValue: String(cells[6])) else {
      return nil
    }
    let kind = Assessment.Kind(rawValue: String(cells[0]))
    let commitment = Assessment.Commitment(rawValue: String(cells[1]))
    let directness = Assessment.Directness(rawValue: String(cells[2]))
    for (cell, isKnown) in zip(cells, [kind != nil, commitment != nil, directness != nil])
    where cell != "any" && !isKnown { return nil }
    return Row(
      kind: kind, commitment: commitment, directness: directness, details: Int(cells[3]) ?? 0,
      imminent: cells[4] == "yes", asset: cells[5] == "yes", level: level)
  }
}
