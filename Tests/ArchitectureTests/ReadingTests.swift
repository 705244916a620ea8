import Testing

/// The tests of this target are worth what their readers are.
@Suite("Manifests, drawings and sources are read right")
struct ReadingTests {
  @Test("targets, with products and without dependencies")
  func targets() {
    let package = PackageText(
      """
      // .target(name: "Commented")
      .target(name: "Quay"),
      .target(
        name: "Lantern", dependencies: ["Quay", .product(name: "Lamp", package: "lamps"), "Oil"],
        resources: [.embedInCode("a.txt")]),
      .executableTarget(name: "parade", dependencies: ["Lantern"], path: "Parade"),
      .systemLibrary(name: "Oil"),
      .testTarget(name: "LanternTests", dependencies: ["Lantern"]),
      """)
    #expect(
      package.dependencies == [
        "Quay": [], "Lantern": ["Quay", "Lamp", "Oil"], "parade": ["Lantern"],
      ])
  }

  @Test("trees and arrows")
  func drawings() {
    let drawing = Drawing(
      """
      ```tree
      Sources/
        Quay      where ships lie
        Native/   bindings
      ```
      ```arrows
      Lantern -> Quay, Oil
      ```
      A -> B
      """)
    #expect(drawing.tree.map(\.name) == ["Quay", "Native"])
    #expect(drawing.tree.map(\.words) == ["where ships lie", "bindings"])
    #expect(drawing.arrows == ["Lantern": ["Quay", "Oil"]])
  }

  @Test("imports of every form")
  func imports() {
    let file = SourceFile(
      path: "a.swift",
      lines: [
        "import Quay", "  import Musl", "@testable import Lantern", "public import Oil",
        "import struct Lamp.Wick", "// import Comment", "let important = 1",
      ])
    #expect(file.imports.map(\.module) == ["Quay", "Musl", "Lantern", "Oil", "Lamp"])
    #expect(file.imports.map(\.line) == [1, 2, 3, 4, 5])
  }
}
