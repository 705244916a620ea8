import SocialModel
import Testing

@testable import Store

@Suite("The search")
struct StoreSearchTests {
  private let temporary: TemporaryStore
  private var store: CaseStore { temporary.store }

  init() throws { temporary = try TemporaryStore() }

  private func found(_ query: String, _ filter: SearchFilter = SearchFilter()) throws -> [String] {
    try store.search(SearchQuery(query), in: filter).items.map(\.externalID).sorted()
  }

  @Test(
    "finds words whatever their spelling",
    arguments: [
      ("الفَانُوس الحديديّ", "الفانوس"), ("مـــوكب الفوانيس", "موكب"),
      ("أحمد إلى آخر", "احمد الي اخر"),
      ("Ещё один фонарь", "еще ОДИН"), ("La fête des lanternes à l'été", "fete ete"),
      ("Die Straße zur Laterne", "STRASSE"), ("Der Umzug über die Brücke", "uber brucke"),
      ("Full width ＬＡＮＴＥＲＮ", "lantern"), ("ขบวนโคมไฟเหล็ก", "โคมไฟ"), ("铁灯笼游行开始了", "灯笼"),
      ("鉄のランタンの行列", "ランタン"), ("铁灯笼游行", "铁"), ("铁灯笼游行", "行"),
      ("iPhone手机 parade", "手机"), ("iPhone手机 parade", "\"手机 parade\""),
      ("the #IronLantern walk", "ironlantern"),
      ("it's today", "it's"), ("snake_case here", "snake_case"),
    ])
  func findsSpellings(text: String, query: String) throws {
    _ = try store.store(posts: [Invented.post("1", text), Invented.post("2", "nothing of it")])
    #expect(try found(query) == ["1"])
  }

  @Test("joins words, keeps phrases together, leaves out, and takes prefixes")
  func understandsSyntax() throws {
    _ = try store.store(posts: [
      Invented.post("1", "the iron lantern parade"), Invented.post("2", "the lantern of iron"),
      Invented.post("3", "a paper lantern"),
    ])
    #expect(try found("iron lantern") == ["1", "2"])
    #expect(try found("\"iron lantern\"") == ["1"])
    #expect(try found("“iron lantern”") == ["1"])
    #expect(try found("lantern -iron") == ["3"])
    #expect(try found("lantern -\"iron lantern\"") == ["2", "3"])
    #expect(try found("par*") == ["1"])
    #expect(try found("pa*") == ["1", "3"])
    #expect(try found("\"iron lantern") == ["1"])
  }

