import Foundation
import Testing

/// A small invented stream in Tocsin's own format and as a table of actions.
enum InventedInput {
  /// Words that must not show on standard error, whatever happens.
  static let secrets = ["lantern", "meridian", "quaywatcher", "SENTINEL"]

  /// Posts of `crowd` accounts at odd moments and of five that post the same eight texts.
  ///
  /// 25 posts of the crowd an account; with 20 accounts there are 540 posts.
  static func posts(crowd: Int = 20) -> [String] {
    var lines: [String] = []
    for text in 0..<8 {
      for member in 0..<5 {
        let time = text * 900 + member * 7
        lines.append(
          post(
            "p\(text)-\(member)", "member\(member)", time,
            "Ready-made words number \(text) about the iron lantern parade in Port Meridian"))
      }
    }
    for account in 0..<crowd {
      for index in 0..<25 {
        let time = (account * 7919 + index * 104_729) % 7200
        lines.append(
          post(
            "c\(account)-\(index)", "crowd\(account)", time,
            "Words \(account) of a passer-by \(index) on the quay, with #portmeridian"))
      }
    }
    return lines
  }

  private static func post(_ id: String, _ account: String, _ second: Int, _ text: String)
    -> String
  {
    """
    {"platform":"x","id":"\(id)","account":{"id":"\(account)","handle":"quaywatcher_\(account)"},\
    "time":\(1_700_000_000 + second),"text":"\(text)"}
    """
  }

  /// A line that is no post and holds words that belong on no screen.
  static func broken(_ index: Int) -> String {
    #"{"platform":"x","id":"b\#(index)","handle":"quaywatcher","text":"SENTINEL lantern""#
  }

  static func ndjson(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  /// Rows of accounts that share objects within seconds; the last `broken` have no time.
  static func table(rows: Int = 60, broken: Int = 0) -> String {
    var text = "object_id,account_id,content_id,timestamp_share\n"
    for row in 0..<rows {
      let time = row < rows - broken ? "\(1_700_000_000 + row / 6 * 600 + row % 6)" : "SENTINEL"
      text += "lantern\(row / 6),quaywatcher\(row % 6),content\(row),\(time)\n"
    }
    return text
  }

  /// The same posts read as either command's input.
  static func input(for command: Command) -> String {
    command == .coactions ? table() : ndjson(posts())
  }
}

/// A command that reads files and writes a folder, or a file in the case of `calibrate`.
enum Command: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case analyze, coactions, calibrate

  static let writingFolders: [Command] = [.analyze, .coactions]

  var testDescription: String { rawValue }

  /// A whole line of arguments.
  func arguments(_ inputs: [String], out: String = "out") -> [String] {
    let own =
      self == .coactions
      ? ["--time-window", "60", "--min-participation", "1", "--group-stats"] : []
    return [rawValue] + inputs + ["--out", out] + own
  }
}
