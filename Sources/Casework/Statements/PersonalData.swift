import Foundation

/// What in a text could lead to a person. A statement of reasons is public and must not hold any
/// (Article 24(5) of Regulation (EU) 2022/2065).
///
/// It refuses rather too much: a reviewer writes the sentence anew. It finds the forms below and what the
/// caller knows of the accounts concerned; it does not find a name that nobody told it.
public enum PersonalData {
  /// What was found.
  public enum Finding: String, Sendable, Hashable, CaseIterable {
    case mention = "a mention"
    case mailAddress = "an e-mail address"
    case link = "a link"
    case number = "a number that may be an id or a telephone number"
    case identifier = "an id, a handle or a name of an account concerned"
  }

  /// What a text holds, each sort once.
  ///
  /// - Parameters:
  ///   - text: any text.
  ///   - identifiers: ids, handles and names of the accounts concerned. Those of fewer than three
  ///     characters count as whole words only.
  /// - Complexity: O(characters · identifiers); no pattern that could go back over the text is used.
  public static func findings(in text: String, identifiers: [String] = []) -> [Finding] {
    let plain = folded(text)
    let scalars = Array(plain.unicodeScalars)
    var found: [Finding] = []
    let isMail = hasMailAddress(plain)
    if isMail { found.append(.mailAddress) }
    if !isMail, hasMention(scalars) { found.append(.mention) }
    if plain.contains("://") || hasHost(scalars) { found.append(.link) }
    if hasLongNumber(scalars.map(digit)) { found.append(.number) }
    if identifiers.contains(where: { isNamed(folded($0), in: plain) }) { found.append(.identifier) }
    return found
  }

  private static func isNamed(_ identifier: String, in plain: String) -> Bool {
    let known = identifier.trimmingCharacters(in: CharacterSet(charactersIn: "@ "))
    if known.isEmpty { return false }
    if known.count >= 3 { return plain.contains(known) }
    return plain.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == known }
  }

  /// A word with something before and a dot after its `@`, or an `at` in brackets.
  private static func hasMailAddress(_ plain: String) -> Bool {
    for word in plain.split(whereSeparator: \.isWhitespace) {
      let parts = word.split(separator: "@", omittingEmptySubsequences: false)
      for (name, host) in zip(parts, parts.dropFirst()) where !name.isEmpty {
        let labels = host.split(separator: ".")
        if labels.count > 1, labels.last?.count ?? 0 > 1 { return true }
      }
    }
    let dense = String(plain.filter { !$0.isWhitespace })
    return ["(at)", "[at]", "{at}", "<at>", "(@)", "[@]", "(arobase)", "[arobase]"]
      .contains { dense.contains($0) }
  }

  /// An `@` with a letter, a digit or `_` after it, or after one blank.
  private static func hasMention(_ scalars: [Unicode.Scalar]) -> Bool {
    scalars.indices.contains { index in
      guard scalars[index] == "@" else { return false }
      var next = index + 1
      if next < scalars.count, scalars[next] == " " { next += 1 }
      guard next < scalars.count else { return false }
      let properties = scalars[next].properties
      return properties.isAlphabetic || properties.numericType != nil || scalars[next] == "_"
    }
  }

  private static let domains: Set<String> = [
    "com", "org", "net", "info", "me", "io", "ru", "su", "fr", "de", "eu", "uk", "be", "co", "ly",
    "tv",
    "app", "social", "link", "gl", "cc", "xyz", "online", "site",
  ]

  /// A dot between a letter or digit and a well-known domain of the highest level, or `www.`.
  private static func hasHost(_ scalars: [Unicode.Scalar]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      guard scalars.indices.contains(index) else { return false }
      return scalars[index].properties.isAlphabetic || scalars[index].properties.numericType != nil
    }
    return scalars.indices.contains { index in
      guard scalars[index] == ".", isWord(index - 1), isWord(index + 1) else { return false }
      if index >= 3, scalars[(index - 3)..<index].allSatisfy({ $0 == "w" }), !isWord(index - 4) {
        return true
      }
      let label = scalars[(index + 1)...].prefix(8).prefix { $0.properties.isAlphabetic }
      return domains.contains(String(String.UnicodeScalarView(label)))
        && !isWord(index + 1 + label.count)
    }
  }

  /// Seven digits or more with at most one blank or sign between each two, but for days and for numbers of
  /// European laws, which statements name: 2016-03-22, 22.03.2016, 2022/2065, 2021/784.
  private static func hasLongNumber(_ scalars: [Unicode.Scalar]) -> Bool {
    let between: Set<Unicode.Scalar> = [" ", ".", "/", "(", ")", "-"]
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
    var run = ""
    var digits = 0
    var gap: Unicode.Scalar?
    for scalar in scalars + ["\n"] {
      if isDigit(scalar) {
        if let gap { run.unicodeScalars.append(gap) }
        run.unicodeScalars.append(scalar)
        digits += 1
        gap = nil
      } else if !run.isEmpty, gap == nil, between.contains(scalar) {
        gap = scalar
      } else {
        if digits >= 7, !isDayOrLaw(run) { return true }
        (run, digits, gap) = ("", 0, nil)
      }
    }
    return false
  }

  private static func isDayOrLaw(_ run: String) -> Bool {
    guard run.utf8.count <= 10 else { return false }
    let forms = [[4, 2, 2], [2, 2, 4], [4, 4], [4, 3]]
    let parts = run.split { !$0.isNumber }.map(\.count)
    let signs = Set(run.filter { !$0.isNumber })
    return forms.contains(parts)
      && signs == (parts.count == 2 ? ["/"] : parts[0] == 4 ? ["-"] : ["."])
  }

  /// NFKC, lower case, without characters that nobody sees: no trick of writing hides anything.
  private static func folded(_ text: String) -> String {
    let visible = text.unicodeScalars.filter { scalar in
      scalar.properties.generalCategory != .format && !scalar.properties.isVariationSelector
    }
    return String(String.UnicodeScalarView(visible)).precomposedStringWithCompatibilityMapping
      .lowercased()
  }

  /// A decimal digit of any script as ASCII; other characters as they are.
  private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue,
      let ascii = Unicode.Scalar(UInt32(0x30 + Int(value)))
    else { return scalar }
    return ascii
  }
}
