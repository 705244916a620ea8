import Exchange
import Foundation
import SocialModel
import Testing
import Threats

/// docs/formats.md names every column, key and attribute that the files have.
@Suite struct DocumentationTests {
  private static func page() throws -> String {
    try String(contentsOf: packageRoot.appendingPathComponent("docs/formats.md"), encoding: .utf8)
  }

  /// The part of the page that describes a file.
  private static func section(_ file: ResultFile) throws -> String {
    let sections = try page().components(separatedBy: "\n## ").dropFirst()
    return try #require(
      sections.first { $0.prefix { $0 != "\n" }.contains(file.rawValue) },
      "no section on \(file.rawValue)")
  }

  @Test("Every file has a section", arguments: ResultFile.allCases)
  func sections(_ file: ResultFile) throws { #expect(try !Self.section(file).isEmpty) }

  @Test("Every column is documented", arguments: [ResultFile.accounts, .pairs])
  func columns(_ file: ResultFile) throws {
    let section = try Self.section(file)
    for column in parseCSV(try text(file, Parade.empty))[0] {
      #expect(section.contains("`\(column)`"), "\(file.rawValue): \(column)")
    }
  }

  @Test("Every key is documented", arguments: [ResultFile.candidates, .templates, .run])
  func keys(_ file: ResultFile) throws {
    let section = try Self.section(file)
    let keys = Set(try text(file, Parade.analysis).matches(of: #/"([A-Za-z0-9]+)": /#).map(\.1))
    #expect(keys.count > 15)
    let known = file == .run ? section + (try Self.section(.candidates)) : section
    for key in keys.sorted() {
      #expect(known.contains("`\(key)`"), "\(file.rawValue): \(key)")
    }
  }

  @Test("Every attribute is documented", arguments: [ResultFile.graphML, .gexf])
  func attributes(_ file: ResultFile) throws {
    let section = try Self.section(file)
    let names = try text(file, Parade.analysis).matches(of: /(attr\.name|title)="([a-z]+)"/).map(
      \.2)
    #expect(names.count >= 8)
    for name in names + ["weight"] {
      #expect(section.contains("`\(name)`"), "\(file.rawValue): \(name)")
    }
  }

  @Test("Every key and word of an assessment is documented")
  func assessments() throws {
    let sections = try Self.page().components(separatedBy: "\n## ")
    let section = try #require(sections.first { $0.hasPrefix("assessments\n") })
    var assessment = Assessment.nothing
    assessment.spans = [.init(role: .act, start: 0, end: 1)]
    assessment.reasons = [.init(code: "c", sentence: "s")]
    let line = String(
      decoding: AssessmentLines.line(platform: .x, id: "1", assessment), as: UTF8.self)
    #expect(line.hasSuffix("}\n") && line.count { $0 == "\n" } == 1)
    for key in line.matches(of: #/"([a-z]+)": /#).map(\.1) {
      #expect(section.contains("`\(key)`"), "\(key)")
    }
    let words =
      Assessment.Kind.allCases.map(\.rawValue) + Assessment.Level.allCases.map(\.rawValue)
      + Assessment.Commitment.allCases.map(\.rawValue)
      + Assessment.Directness.allCases.map(\.rawValue)
      + Assessment.Role.allCases.map(\.rawValue) + Language.allCases.map(\.rawValue)
    for word in words { #expect(section.contains("`\(word)`"), "\(word)") }
  }

  @Test func everyKindAndLayerIsNamed() throws {
    let page = try Self.page()
    for word in CandidateKind.allCases.map(\.rawValue) + Layer.allCases.map(\.name) {
      #expect(page.contains("`\(word)`"), "\(word)")
    }
  }
}
