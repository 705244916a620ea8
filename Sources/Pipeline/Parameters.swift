import Coordination
import Intake
import SocialModel

/// What `tocsin analyze` is run with.
public struct AnalysisParameters: Sendable {
  /// How inputs are read.
  public var intake = IntakeOptions()
  /// What detection is run with.
  public var detection = DetectionParameters()
  /// What chance is taken to give.
  public var profile = DetectionProfile.shipped
  /// Where files of pictures and videos come from.
  public var media = MediaSource()
  /// Whether texts are compared by meaning.
  public var meaning = MeaningLayer.off
  /// Whether posts are assessed.
  public var threats = ThreatLayer.off
  /// How many threads work; results do not depend on it.
  public var threads = Parallel.defaultThreads

  /// The one default configuration.
  public init() {}

  /// Every parameter that results depend on, with its unit in its name, in a fixed order.
  var record: [RunRecord.Parameter] {
    var list: [RunRecord.Parameter] = [
      .init(name: "timeWindowSeconds", value: seconds(detection.timeWindow)),
      .init(name: "contextWindowSeconds", value: seconds(detection.contextWindow)),
      .init(name: "falseDiscoveryRate", value: "\(detection.falseDiscoveryRate)"),
      .init(name: "crowdLimit", value: "\(detection.crowdLimit)"),
      .init(name: "rarities", value: detection.rarities.map { "\($0)" }.joined(separator: " ")),
      .init(name: "priorPosts", value: "\(detection.priorPosts)"),
      .init(name: "growsGroups", value: "\(detection.growsGroups)"),
      .init(name: "growthRounds", value: "\(detection.growthRounds)"),
      .init(name: "ownShareOpportunities", value: "\(detection.ownShareOpportunities)"),
      .init(name: "smallestCandidate", value: "\(detection.smallestCandidate)"),
      .init(name: "log10PairCandidate", value: "\(detection.log10PairCandidate)"),
      .init(name: "seed", value: "\(detection.seed)"),
      .init(name: "readsMediaFiles", value: "\(media.readsFiles)"),
      .init(name: "meaning", value: meaning == .off ? "off" : "on"),
      .init(name: "threats", value: threats.name),
      .init(name: "profile", value: profile.name),
    ]
    for layer in profile.layers {
      let shares = (profile.shares[layer] ?? []).map { "\($0)" }.joined(separator: " ")
      list.append(.init(name: "profile.\(layer.name)", value: shares))
    }
    let repeats = profile.repeats.map { "\($0)" }.joined(separator: " ")
    list.append(.init(name: "profile.repeats", value: repeats))
    return list
  }

  private func seconds(_ milliseconds: Int64) -> String {
    milliseconds % 1000 == 0 ? "\(milliseconds / 1000)" : "\(Double(milliseconds) / 1000)"
  }
}
