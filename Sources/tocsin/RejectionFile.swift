import Intake
import Pipeline

/// `rejections.ndjson` in the output folder; it exists only where something was rejected.
struct RejectionFile {
  private let folder: OutputFolder
  private let log: RejectionLog
  private var file: OutputFile?
  /// How many records were rejected.
  private(set) var count = 0

  init(folder: OutputFolder, inputs: [String]) {
    self.folder = folder
    log = RejectionLog(files: inputs.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
  }

  mutating func add(_ rejection: Rejection) throws {
    let file = try self.file ?? folder.file("rejections.ndjson")
    self.file = file
    try file.write(log.line(for: rejection))
    count += 1
  }
}
