import Foundation

/// What ARCHITECTURE.md draws.
struct Drawing {
  /// The entries of the tree in order: names without the slash that marks a folder, and its words.
  private(set) var tree: [(name: String, words: String)] = []
  /// What each module imports.
  private(set) var arrows: [String: Set<String>] = [:]

  init(_ page: String) {
    for line in Self.block("tree", of: page) where !line.hasPrefix("Sources/") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard parts.count == 2 else { continue }
      tree.append(
        (
          String(parts[0].prefix { $0 != "/" }),
          parts[1].trimmingCharacters(in: .whitespaces)
        ))
    }
    for line in Self.block("arrows", of: page) {
      let sides = line.components(separatedBy: " -> ")
      guard sides.count == 2 else { continue }
      arrows[sides[0]] = Set(sides[1].components(separatedBy: ", "))
    }
  }

  /// The lines of the fenced block of that name.
  private static func block(_ name: String, of page: String) -> [String] {
    let lines = page.components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: "```\(name)") else { return [] }
    return Array(lines[(start + 1)...].prefix { $0 != "```" })
  }
}
