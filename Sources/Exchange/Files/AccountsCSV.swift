import SocialModel

/// `accounts.csv`: one row for every account in a candidate, in the order of review.
enum AccountsCSV {
  /// The columns in order.
  static let columns = [
    "platform", "account", "candidate", "kind", "edges", "coactions", "expected", "p_value",
    "first_post", "last_post",
  ]

  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    output.write(columns.joined(separator: ",") + "\n")
    for candidate in analysis.candidates {
      for member in candidate.members {
        try write(member, of: candidate, analysis.accounts[Int(member.account)], to: &output)
      }
    }
  }

  private static func write(
    _ member: Member, of candidate: Candidate, _ account: AccountReference,
    to output: inout ByteOutput
  ) throws {
    var row = CSVRow()
    row.plain(account.platform.name, to: &output)
    row.text(account.id, to: &output)
    row.text(candidate.id, to: &output)
    row.plain(candidate.kind.rawValue, to: &output)
    row.plain(String(member.edges), to: &output)
    row.plain(String(member.coactions), to: &output)
    row.plain(NumberText.significant(member.expected), to: &output)
    row.plain(NumberText.probability(log10: member.log10P), to: &output)
    row.plain(member.firstPost.description, to: &output)
    row.plain(member.lastPost.description, to: &output)
    try row.end(&output)
  }
}
