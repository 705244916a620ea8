import ArgumentParser
import Simulation

/// `tocsin simulate`: writes an invented stream with the truth about it.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Write an invented stream of posts with three planted campaigns and the truth.",
    discussion: """
      Writes posts.ndjson, truth.csv, event.json and truth.json. City, event, people and texts are \
      invented. The same seed and number of posts give the same bytes. The organic part scales \
      with the number of posts, one account for ten of them; the campaigns stay as they are. With \
      --media, a fourth campaign and ordinary people post pictures, which are in the folder media.
      """)

  @Option(name: .customLong("out"), help: "The folder to write; it is empty or does not exist yet.")
  var output: String

  @Option(help: "The seed of everything.")
  var seed: UInt64 = 1

  @Option(help: "About how many posts, 5,000 to 100,000,000.")
  var posts = 200_000

  @Flag(help: "Also plant a campaign that pushes pictures, and have ordinary people post some.")
  var media = false

  func validate() throws {
    guard (5000...100_000_000).contains(posts) else {
      throw ValidationError("--posts must lie between 5000 and 100000000.")
    }
  }

  func run() throws {
    try ExitStatus.of {
      let simulation = Simulation(.init(seed: seed, posts: posts, hasMedia: media))
      let truth = try SimulationOutput.write(simulation, to: output)
      let planted = truth.campaigns.reduce(0) { $0 + $1.accounts }
      print(
        "\(truth.posts) posts by \(truth.accounts.count) accounts, \(planted) of them in "
          + "\(truth.campaigns.count) planted campaigns, written to \(output)")
      return .done
    }
  }
}
