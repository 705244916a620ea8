import Exchange
import SocialModel
import Testing

@Suite struct HeadlineTests {
  @Test func theLargestCandidateIsNamed() {
    #expect(
      Headline(Parade.analysis).sentence
        == "2 candidates among 318 accounts; the largest: 5 accounts, first post 07:58:12 UTC")
  }

  @Test func oneCandidateIsNotCalledTheLargest() {
    var analysis = Parade.analysis
    analysis.candidates = [Parade.second]
    #expect(
      Headline(analysis).sentence
        == "1 candidate among 318 accounts: 2 accounts, first post 08:10:00 UTC")
  }

  @Test func theDateIsSaidWhenTheInputSpansSeveralDays() {
    var analysis = Parade.analysis
    analysis.stream.span = Parade.time(-600)...Parade.time(90_000)
    #expect(Headline(analysis).sentence.hasSuffix("first post 22 March 2016, 07:58:12 UTC"))
  }

  @Test func anUnreadableInputIsToldFromAnEmptyOne() {
    var analysis = Parade.empty
    #expect(Headline(analysis).note == "The input holds no records.")
    analysis.run.inputs[0].rejections = 1
    #expect(Headline(analysis).note.hasPrefix("None of its 1 record could be read"))
  }
}

@Suite struct TerminalSummaryTests {
  @Test("No line is wider than the terminal", arguments: [20, 30, 40, 60, 80, 200])
  func width(_ width: Int) {
    let text = TerminalSummary(width: width).text(Parade.analysis)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    #expect(text.contains("c2"))
  }

  @Test func onlyIdsKindsAndNumbersAreShown() {
    let text = TerminalSummary(width: 200).text(Parade.analysis)
    for account in Parade.accounts { #expect(!text.contains(account.handle ?? account.id)) }
    #expect(!text.contains("\u{1B}"))
  }

  @Test func boldHasToBeAskedFor() {
    let text = TerminalSummary(usesANSI: true).text(Parade.analysis)
    #expect(text.contains("\u{1B}[1mid  kind"))
  }

  @Test func whatIsLeftOutIsCounted() {
    let text = TerminalSummary(limit: 1).text(Parade.analysis)
    #expect(text.hasSuffix("1 more in report.html.\n"))
  }

  @Test func nothingFoundIsOneSentence() {
    #expect(TerminalSummary().text(Parade.quiet) == "No candidates among 318 accounts.\n")
  }
}
