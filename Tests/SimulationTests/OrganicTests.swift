import SocialModel
import Testing

@testable import Simulation

@Suite("What real crowds do")
struct OrganicTests {
  private func posts(of role: AccountRole) -> [Post] {
    SharedStream.posts.filter { SharedStream.truth(of: $0)?.role == role }
  }

  @Test("Feeds post their newspaper's headline and link within seconds of one another")
  func feeds() {
    var times = [String: [Int64]]()
    for post in posts(of: .feed) {
      times[post.text ?? "", default: []].append(post.time.milliseconds)
    }
    #expect(times.count > 20)
    for (_, moments) in times {
      #expect(moments.count <= Assumptions.feedsPerOutlet)
      #expect((moments.max() ?? 0) - (moments.min() ?? 0) < 8000)
      #expect(moments.allSatisfy { $0 % 60_000 < 8000 })
    }
    #expect(posts(of: .feed).allSatisfy { Newsroom.feedClients.contains($0.client ?? "") })
  }

  @Test("Schedulers post at full minutes")
  func schedulers() {
    let found = posts(of: .scheduler)
    #expect(found.count > 30)
    #expect(found.allSatisfy { $0.time.milliseconds % 60_000 < 3000 })
  }

  @Test("Fans shout on their own tags when a goal falls")
  func fans() {
    let shouts = SharedStream.posts.filter {
      $0.text?.contains("#Herons") == true && $0.repostOf == nil
        && $0.text?.contains("«") == false
    }
    #expect(shouts.allSatisfy { SharedStream.truth(of: $0)?.group == .fans })
    let start = Assumptions.start.milliseconds
    let atGoals = shouts.count { post in
      let minute = Int((post.time.milliseconds - start) / 60_000)
      return Assumptions.kickOffs.contains { kickOff in
        Assumptions.goals.contains { (0...2).contains(minute - kickOff - $0) }
      }
    }
    #expect(atGoals * 4 > shouts.count, "24 of 220 minutes hold more than a quarter of it")
  }

  @Test("The event's hour is several times as busy as the same hour of the day before")
  func burst() {
    let hours = SharedStream.posts.map {
      ($0.time.milliseconds - Assumptions.start.milliseconds) / 3_600_000
    }
    #expect(hours.count { $0 == 25 } > 3 * hours.count { $0 == 3 })
    #expect(
      !SharedStream.posts.prefix(1000).contains { $0.text?.contains("#PortMeridian") == true })
  }

  @Test("Nights are quiet on the clock of the account")
  func nights() {
    // French zones lie close together: 02:00 to 05:00 UTC is night for all of them.
    let french = SharedStream.posts.filter { $0.language == "fr" }
    let hours = french.map { $0.time.milliseconds / 3_600_000 % 24 }
    #expect(hours.count { (2...4).contains($0) } * 3 < hours.count { (16...18).contains($0) })
  }

  @Test("Mourning words, the helpline's text and share-button texts are equal among many accounts")
  func sharedTexts() {
    var accounts = [String: Set<String>]()
    for post in SharedStream.posts where post.repostOf == nil {
      accounts[post.text ?? "", default: []].insert(post.account.id)
    }
    #expect(Lexicon.english.helpline.allSatisfy { (accounts[$0]?.count ?? 0) > 10 })
    #expect(Lexicon.english.condolences.contains { (accounts[$0]?.count ?? 0) > 5 })
    #expect(accounts.contains { $0.key.contains(" via @") && $0.value.count > 3 })
  }

  @Test("Long texts of every day are rarely equal among strangers")
  func longTextsDiffer() {
    var counts = [String: Int]()
    for post in SharedStream.posts where post.repostOf == nil && post.text?.contains("#") == false {
      let text = post.text ?? ""
      let isShared = text.contains("555-0142") || text.contains("https://")
      if !isShared, text.split(separator: " ").count >= 14 { counts[text, default: 0] += 1 }
    }
    #expect(counts.count > 1000)
    #expect(counts.values.count { $0 > 1 } * 50 < counts.count)
  }

  @Test("Accounts are plausible: born before the stream, with followers, a handle and a name")
  func accounts() {
    for post in SharedStream.posts.prefix(5000) {
      let account = post.account
      #expect(account.created.map { $0 < Assumptions.start } == true)
      #expect(account.followers.map { $0 >= 0 && $0 < 10_000_000 } == true)
      #expect(account.handle?.isEmpty == false && account.name?.isEmpty == false)
    }
  }

  @Test("Arabic comes with marks, tatweel, hamza and Persian forms, tags untouched")
  func arabicForms() {
    var generator = SeededGenerator(seed: 1)
    let text = "كتب يكتب كاتب سلمى أنا امس #كتب_يكتب"
    let variants = (0..<300).map { _ in ArabicForms.varied(text, &generator) }
    #expect(variants.allSatisfy { $0.hasSuffix("#كتب_يكتب") })
    for form in ["\u{06A9}", "\u{06CC}", "\u{0640}", "\u{0651}", "\u{0623}مس"] {
      #expect(variants.contains { $0.unicodeScalars.contains(form.unicodeScalars.first ?? " ") })
    }
    let bare = variants.map { variant in
      String(
        String.UnicodeScalarView(
          variant.unicodeScalars.filter {
            !("\u{064B}"..."\u{0652}").contains($0) && $0 != "\u{0640}"
          }))
    }
    #expect(bare.contains(text))
  }
}
