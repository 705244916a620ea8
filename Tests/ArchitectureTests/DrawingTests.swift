import Foundation
import Testing

@Suite("ARCHITECTURE.md")
struct DrawingTests {
  private let drawing: Drawing
  private let package: PackageText

  init() throws {
    drawing = Drawing(try SourceFile.text("ARCHITECTURE.md"))
    package = PackageText(try SourceFile.text("Package.swift"))
  }

  @Test("draws every folder of Sources, each with what it is for")
  func drawsEveryFolder() throws {
    let names = drawing.tree.map(\.name)
    #expect(Set(names).count == names.count)
    let folders = try SourceFile.modules() + ["Native", "Benchmarks"]
    #expect(Set(names) == Set(folders))
    for entry in drawing.tree { #expect(entry.words.count > 10, "\(entry.name)") }
  }

  @Test("draws every arrow of the package and no other")
  func drawsEveryArrow() {
    let modules = package.dependencies.filter { !$0.value.isEmpty }
    #expect(modules.count > 5)
    #expect(Set(drawing.arrows.keys) == Set(modules.keys))
    for (module, imports) in modules {
      #expect(drawing.arrows[module] == imports, "\(module)")
    }
  }

  @Test("has a target for every folder of Sources")
  func hasTargets() throws {
    for module in try SourceFile.modules() {
      #expect(package.dependencies[module] != nil, "\(module)")
    }
  }

  @Test("draws arrows downwards: no module is reached from itself")
  func hasNoCircle() {
    func reached(from module: String, _ seen: inout Set<String>) {
      for next in drawing.arrows[module] ?? [] where seen.insert(next).inserted {
        reached(from: next, &seen)
      }
    }
    for module in drawing.arrows.keys {
      var seen = Set<String>()
      reached(from: module, &seen)
      #expect(!seen.contains(module), "\(module)")
    }
  }

  @Test("names only files and folders that exist")
  func namesWhatExists() throws {
    let page = try SourceFile.text("ARCHITECTURE.md")
    for match in page.matches(of: /`(Sources\/[A-Za-z\/.]+)`|\]\(([a-z]+\/[a-z.]+)\)/) {
      let path = String(match.1 ?? match.2 ?? "")
      let full = packageRoot.appendingPathComponent(path).path
      #expect(FileManager.default.fileExists(atPath: full), "\(path)")
    }
  }

  @Test("names types that exist")
  func namesTypes() throws {
    let page = try SourceFile.text("ARCHITECTURE.md")
    let sources = try SourceFile.all(under: "Sources").flatMap(\.lines).joined(separator: "\n")
    let known = Set(try SourceFile.modules())
    for match in page.matches(of: /`([A-Z][a-z]+[A-Za-z]+)`/) {
      let name = String(match.1)
      let isType = ["struct", "class", "enum"].contains { sources.contains("\($0) \(name)") }
      #expect(known.contains(name) || isType, "\(name)")
    }
  }
}
