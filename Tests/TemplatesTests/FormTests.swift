import Testing

@testable import Templates

@Suite("The form of a copy")
struct FormTests {
  private func form(_ text: String) -> String {
    var folding = CopyFolding()
    return folding.form(text)
  }

  private let plain = "the iron lantern parade starts at gate two"

  @Test(
    "is the same whatever is put around the words",
    arguments: [
      "The iron lantern parade starts at gate two", "THE IRON LANTERN PARADE STARTS AT GATE TWO!!!",
      "RT @bo_b: The iron lantern parade starts at gate two",
      "“The iron lantern parade starts at gate two” via @bo_b",
      "@a @b the iron lantern parade starts at gate two #night #PortMeridian https://a.example/1",
      "🔥🔥 the iron 🏮 lantern parade starts at gate two 🏳️‍🌈 👍🏽",
      "the #iron lantern parade starts at gate two",
      "the iron lantern parade starts at gate two h…",
    ])
  func isTheSame(text: String) {
    let expected = text.hasSuffix("h…") ? plain + " h" : plain
    #expect(form(text) == expected)
  }

  @Test("has no zero-width signs, marks or look-alikes")
  func hasNoDisguise() {
    #expect(form("the ir\u{200B}on lan\u{00AD}tern par\u{2060}ade starts at gate two") == plain)
    #expect(form("thе irоn lаntern рarade starts at gate two") == plain)
    #expect(form("ΤΗΕ ΙRΟΝ LΑΝΤΕRΝ ΡΑRΑDΕ STARTS AT GATE TWO") == plain)
    #expect(form("thé íron làntern pårade starts åt gate two") == plain)
    #expect(form("𝐭𝐡𝐞 𝐢𝐫𝐨𝐧 ｌａｎｔｅｒｎ parade starts at gate two") == plain)
    #expect(form("Hовый фонарь гopит нa нaбepeжной") == form("Новый фонарь горит на набережной"))
    #expect(form("ёлка") == form("елка"))
  }

  @Test("is the same for the spellings of Arabic")
  func foldsArabic() {
    let plain = form("انطلق جرس الانذار قرب منصه الفوانيس")
    #expect(form("انطلقَ جرسُ الإنذار قرب منصة الفوانيس") == plain)
    #expect(form("انطـــلق جرس الأنذار قرب منصة الفوانيس") == plain)
    #expect(form("على") == form("علي") && form("کتاب") == form("كتاب"))
  }

  @Test("keeps the tags of a text of tags alone, and none of a text of links")
  func keepsTags() {
    #expect(form("#iron #lantern") == "iron lantern")
    #expect(form("https://a.example/1 @bo_b") == "")
    #expect(form("") == "")
  }

  @Test("does not change when it is folded again")
  func isStable() {
    for text in ["Ünïcödé Ж 漢字 ﷺ ½", "RT @x: via @y the words", "İstanbul ẞ ſ"] {
      #expect(form(form(text)) == form(text))
    }
  }
}

@Suite("Near words")
struct NearWordTests {
  private func areNear(_ a: String, _ b: String) -> Bool {
    let (first, second) = (TokenList(), TokenList())
    let (x, y) = (Array(a.utf8), Array(b.utf8))
    return x.withUnsafeBytes { x in
      y.withUnsafeBytes { y in
        first.load(x)
        second.load(y)
        return NearWords.areNear(
          first.tokens[0], in: first.bytes, second.tokens[0], in: second.bytes)
      }
    }
  }

  @Test("differ by one letter, long ones by two")
  func differByFew() {
    #expect(areNear("lantern", "lantren") && areNear("lantern", "lanten"))
    #expect(areNear("lantern", "lanterrn") && areNear("city", "cty") && areNear("фонарь", "фонрь"))
    #expect(areNear("набережная", "нбережнаы"))
    #expect(!areNear("lantern", "lattren") && !areNear("iron", "gold") && !areNear("the", "thy"))
  }

  @Test("are not numbers: another number is another statement")
  func areNotNumbers() { #expect(!areNear("12000", "12001") && !areNear("gate2000", "gate2001")) }

  @Test("have the distance that the whole table gives")
  func agreeWithTheTable() {
    var state: UInt64 = 9
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<2000 {
      let a = (0..<(1 + next(7))).map { _ in UInt32(97 + next(3)) }
      var b = a
      for _ in 0..<next(4) where !b.isEmpty { b[next(b.count)] = UInt32(97 + next(3)) }
      if next(2) == 0 { b.insert(98, at: next(b.count + 1)) }
      let expected = min(table(a, b), 3)
      let found = a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { NearWords.distance(a, $0, atMost: 2) }
      }
      #expect(found == expected, "\(a) \(b)")
    }
  }

  /// The restricted Damerau-Levenshtein distance.
  private func table(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var d = (0...a.count).map { i in (0...b.count).map { j in i == 0 ? j : j == 0 ? i : 0 } }
    for i in 1..<(a.count + 1) {
      for j in 1..<(b.count + 1) {
        d[i][j] = min(
          d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
        }
      }
    }
    return d[a.count][b.count]
  }
}
