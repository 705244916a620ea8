import ArgumentParser
import Intake
import SocialModel

/// How tables without Tocsin's own names are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("column"), parsing: .singleValue,
    help: ArgumentHelp(
      "A column of a CSV or TSV file: the field it holds and its name in the header. Repeat for "
        + "each. Fields: \(PostField.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "field=name"))
  var columns: [String] = []

  @Option(help: "The platform of posts whose file does not name one.")
  var platform = "x"

  func validate() throws { _ = try options() }

  /// The options of the intake.
  func options() throws -> IntakeOptions {
    var options = IntakeOptions()
    for column in columns {
      let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let field = PostField(rawValue: parts[0]) else {
        throw ValidationError("--column takes field=name, such as account=\"User ID\".")
      }
      options.columns[field] = parts[1]
    }
    guard let platform = Platform(platform) else {
      throw ValidationError("--platform takes a word such as telegram.")
    }
    options.platform = platform
    return options
  }
}
