import SocialModel

/// `pairs.csv`: one row for every edge, ordered by its accounts and its layer.
enum PairsCSV {
  /// The columns in order.
  static let columns = [
    "platform_a", "account_a", "platform_b", "account_b", "layer", "coactions", "opportunities",
    "expected", "p_value", "q_value",
  ]

  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    output.write(columns.joined(separator: ",") + "\n")
    let order = AccountOrder(analysis)
    for ordered in OrderedEdge.all(analysis, order) {
      let accounts = [ordered.a, ordered.b].map {
        analysis.accounts[Int(order.accounts[Int($0)])]
      }
      try write(analysis.edges[ordered.index], accounts, to: &output)
    }
  }

  private static func write(
    _ edge: Edge, _ accounts: [AccountReference], to output: inout ByteOutput
  ) throws {
    var row = CSVRow()
    for account in accounts {
      row.plain(account.platform.name, to: &output)
      row.text(account.id, to: &output)
    }
    row.plain(edge.layer.fileName, to: &output)
    row.plain(String(edge.coactions), to: &output)
    row.plain(String(edge.opportunities), to: &output)
    row.plain(NumberText.significant(edge.expected), to: &output)
    row.plain(NumberText.probability(log10: edge.log10P), to: &output)
    row.plain(NumberText.probability(log10: edge.log10Q), to: &output)
    try row.end(&output)
  }
}
