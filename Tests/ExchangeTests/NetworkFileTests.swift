import Exchange
import Foundation
import SocialModel
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Collects elements with their attributes, and the text of the innermost ones.
private final class Elements: NSObject, XMLParserDelegate {
  var found: [(name: String, attributes: [String: String])] = []
  var texts: [String: [String]] = [:]
  private var key: String?
  private var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    found.append((name, attributes))
    key = attributes["key"]
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if let key { texts[key, default: []].append(text) }
    key = nil
  }
}

@Suite struct NetworkFileTests {
  private func parse(_ file: ResultFile, _ analysis: Analysis) throws -> Elements {
    let parser = XMLParser(data: Data(try file.bytes(of: analysis)))
    let elements = Elements()
    parser.delegate = elements
    #expect(parser.parse(), "\(file.rawValue): \(String(describing: parser.parserError))")
    return elements
  }

  private static let analyses = [Parade.analysis, Hostile.analysis, Parade.quiet, Parade.empty]

  @Test("Both network files are well-formed", arguments: [ResultFile.graphML, .gexf])
  func wellFormed(_ file: ResultFile) throws {
    for analysis in Self.analyses {
      let elements = try parse(file, analysis)
      let nodes = elements.found.filter { $0.name == "node" }.compactMap { $0.attributes["id"] }
      #expect(Set(nodes).count == nodes.count)
      for edge in elements.found where edge.name == "edge" {
        #expect(nodes.contains(edge.attributes["source"] ?? ""))
        #expect(nodes.contains(edge.attributes["target"] ?? ""))
      }
    }
  }

  @Test("Accounts without edge and candidate are no nodes", arguments: [ResultFile.graphML, .gexf])
  func onlyTheNetwork(_ file: ResultFile) throws {
    let elements = try parse(file, Parade.analysis)
    #expect(elements.found.count { $0.name == "node" } == 7)
    #expect(elements.found.count { $0.name == "edge" } == 6)
    #expect(try !text(file, Parade.analysis).contains("bystander"))
  }

  @Test func weightIsTheEvidenceSummedOverLayers() throws {
    let texts = try parse(.graphML, Parade.analysis).texts
    // a3 and a7: 412.49485 for tags and 9.25 for texts.
    #expect(texts["edge-weight"]?.contains("421.745") == true)
    #expect(texts["edge-layers"]?.contains("hashtag text") == true)
    #expect(texts["edge-coactions"]?.contains("15") == true)
  }

  @Test func evidenceThatJoinsAllLayersIsNotCountedTwice() throws {
    var analysis = Parade.analysis
    analysis.edges.append(
      Parade.edge(5, 6, .url, coactions: 4, opportunities: 4, expected: 0.1, p: -6))
    let texts = try parse(.graphML, analysis).texts
    #expect(texts["edge-weight"]?.first == "21.5")
    #expect(texts["edge-layers"]?.first == "url all")
  }

  @Test func idsSurviveButForCharactersThatXMLForbids() throws {
    let found = try parse(.gexf, Hostile.analysis).found
    let ids = Set(
      found.filter { $0.attributes["for"] == "node-account" }.compactMap { $0.attributes["value"] })
    #expect(ids.contains("a\r\nb\tc\u{2028}d"))
    #expect(ids.contains("nul\u{FFFD}bell\u{FFFD}esc\u{FFFD}[31m"))
    #expect(ids.contains(Hostile.texts[0]))
  }
}

/// networkx as a second reader, where a Python with it is installed.
@Suite struct NetworkxTests {
  private static func python(_ arguments: [String]) -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return (127, "") }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private static let isInstalled = python(["-c", "import networkx"]).status == 0

  @Test(
    "networkx reads both network files alike",
    .enabled(if: isInstalled, "needs python3 with networkx"))
  func reads() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { _ = Result { try FileManager.default.removeItem(at: folder) } }
    let script = """
      import sys, networkx as nx
      for read, path in ((nx.read_graphml, sys.argv[1]), (nx.read_gexf, sys.argv[2])):
          g = read(path)
          weight = round(sum(d["weight"] for _, _, d in g.edges(data=True)), 3)
          ids = sorted(d["account"] for _, d in g.nodes(data=True))
          print(g.number_of_nodes(), g.number_of_edges(), weight, ids[0])
      """
    let files = [ResultFile.graphML, .gexf].map { folder.appendingPathComponent($0.rawValue) }
    for file in files {
      let output = try #require(ResultFile(rawValue: file.lastPathComponent))
      try Data(try output.bytes(of: Parade.analysis)).write(to: file)
    }
    let result = Self.python(["-c", script] + files.map(\.path))
    #expect(result.status == 0)
    #expect(result.output == "7 6 484.245 -100200\n7 6 484.245 -100200\n")
  }
}
