import Foundation
import Testing

@Suite("The sources")
struct SourceRuleTests {
  /// What comes with the toolchain or the system.
  private static let platform: Set<String> = [
    "Foundation", "FoundationNetworking", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin",
  ]
  private static let pure = [
    "SocialModel", "Signals", "Templates", "Graphs", "Coordination", "Threats", "Casework",
  ]

  @Test("import what the arrows allow")
  func importWhatIsAllowed() throws {
    let package = PackageText(try SourceFile.text("Package.swift"))
    for module in try SourceFile.modules() {
      let allowed = Self.platform.union(package.dependencies[module] ?? [])
      for file in try SourceFile.all(under: "Sources/\(module)") {
        for (name, line) in file.imports {
          #expect(allowed.contains(name), "\(file.path):\(line) imports \(name)")
        }
      }
    }
  }

  @Test("use every arrow")
  func useEveryArrow() throws {
    let package = PackageText(try SourceFile.text("Package.swift"))
    for module in try SourceFile.modules() {
      let used = Set(
        try SourceFile.all(under: "Sources/\(module)").flatMap(\.imports).map(\.module))
      let unused = (package.dependencies[module] ?? []).subtracting(used)
      #expect(unused == [], "\(module)")
    }
  }

  @Test("leave the database to Store, and the web server to Console")
  func leaveOutStoreAndServer() throws {
    let owners = [
      "GRDB": "Store", "GRDBSQLite": "Store", "Hummingbird": "Console",
      "HummingbirdCore": "Console",
    ]
    for file in try SourceFile.all(under: "Sources") {
      for (name, line) in file.imports {
        guard let owner = owners[name] else { continue }
        #expect(file.path.contains("Sources/\(owner)/"), "\(file.path):\(line)")
      }
    }
  }

  @Test("touch no file, clock or environment in the pure modules", arguments: pure)
  func arePure(module: String) throws {
    // Words first: expressions are slow on whole sources.
    let words = [
      "FileManager", "FileHandle", "ProcessInfo", "ContinuousClock", "SuspendingClock",
      "DispatchTime", "Process(", "Date(", "fopen(", "getenv(", " open(", "gettimeofday(",
      "clock_gettime(", "Data(contentsOf", "String(contentsOf", "SystemRandom",
    ]
    // Key files are the one thing that a pure module may touch, in a folder of their own.
    for file in try SourceFile.all(under: "Sources/\(module)")
    where !file.path.contains("/Keys/SecretFile") {
      for (index, line) in file.lines.enumerated() where words.contains(where: line.contains) {
        let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
          .replacing("ProcessInfo.processInfo.activeProcessorCount", with: "")
        let found = words.filter { code.contains($0) }
        #expect(found == [], "\(file.path):\(index + 1)")
      }
    }
  }

  @Test("document every public declaration")
  func documentEveryPublicDeclaration() throws {
    let attribute = /^\s*@\w+(\([^)]*\))?\s*$/
    let declaration =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public|package)\s+(?!extension|import)/
    for file in try SourceFile.all(under: "Sources") {
      for (index, line) in file.lines.enumerated()
      where line.contains("public ") && line.firstMatch(of: declaration) != nil {
        let above = file.lines[..<index].last { $0.firstMatch(of: attribute) == nil }
        let isDocumented = above?.drop { $0 == " " }.hasPrefix("///") ?? false
        #expect(isDocumented, "\(file.path):\(index + 1)")
      }
    }
  }

  @Test("name no machine, and no place on one")
  func nameNoPlace() throws {
    // Spelled in two parts, so that this file does not break its own rule.
    let places = ["home", "root", "work", "Users"].map { "/" + $0 + "/" }
    for file in try SourceFile.all(under: "Sources") + SourceFile.all(under: "Tests") {
      for (index, line) in file.lines.enumerated() where places.contains(where: line.contains) {
        Issue.record("\(file.path):\(index + 1)")
      }
    }
  }
}
