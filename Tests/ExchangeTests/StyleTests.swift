import Foundation
import Testing

/// Contrast of the page's colours after WCAG 2.2, 1.4.3 and 1.4.11.
@Suite struct StyleTests {
  /// Relative luminance of `#rrggbb`.
  private static func luminance(_ color: Substring) -> Double {
    let value = Int(color, radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ a: Substring, _ b: Substring) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  /// The colours of the light, the dark and the printed page, by name.
  private static func themes() throws -> [[Substring: Substring]] {
    let template = packageRoot.appendingPathComponent("Sources/Exchange/Resources/report.mustache")
    let style = try String(contentsOf: template, encoding: .utf8)
    return style.components(separatedBy: ":root {").dropFirst().map { block in
      var colors: [Substring: Substring] = [:]
      for match in block.prefix(while: { $0 != "}" }).matches(of: /--([a-z0-9]+): #([0-9a-f]{6})/) {
        colors[match.1] = match.2
      }
      return colors
    }
  }

  @Test func textAndMarksStandOutInLightDarkAndPrint() throws {
    let themes = try Self.themes()
    #expect(themes.count == 3)
    for colors in themes {
      let paper = try #require(colors["paper"])
      let panel = try #require(colors["panel"])
      #expect(colors.count == 26)
      for (name, color) in colors where !["paper", "panel", "line"].contains(name) {
        let isText = ["ink", "soft", "accent"].contains(name)
        let least = isText ? 4.5 : name == "bar" ? 2.9 : 3
        #expect(Self.contrast(color, paper) >= least, "\(name)")
        if name != "bar" { #expect(Self.contrast(color, panel) >= least, "\(name)") }
      }
    }
  }
}
