import Foundation
import SocialModel

/// How soon a person should look, and why.
///
/// The order of the alarm board and nothing else: it decides nothing about anybody.
public struct AlarmUrgency: Hashable, Sendable {
  /// 0 to 100; more is sooner.
  public var score: Int
  /// What adds to it, in words.
  public var why: [String]

  /// An urgency with its reasons; a score out of range is taken to its nearest end.
  public init(score: Int, why: [String]) {
    self.score = min(max(score, 0), 100)
    self.why = why
  }

  /// The urgency of a candidate: 40 where its accounts act as those that do nothing wrong seldom do,
  /// up to 40 for how many they are, up to 20 for how sure the test is.
  public static func of(_ candidate: Candidate) -> AlarmUrgency {
    let size = min(40, Int(6 * log2(Double(max(candidate.members.count, 1)))))
    let sureness = min(20, max(0, Int(-candidate.log10Q)))
    let kind = candidate.kind.isOrdinary ? 0 : 40
    var why = ["\(candidate.members.count) accounts act together: \(candidate.kind.rawValue)."]
    if candidate.kind.isOrdinary { why.append("Accounts that do nothing wrong act so every day.") }
    why += candidate.reasons.prefix(3)
    return AlarmUrgency(score: kind + size + sureness, why: why)
  }

  /// The urgency of an assessment: 30 for a moderate threat, 80 for a high one, and 90 for a false alarm
  /// whatever its level, since people act on it within minutes.
  public static func of(_ assessment: NewAssessment) -> AlarmUrgency {
    let isFalseAlarm = assessment.kind == NewAssessment.falseAlarm
    let score = [0, 5, 30, 80][Int(assessment.level.rawValue)]
    return AlarmUrgency(score: isFalseAlarm ? 90 : score, why: assessment.reasons)
  }
}
