import Exchange
import SocialModel
import Testing

@Suite struct CSVTests {
  @Test func theHeadersAreThoseOfTheDesign() throws {
    #expect(
      try text(.accounts, Parade.empty)
        == "platform,account,candidate,kind,edges,coactions,expected,p_value,first_post,last_post\n"
    )
    #expect(
      try text(.pairs, Parade.empty)
        == "platform_a,account_a,platform_b,account_b,layer,coactions,opportunities,expected,"
        + "p_value,q_value\n")
  }

  @Test func everyMemberAndEveryEdgeHasARow() throws {
    let accounts = parseCSV(try text(.accounts, Parade.analysis))
    #expect(accounts.count == 1 + 5 + 2)
    #expect(
      accounts[1] == [
        "x", "a7", "c1", "copy-paste", "3", "26", "0.821338", "3.2e-413",
        "2016-03-22T07:58:12.123Z", "2016-03-22T09:30:00.000Z",
      ])
    let pairs = parseCSV(try text(.pairs, Parade.analysis))
    #expect(pairs.count == 1 + Parade.edges.count)
    #expect(
      pairs[1].prefix(5) == ["mastodon", "m1@port.example", "mastodon", "m2@port.example", "all"])
  }

  @Test func idsReadBackByteByByteWhateverTheyHold() throws {
    let rows = parseCSV(try text(.accounts, Hostile.analysis)).dropFirst()
    #expect(rows.map { Array($0[1].utf8) } == Hostile.texts.map { Array($0.utf8) })
    #expect(rows.allSatisfy { $0.count == 10 })
  }

  @Test func cellsThatLookLikeFormulasAreQuoted() throws {
    let csv = try text(.accounts, Hostile.analysis)
    for cell in ["+1", "-2", "@sum", "\t=3", " blank "] {
      #expect(csv.contains("x,\"\(cell)\","))
    }
    #expect(csv.contains("x,\"=HYPERLINK(\"\"https://parade.example\"\")\","))
  }

  @Test func pairsAreOrderedByIdAndNotByIndex() throws {
    let ids = parseCSV(try text(.pairs, Parade.analysis)).dropFirst().map { $0[0] + " " + $0[1] }
    #expect(ids == ids.sorted())
  }

  @Test func relabelledAccountsGiveTheSamePairsAndNetwork() throws {
    let count = Int32(Parade.accounts.count)
    var shuffled = Parade.analysis
    shuffled.accounts.reverse()
    shuffled.edges = Parade.edges.map { edge in
      var edge = edge
      edge.pair = AccountPair(count - 1 - edge.pair.a, count - 1 - edge.pair.b)
      return edge
    }
    for index in shuffled.candidates.indices {
      for member in shuffled.candidates[index].members.indices {
        shuffled.candidates[index].members[member].account =
          count - 1 - shuffled.candidates[index].members[member].account
      }
      for post in shuffled.candidates[index].firstPosts.indices {
        shuffled.candidates[index].firstPosts[post].account =
          count - 1 - shuffled.candidates[index].firstPosts[post].account
      }
      for place in shuffled.candidates[index].templates.indices {
        shuffled.candidates[index].templates[place].firstAccount =
          count - 1 - shuffled.candidates[index].templates[place].firstAccount
      }
      for place in shuffled.candidates[index].pictures.indices {
        shuffled.candidates[index].pictures[place].firstAccount =
          count - 1 - shuffled.candidates[index].pictures[place].firstAccount
      }
    }
    func relabel(_ text: inout RepeatedText) { text.firstAccount = count - 1 - text.firstAccount }
    for index in shuffled.meaning.groups.indices {
      relabel(&shuffled.meaning.groups[index].medoid)
      for member in shuffled.meaning.groups[index].members.indices {
        relabel(&shuffled.meaning.groups[index].members[member].text)
      }
    }
    func relabel(_ text: inout ThreatText) { text.post.account = count - 1 - text.post.account }
    for index in shuffled.threats.threats.indices { relabel(&shuffled.threats.threats[index]) }
    for index in shuffled.threats.falseAlarms.indices {
      relabel(&shuffled.threats.falseAlarms[index])
    }
    for file in ResultFile.allCases {
      #expect(try file.bytes(of: shuffled) == file.bytes(of: Parade.analysis), "\(file.rawValue)")
    }
  }
}
