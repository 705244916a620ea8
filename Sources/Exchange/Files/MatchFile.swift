import SocialModel
import Templates

/// The posts that carry known templates, as CSV or as one JSON object a line.
public enum MatchFile: String, Sendable, CaseIterable {
  case csv, ndjson

  /// The columns, and the members of an object.
  static let columns = [
    "template", "platform", "post", "account", "time", "minute", "how", "similarity",
    "template_share", "text_share", "edits",
  ]

  /// Writes matches in their order.
  ///
  /// - Throws: what `sink` throws.
  public func write(_ matches: [TemplateMatch], to sink: @escaping ByteSink) throws {
    var output = ByteOutput(sink)
    switch self {
    case .csv: try Self.writeCSV(matches, &output)
    case .ndjson:
      for match in matches { try Self.writeObject(match, &output) }
    }
    try output.flush()
  }

  private static func writeCSV(_ matches: [TemplateMatch], _ output: inout ByteOutput) throws {
    output.write(columns.joined(separator: ",") + "\n")
    for match in matches {
      var row = CSVRow()
      row.text(match.template, to: &output)
      row.plain(match.carrier.platform.name, to: &output)
      row.text(match.carrier.id, to: &output)
      row.text(match.carrier.account, to: &output)
      row.plain(match.carrier.time.description, to: &output)
      row.plain(String(match.minute), to: &output)
      row.plain(match.match.role.rawValue, to: &output)
      for share in [match.match.similarity, match.match.templateShare, match.match.textShare] {
        row.plain(text(share), to: &output)
      }
      row.text(match.edits.map(text).joined(separator: "; "), to: &output)
      try row.end(&output)
    }
  }

  /// `inserted mention [@name]`, `replaced word [old] [new]`.
  private static func text(_ edit: TemplateEdit) -> String {
    let words = [edit.template, edit.copy].filter { !$0.isEmpty }.map { "[\($0)]" }
    return ([edit.change.rawValue, edit.subject.rawValue] + words).joined(separator: " ")
  }

  /// Three decimals.
  private static func text(_ share: Double) -> String {
    String(rounded(share))
  }

  private static func rounded(_ share: Double) -> Double { (share * 1000).rounded() / 1000 }

  private static func writeObject(_ match: TemplateMatch, _ output: inout ByteOutput) throws {
    var json = JSONWriter(output)
    try json.object(inline: true) { json in
      json.member("template", match.template)
      json.member("platform", match.carrier.platform.name)
      json.member("post", match.carrier.id)
      json.member("account", match.carrier.account)
      json.member("time", match.carrier.time.description)
      json.member("minute", Int(match.minute))
      json.member("how", match.match.role.rawValue)
      json.member("similarity", rounded(match.match.similarity))
      json.member("template_share", rounded(match.match.templateShare))
      json.member("text_share", rounded(match.match.textShare))
      json.key("edits")
      try json.array(match.edits) { json, edit in
        try json.object { json in
          json.member("change", edit.change.rawValue)
          json.member("subject", edit.subject.rawValue)
          json.member("template", edit.template)
          json.member("copy", edit.copy)
          json.member("position", edit.position)
        }
      }
    }
    output = json.end()
  }
}
