import SocialModel

/// `network.gexf`: the same network in Gephi's own format, version 1.3.
///
/// Source: https://gexf.net/1.3/gexf.xsd. The date of the last change, which the format allows,
/// is left out: equal analyses give equal bytes.
enum GEXF {
  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    let network = Network(analysis)
    output.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://gexf.net/1.3" version="1.3">
        <meta>
          <creator>Tocsin</creator>
          <description>Edges between accounts; weight is -log10 p summed over layers</description>
        </meta>
        <graph defaultedgetype="undirected" mode="static">

      """)
    attributes("node", GraphML.nodeAttributes, &output)
    attributes("edge", GraphML.edgeAttributes.filter { $0.0 != "weight" }, &output)
    output.write("    <nodes>\n")
    for (index, node) in network.nodes.enumerated() {
      let account = analysis.accounts[Int(node.account)]
      let label = XMLText.escaped(account.handle ?? account.id)
      output.write("      <node id=\"n\(index)\" label=\"\(label)\">\n")
      values("node", NetworkAttributes.values(node, analysis), &output)
      output.write("      </node>\n")
      try output.flushIfFull()
    }
    output.write("    </nodes>\n    <edges>\n")
    for (index, link) in network.links.enumerated() {
      output.write(
        "      <edge id=\"e\(index)\" source=\"n\(link.a)\" target=\"n\(link.b)\""
          + " weight=\"\(NumberText.significant(link.weight))\">\n")
      values(
        "edge", NetworkAttributes.values(link).filter { $0.name != "weight" }, &output)
      output.write("      </edge>\n")
      try output.flushIfFull()
    }
    output.write("    </edges>\n  </graph>\n</gexf>\n")
  }

  private static func attributes(
    _ element: String, _ attributes: [(name: String, type: String)], _ output: inout ByteOutput
  ) {
    output.write("    <attributes class=\"\(element)\">\n")
    for (name, type) in attributes {
      output.write(
        "      <attribute id=\"\(element)-\(name)\" title=\"\(name)\" type=\"\(type)\"/>\n")
    }
    output.write("    </attributes>\n")
  }

  private static func values(
    _ element: String, _ values: [(name: String, value: String)], _ output: inout ByteOutput
  ) {
    output.write("        <attvalues>\n")
    for (name, value) in values where !value.isEmpty {
      output.write(
        "          <attvalue for=\"\(element)-\(name)\" value=\"\(XMLText.escaped(value))\"/>\n")
    }
    output.write("        </attvalues>\n")
  }
}
