import Casework
import SocialModel

/// Invented cases of a desk in Port Meridian.
enum Desk {
  static let start = Timestamp(seconds: 1_458_633_600)

  static func at(_ minutes: Double) -> Timestamp {
    Timestamp(milliseconds: start.milliseconds + Int64(minutes * 60_000))
  }

  static func post(_ id: String = "p1") -> CaseSubject { CaseSubject(.post, platform: .x, id: id) }
  static func account(_ id: String = "a1") -> CaseSubject {
    CaseSubject(.account, platform: .x, id: id)
  }

  static func decision(
    _ id: String = "d1", subject: CaseSubject = post(), by user: String = "ann",
    measures: Set<Measure> = [.removal], at time: Timestamp = start,
    ground: Ground? = .policy(clause: "lanterns", version: 2)
  ) -> Decision {
    Decision(
      id: id, caseID: "c1", subject: subject, ground: measures.isEmpty ? nil : ground,
      measures: measures, facts: "The post calls for lanterns to be thrown at the parade.",
      reasons: "Calls to throw lanterns are against the rules.", decidedBy: user, decidedAt: time)
  }
}