  @Test(
    "takes prefixes of any length, of few words and of many, in phrases too", arguments: [31, 32])
  func takesPrefixes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let many = (0..<SearchWords.most + 40).map { "parade\($0)" }
    let words = many + ["parasol", "para", "par", "lantern", "lanterns", "фонари", "фонарь", "灯笼"]
    let texts = (0..<400).map { _ in
      (0..<4).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }
    }
    _ = try store.store(
      posts: texts.enumerated().map { Invented.post("\($0)", $1.joined(separator: " ")) })
    func all(_ query: String) throws -> [String] {
      try store.search(SearchQuery(query), limit: 1000).items.map(\.externalID).sorted()
    }
    func naive(_ isFound: ([String]) -> Bool) -> [String] {
      texts.indices.filter { isFound(texts[$0]) }.map { "\($0)" }.sorted()
    }
    for prefix in [
      "pa", "par", "para", "parad", "parade1", "paras", "lant", "фон", "фона", "灯", "nowhere",
    ] {
      let isFound = { (text: [String]) in text.contains { $0.hasPrefix(prefix) } }
      #expect(try all(prefix + "*") == naive(isFound), "\(prefix), seed \(seed)")
      #expect(
        try all("lantern -\(prefix)*") == naive { $0.contains("lantern") && !isFound($0) },
        "-\(prefix), seed \(seed)")
    }
    #expect(
      try all("parasol-lant*")
        == naive { text in
          zip(text, text.dropFirst()).contains { $0 == "parasol" && $1.hasPrefix("lant") }
        })
  }

  @Test("finds any part of two letters in scripts without spaces", arguments: [11, 12] as [UInt64])
  func findsParts(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = Array("铁灯笼游行开始了今晚在港口")
    let texts = (0..<60).map { _ in
      String(
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &generator)]
        })
    }
    _ = try store.store(posts: texts.enumerated().map { Invented.post("\($0.offset)", $0.element) })
    for text in texts.prefix(30) {
      let start = Int.random(in: 0..<text.count, using: &generator)
      let length = Int.random(in: 1...(text.count - start), using: &generator)
      let part = String(text.dropFirst(start).prefix(length))
      let expected = texts.indices.filter { texts[$0].contains(part) }.map { "\($0)" }.sorted()
      #expect(try found(part) == expected, "seed \(seed), \(part)")
    }
  }

  @Test("agrees with a look through all posts", arguments: [21, 22] as [UInt64])
  func agreesWithScan(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let words = ["iron", "lantern", "parade", "dusk", "harbour", "band", "drum"]
    let languages = ["en", "fr-CA", "ar"]
    let posts = (0..<400).map { index in
      let text = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
      }.joined(separator: " ")
      return Invented.post(
        "\(index)", by: "a\(index % 7)", at: 1000 + Int64(index / 3), text,
        language: languages[index % 3], platform: index % 2 == 0 ? .x : .vk, tags: ["t\(index % 5)"]
      )
    }
    _ = try store.store(posts: posts)
    for round in 0..<40 {
      let wanted = words[Int.random(in: 0..<words.count, using: &generator)]
      let unwanted = words[Int.random(in: 0..<words.count, using: &generator)]
      let from = Timestamp(seconds: Int64.random(in: 990...1140, using: &generator))
      let until = Timestamp(seconds: from.milliseconds / 1000 + 40)
      let filter = SearchFilter(
        platform: round % 2 == 0 ? .x : nil, language: round % 3 == 0 ? "fr" : nil,
        hashtag: round % 4 == 0 ? "T1" : nil, from: from, until: until)
      let expected = posts.filter { new in
        let has = Set((new.post.text ?? "").split(separator: " ").map(String.init))
        return has.contains(wanted) && !has.contains(unwanted)
          && (filter.platform.map { $0 == new.post.platform } ?? true)
          && (filter.language == nil || new.post.language == "fr-CA")
          && (filter.hashtag == nil || new.objects[0].id == "t1")
          && new.post.time >= from && new.post.time < until
      }.map(\.post.id).sorted()
      var paged: [String] = []
      var cursor: PageCursor?
      repeat {
        let page = try store.search(
          SearchQuery("\(wanted) -\(unwanted)"), in: filter, after: cursor, limit: 7)
        paged += page.items.map(\.externalID)
        cursor = page.next
      } while cursor != nil
      #expect(paged.sorted() == expected, "seed \(seed), round \(round)")
    }
  }

  @Test(
    "answers hostile queries with a result or a clear error",
    arguments: [
      "\"", "\"\"", "* *", "AND", "OR NOT", "NEAR(a b)", "text:x", "facet : p1", "a\" OR \"b", "-",
      "--", "-a", "^a", "a + b", "{a b} : c", "(((", "'; DROP TABLE post; --", "\0", "a\0b",
      "\u{202E}abc", "😀", "*", "a*", "ab**", "-\"", "\u{FFFD}", "%_%", "\\", "a:b:c", "NOT a",
    ])
  func survivesHostileQueries(query: String) throws {
    _ = try store.store(posts: [Invented.post("1", "a b c x")])
    do {
      _ = try store.search(SearchQuery(query))
      _ = try store.searchAccounts(SearchQuery(query + " x"))
    } catch let error as StoreError {
      #expect(error.code == .badQuery)
    }
  }

  @Test("survives seeded garbage", arguments: [31, 32, 33] as [UInt64])
  func survivesGarbage(seed: UInt64) throws {
    _ = try store.store(posts: [Invented.post("1")])
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("ab\"*-^():{}+NEAROTD \u{0}\u{0301}灯ก'\\,.😀")
    for _ in 0..<400 {
      let text = String(
        (0..<Int.random(in: 0...30, using: &generator)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        })
      do {
        _ = try store.search(SearchQuery(text))
      } catch let error as StoreError {
        #expect(error.code == .badQuery, "seed \(seed)")
      }
    }
  }

  @Test("refuses queries that are too long, have too many words, or only leave out")
  func refusesExcess() {
    #expect(throws: StoreError.self) { try SearchQuery(String(repeating: "a", count: 1025)) }
    #expect(throws: StoreError.self) {
      try SearchQuery((0..<33).map { "w\($0)" }.joined(separator: " "))
    }
    #expect(throws: StoreError.self) { try SearchQuery("-lantern") }
    #expect(throws: StoreError.self) { try SearchQuery("a*") }
  }

  @Test("marks the words that were found, in bytes of the text")
  func marks() throws {
    func marked(_ text: String, _ query: String) throws -> [String] {
      var marks = SearchMarks(try SearchQuery(query))
      return marks.ranges(in: text).map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }
    #expect(try marked("La Fête, une fête!", "fete") == ["Fête", "fête"])
    #expect(try marked("الفَانُوس هنا", "الفانوس") == ["الفَانُوس"])
    #expect(try marked("lanterns and lamps -x", "lan* -x") == ["lanterns"])
    #expect(try marked("今晚铁灯笼游行", "灯笼游") == ["灯笼游"])
    #expect(try marked("铁 on 铁路", "铁") == ["铁", "铁"])
    #expect(try marked("nothing", "lantern") == [])
    #expect(try marked("", "lantern") == [])
  }
}
