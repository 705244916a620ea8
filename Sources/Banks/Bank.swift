/// Hashes of one or several banks, each once a bank, in order of type, value and bank.
public struct Bank: Sendable, Hashable {
  /// The entries.
  public private(set) var entries: [BankEntry]

  /// A bank of entries; those of one hash in one bank are joined: tags together, the stronger
  /// category and severity, the sources after one another.
  ///
  /// - Complexity: O(n log n).
  public init(_ entries: some Sequence<BankEntry> = []) {
    let sorted = entries.sorted(by: Self.precedes)
    self.entries = []
    self.entries.reserveCapacity(sorted.count)
    for entry in sorted {
      if let last = self.entries.last, last.type == entry.type, last.value == entry.value,
        last.bank == entry.bank
      {
        self.entries[self.entries.count - 1] = Self.joined(last, entry)
      } else {
        self.entries.append(entry)
      }
    }
  }

  /// The order of files: by type, value, bank, then by everything else.
  private static func precedes(_ a: BankEntry, _ b: BankEntry) -> Bool {
    if a.type != b.type { return a.type.rawValue < b.type.rawValue }
    if a.value != b.value { return a.value.utf8.lexicographicallyPrecedes(b.value.utf8) }
    if a.bank != b.bank { return a.bank.utf8.lexicographicallyPrecedes(b.bank.utf8) }
    if a.source != b.source { return a.source < b.source }
    if a.category != b.category { return a.category < b.category }
    return a.severity < b.severity
  }

  private static func joined(_ a: BankEntry, _ b: BankEntry) -> BankEntry {
    let sources = Set([a.source, b.source].flatMap { $0.split(separator: "; ").map(String.init) })
    return BankEntry(
      type: a.type, value: a.value, bank: a.bank, category: a.category.joined(with: b.category),
      tags: a.tags + b.tags, severity: max(a.severity, b.severity),
      source: sources.sorted().joined(separator: "; "))
  }
}
