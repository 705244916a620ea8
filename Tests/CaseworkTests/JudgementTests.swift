import Casework
import Testing

@Suite("Professional judgements and requests for packages")
struct JudgementTests {
  private func answers(_ answer: ProfessionalJudgement.Answer = .unknown, note: String = "")
    -> [TrapItem: ProfessionalJudgement.Item]
  {
    Dictionary(uniqueKeysWithValues: TrapItem.allCases.map { ($0, .init(answer, note: note)) })
  }

  @Test("TRAP-18 has eight proximal and ten distal items, each with a name of its own")
  func items() {
    #expect(TrapItem.allCases.filter { $0.list == .proximal }.count == 8)
    #expect(TrapItem.allCases.filter { $0.list == .distal }.count == 10)
    #expect(Set(TrapItem.allCases.map(\.name)).count == 18)
    #expect(TrapItem.allCases.allSatisfy { TrapItem(rawValue: $0.rawValue) == $0 })
  }

  @Test("a judgement has a person's answer to each item, and notes of a length that people read")
  func complete() throws {
    #expect(try ProfessionalJudgement(answers()).items.count == 18)
    for item in TrapItem.allCases {
      var some = answers()
      some[item] = nil
      #expect(ProfessionalJudgement.problems(some).map(\.item) == [item])
      #expect(throws: CaseworkError.self) { _ = try ProfessionalJudgement(some) }
    }
    let limit = ProfessionalJudgement.longestNote
    #expect(
      ProfessionalJudgement.problems(answers(note: String(repeating: "é", count: limit))).isEmpty)
    #expect(
      ProfessionalJudgement.problems(answers(note: String(repeating: "é", count: limit + 1))).count
        == 18)
  }

  @Test("a request says what is wrong with each field at once")
  func problems() {
    let notice = EscalationNotice(offence: "Threat", memberStates: ["BE"], authority: "Police")
    func fields(
      _ posts: Int = 1, _ suspicion: String = "It says so.", _ locating: [String] = ["x account a"],
      _ notice: EscalationNotice = notice
    ) -> [EscalationRules.Field] {
      EscalationRules.problems(
        posts: posts, suspicion: suspicion, locating: locating, notice: notice
      ).map(\.field)
    }
    #expect(fields().isEmpty)
    #expect(fields(1000).isEmpty && fields(1001) == [.posts] && fields(0) == [.posts])
    #expect(fields(1, String(repeating: "a", count: 5000)).isEmpty)
    #expect(fields(1, String(repeating: "a", count: 5001)) == [.suspicion])
    #expect(fields(1, "x", []) == [.locating] && fields(1, "x", [" "]) == [.locating])
    #expect(fields(1, "x", [String](repeating: "a", count: 51)) == [.locating])
    #expect(
      fields(1, "x", ["a"], EscalationNotice(offence: "", memberStates: [], authority: "\n"))
        == [.offence, .authority])
    for states in [["be"], ["BE", "BE"], ["US"], [""]] {
      #expect(
        fields(1, "x", ["a"], EscalationNotice(offence: "o", memberStates: states, authority: "a"))
          == [.states])
    }
    #expect(EscalationNotice.states.count == 27 && Set(EscalationNotice.states).count == 27)
    #expect(EscalationRules.problem(reasons: " \n", isReleased: true) == nil)
    #expect(EscalationRules.problem(reasons: " \n", isReleased: false)?.field == .reasons)
  }
}
