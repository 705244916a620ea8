import Coordination
import Intake
import SocialModel

/// What `tocsin analyze` is run with.
public struct AnalysisParameters: Sendable {
  /// How inputs are read.
  public var intake = IntakeOptions()
  /// What the timing test and the network are run with.
  public var timing = TimingParameters()
  /// What chance is taken to give.
  public var profile = DetectionProfile.shipped
  /// How many threads work; results do not depend on it.
  public var threads = Parallel.defaultThreads

  /// The one default configuration.
  public init() {}

  /// Every parameter that results depend on, with its unit in its name, in a fixed order.
  var record: [RunRecord.Parameter] {
    var list: [RunRecord.Parameter] = [
      .init(name: "timeWindowSeconds", value: seconds(timing.timeWindow)),
      .init(name: "contextWindowSeconds", value: seconds(timing.contextWindow)),
      .init(name: "falseDiscoveryRate", value: "\(timing.falseDiscoveryRate)"),
      .init(name: "crowdLimit", value: "\(timing.crowdLimit)"),
      .init(name: "ownShareOpportunities", value: "\(timing.ownShareOpportunities)"),
      .init(name: "smallestCandidate", value: "\(timing.smallestCandidate)"),
      .init(name: "log10PairCandidate", value: "\(timing.log10PairCandidate)"),
      .init(name: "seed", value: "\(timing.seed)"),
      .init(name: "profile", value: profile.name),
    ]
    for layer in profile.layers {
      list.append(
        .init(name: "profile.\(layer.name)", value: "\(profile.shares[layer] ?? 0)"))
    }
    return list
  }

  private func seconds(_ milliseconds: Int64) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
  }
}
