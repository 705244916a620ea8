import Casework
import Desk
import SocialModel

/// Why an act that a form asks for was not done, where the form comes back with what was typed.
struct Refusal: Sendable {
  var status: Int
  var message: String
  var problems: [DecisionRules.Problem]

  init(_ error: DeskError) {
    let answer = ErrorAnswer(error)
    status = answer.status
    message = error.hint.isEmpty ? error.message : "\(error.message) \(error.hint)"
    problems = error.problems
  }

  init(_ message: String, status: Int = 422) {
    (self.status, self.message, problems) = (status, message, [])
  }
}

extension Visit {
  /// Codes that a person can do something about on the same page.
  private static let mendable: Set<DeskError.Code> = [
    .incomplete, .malformed, .tooMany, .notClaimed, .alreadyClaimed, .wrongState, .conflict,
    .expired,
  ]

  /// Has the desk do what a form asks for; the refusal is for the form to show.
  ///
  /// - Throws: what no form mends, such as a role that does not allow it.
  func attempt<Value: Sendable>(
    _ work: @escaping @Sendable (CaseDesk, Acting) throws -> Value
  ) async throws -> (value: Value?, refusal: Refusal?) {
    do { return (try await desk(work), nil) } catch let error as DeskError
      where Self.mendable.contains(error.code)
    {
      return (nil, Refusal(error))
    }
  }

  /// A form's field without blanks around it; empty where it is not there.
  func typed(_ name: String) -> String {
    let text = form[name] ?? ""
    let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
    return String(text[..<end].drop(while: \.isWhitespace))
  }
}

/// Moments as forms have them, in UTC.
enum FormMoment {
  /// The moment of `2016-03-22T07:58` or `2016-03-22`; nil for what is none.
  static func read(_ text: String) -> Timestamp? {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    let day = numbers(halves.first ?? "", "-")
    guard day.count == 3, halves.count <= 2, text.utf8.count <= 19 else { return nil }
    let clock = halves.count == 2 ? numbers(halves[1], ":") : [0, 0]
    guard (2...3).contains(clock.count) else { return nil }
    return Timestamp(
      year: day[0], month: day[1], day: day[2], hour: clock[0], minute: clock[1],
      second: clock.count == 3 ? clock[2] : 0)
  }

  private static func numbers(_ text: Substring, _ separator: Character) -> [Int] {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let found = parts.compactMap { part -> Int? in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    return found.count == parts.count ? found : []
  }
}
