import ArgumentParser
import Foundation

/// Writes scaled rows as files.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write scaled rows as CSV.")

  @OptionGroup var scale: ScaleOptions
  @Option(help: "Where to write object_id,account_id,content_id,timestamp_share.") var out: String
  @Option(help: "Where to write the same rows with coordination-network-toolkit's columns.")
  var toolkitOut: String?

  func run() throws {
    let rows = try scale.scaled()
    try write(rows, to: out, header: "object_id,account_id,content_id,timestamp_share") {
      "\($0),\($1),\($2),\($3)\n"
    }
    guard let toolkitOut else { return }
    let header = "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls"
    try write(rows, to: toolkitOut, header: header) { object, account, content, time in
      "\(content),\(account),,\(object),,,\(time),\n"
    }
  }

  private func write(
    _ rows: ScaledRows, to path: String, header: String,
    line: (_ object: String, _ account: String, _ content: String, _ time: Int64) -> String
  ) throws {
    guard let file = fopen(path, "w") else { throw ValidationError("cannot write \(path)") }
    defer { fclose(file) }
    fputs(header + "\n", file)
    for row in 0..<rows.count {
      fputs(
        line(
          ScaledRows.text(Int(rows.objects[row]), .object),
          ScaledRows.text(Int(rows.accounts[row]), .account), ScaledRows.text(row, .content),
          rows.times[row]), file)
    }
    if ferror(file) != 0 { throw ValidationError("cannot write \(path)") }
  }
}
