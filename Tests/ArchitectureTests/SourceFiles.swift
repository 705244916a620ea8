import Foundation
import Testing

/// The package's folder.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// One Swift file of the project.
struct SourceFile {
  /// Its path within the package.
  var path: String
  var lines: [String]

  /// The modules that it imports, with the number of the line.
  var imports: [(module: String, line: Int)] {
    lines.enumerated().compactMap { index, line in
      guard line.contains("import ") else { return nil }
      let words =
        #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|func|protocol|typealias|var|let)\s+)?(\w+)/#
      return line.firstMatch(of: words).map { (String($0.1), index + 1) }
    }
  }

  /// The Swift files under a folder of the package, in order.
  static func all(under folder: String) throws -> [SourceFile] {
    let root = packageRoot.appendingPathComponent(folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    return try paths.filter { $0.hasSuffix(".swift") }.map { path in
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      return SourceFile(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
    }
  }

  /// A file of the package as text.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: packageRoot.appendingPathComponent(path), encoding: .utf8)
  }

  /// The folders of Swift modules under Sources, in order.
  static func modules() throws -> [String] {
    let sources = packageRoot.appendingPathComponent("Sources").path
    return try FileManager.default.contentsOfDirectory(atPath: sources)
      .filter { $0 != "Native" && !$0.hasPrefix(".") }.sorted()
  }
}
