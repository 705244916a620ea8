import SocialModel

/// `network.graphml`: the network for Gephi, Cytoscape, igraph and networkx.
///
/// Source: U. Brandes et al. (2002), GraphML Progress Report, and the schema
/// http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd.
enum GraphML {
  /// The attributes of nodes and edges with their GraphML types, in order.
  static let nodeAttributes = NetworkAttributes.node.map { ($0, "string") }
  static let edgeAttributes = [
    ("weight", "double"), ("layers", "string"), ("coactions", "long"), ("expected", "double"),
  ]

  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    let network = Network(analysis)
    output.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
      http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">

      """)
    keys("node", nodeAttributes, &output)
    keys("edge", edgeAttributes, &output)
    output.write("  <graph id=\"network\" edgedefault=\"undirected\">\n")
    for (index, node) in network.nodes.enumerated() {
      output.write("    <node id=\"n\(index)\">\n")
      data("node", NetworkAttributes.values(node, analysis), &output)
      output.write("    </node>\n")
      try output.flushIfFull()
    }
    for (index, link) in network.links.enumerated() {
      output.write("    <edge id=\"e\(index)\" source=\"n\(link.a)\" target=\"n\(link.b)\">\n")
      data("edge", NetworkAttributes.values(link), &output)
      output.write("    </edge>\n")
      try output.flushIfFull()
    }
    output.write("  </graph>\n</graphml>\n")
  }

  private static func keys(
    _ element: String, _ attributes: [(name: String, type: String)], _ output: inout ByteOutput
  ) {
    for (name, type) in attributes {
      output.write(
        "  <key id=\"\(element)-\(name)\" for=\"\(element)\" attr.name=\"\(name)\""
          + " attr.type=\"\(type)\"/>\n")
    }
  }

  private static func data(
    _ element: String, _ values: [(name: String, value: String)], _ output: inout ByteOutput
  ) {
    for (name, value) in values where !value.isEmpty {
      output.write(
        "      <data key=\"\(element)-\(name)\">\(XMLText.escaped(value))</data>\n")
    }
  }
}

/// What nodes and edges of both network files carry.
enum NetworkAttributes {
  /// The names of a node's attributes.
  static let node = ["platform", "account", "handle", "candidate", "kind"]

  static func values(
    _ node: Network.Node, _ analysis: Analysis
  ) -> [(name: String, value: String)] {
    let account = analysis.accounts[Int(node.account)]
    let candidates = node.candidates.map { analysis.candidates[$0] }
    return [
      ("platform", account.platform.name), ("account", account.id),
      ("handle", account.handle ?? ""),
      ("candidate", candidates.map(\.id).joined(separator: " ")),
      ("kind", candidates.map(\.kind.rawValue).joined(separator: " ")),
    ]
  }

  static func values(_ link: Network.Link) -> [(name: String, value: String)] {
    [
      ("weight", NumberText.significant(link.weight)),
      ("layers", link.layers.joined(separator: " ")), ("coactions", String(link.coactions)),
      ("expected", NumberText.significant(link.expected)),
    ]
  }
}
