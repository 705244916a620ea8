import Foundation

/// The program as it was built beside the tests.
enum BuiltProgram {
  struct Outcome {
    var status: Int32
    var output: String
    var diagnostics: String
  }

  /// Runs the program and waits for its end.
  static func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = try url()
    process.arguments = arguments
    let (output, diagnostics) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = diagnostics
    try process.run()
    // What the program says is short: neither pipe fills while the other is read.
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let warned = diagnostics.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      diagnostics: String(decoding: warned, as: UTF8.self))
  }

  private struct NotBuilt: Error {}

  /// The test bundle lies beside the program.
  private static func url() throws -> URL {
    for argument in CommandLine.arguments {
      var folder = URL(fileURLWithPath: argument)
      for _ in 0..<4 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("tocsin")
        if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      }
    }
    throw NotBuilt()
  }
}
