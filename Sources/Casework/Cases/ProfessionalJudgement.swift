/// An item of the Terrorist Radicalization Assessment Protocol, TRAP-18: eight proximal warning behaviours and
/// ten distal characteristics (Meloy, Roshdi, Glaz-Ocik and Hoffmann, Journal of Threat Assessment and
/// Management 2, 2015, 140-152; Meloy and Gill, the same 3, 2016, 37-52).
///
/// The items are named and not explained: TRAP-18 is for people who were trained in it.
public enum TrapItem: String, Sendable, Hashable, CaseIterable {
  case pathway, fixation, identification
  case novelAggression = "novel-aggression"
  case energyBurst = "energy-burst"
  case leakage
  case lastResort = "last-resort"
  case directlyCommunicatedThreat = "directly-communicated-threat"
  case personalGrievance = "personal-grievance"
  case framedByIdeology = "framed-by-ideology"
  case failureToAffiliate = "failure-to-affiliate"
  case virtualCommunity = "dependence-on-virtual-community"
  case thwartedGoals = "thwarted-goals"
  case changesInThinking = "changes-in-thinking"
  case failureOfBonding = "failure-of-sexual-pair-bonding"
  case mentalDisorder = "mental-disorder"
  case creativity
  case criminalViolence = "criminal-violence"

  /// Which of the two lists it belongs to.
  public enum List: String, Sendable, Hashable, CaseIterable {
    case proximal = "Proximal warning behaviours"
    case distal = "Distal characteristics"
  }

  /// The list that it belongs to.
  public var list: List {
    switch self {
    case .pathway, .fixation, .identification, .novelAggression, .energyBurst, .leakage,
      .lastResort, .directlyCommunicatedThreat:
      .proximal
    default: .distal
    }
  }

  /// Its name.
  public var name: String {
    switch self {
    case .pathway: "Pathway"
    case .fixation: "Fixation"
    case .identification: "Identification"
    case .novelAggression: "Novel aggression"
    case .energyBurst: "Energy burst"
    case .leakage: "Leakage"
    case .lastResort: "Last resort"
    case .directlyCommunicatedThreat: "Directly communicated threat"
    case .personalGrievance: "Personal grievance and moral outrage"
    case .framedByIdeology: "Framed by an ideology"
    case .failureToAffiliate: "Failure to affiliate with an extremist or other group"
    case .virtualCommunity: "Dependence on the virtual community"
    case .thwartedGoals: "Thwarting of occupational goals"
    case .changesInThinking: "Changes in thinking and emotion"
    case .failureOfBonding: "Failure of sexually intimate pair bonding"
    case .mentalDisorder: "Mental disorder"
    case .creativity: "Creativity and innovation"
    case .criminalViolence: "Criminal violence"
    }
  }
}

/// A structured professional judgement: what a person who reviews says of each item, and why.
///
/// The program records it and does nothing else with it. It fills in no answer, adds none up and compares
/// none: there is no score.
public struct ProfessionalJudgement: Hashable, Sendable {
  /// What a person says of an item.
  public enum Answer: String, Sendable, Hashable, CaseIterable {
    case present, absent, unknown
  }

  /// An answer with its note.
  public struct Item: Hashable, Sendable {
    /// What the person says.
    public var answer: Answer
    /// Why; empty where nothing was said.
    public var note: String

    /// An answer.
    public init(_ answer: Answer, note: String = "") {
      self.answer = answer
      self.note = note
    }
  }

  /// What is wrong with an item, or with all of it where there is none.
  public struct Problem: Hashable, Sendable {
    /// The item.
    public var item: TrapItem
    /// What is wrong, in a sentence.
    public var message: String
  }

  /// The word that the store knows the instrument by.
  public static let instrument = "trap-18"
  /// No note is longer, in characters.
  public static let longestNote = 1000

  /// The answers: one for each item.
  public let items: [TrapItem: Item]

  /// A judgement in which a person answered each item.
  ///
  /// - Throws: ``CaseworkError`` with the code `incomplete`.
  public init(_ items: [TrapItem: Item]) throws {
    if let problem = Self.problems(items).first {
      throw CaseworkError(
        .incomplete, subject: "item \(problem.item.rawValue)", message: problem.message)
    }
    self.items = items
  }

  /// Everything that is wrong with answers, item by item.
  public static func problems(_ items: [TrapItem: Item]) -> [Problem] {
    TrapItem.allCases.compactMap { item in
      guard let found = items[item] else {
        return Problem(item: item, message: "Say present, absent or unknown.")
      }
      guard found.note.count <= longestNote else {
        return Problem(item: item, message: "A note has at most \(longestNote) characters.")
      }
      return nil
    }
  }
}
