import Foundation

/// What the package's manifest, read as text, says of its targets.
struct PackageText {
  /// The modules that are part of the program or of its tools, with what they may import.
  private(set) var dependencies: [String: Set<String>] = [:]

  init(_ manifest: String) {
    let text = Self.withoutComments(manifest)
    let kinds = #/\.(target|executableTarget)\(/#
    for match in text.matches(of: kinds) {
      let body = Self.argument(text[match.range.upperBound...])
      guard let name = body.firstMatch(of: /^\s*name: "([^"]+)"/)?.1 else { continue }
      dependencies[String(name)] = Self.dependencies(in: body)
    }
  }

  private static func dependencies(in body: Substring) -> Set<String> {
    guard let start = body.firstRange(of: "dependencies: [") else { return [] }
    // Everything up to the bracket that closes the list; products stand in parentheses.
    let list = body[start.upperBound...].prefix { $0 != "]" }
    let products = list.matches(of: /\.product\(name: "([^"]+)"[^)]*\)/)
    let names = list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"([^"]+)"/)
    return Set(products.map { String($0.1) } + names.map { String($0.1) })
  }

  /// What stands between an opening parenthesis and the one that closes it.
  private static func argument(_ text: Substring) -> Substring {
    var depth = 1
    var index = text.startIndex
    while index < text.endIndex, depth > 0 {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" { depth -= 1 }
      index = text.index(after: index)
    }
    return text[..<index]
  }

  private static func withoutComments(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(separator: "\n")
  }
}
