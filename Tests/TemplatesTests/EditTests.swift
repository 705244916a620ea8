import Testing

@testable import Templates

@Suite("Edits of a copy")
struct EditTests {
  private let template = "The iron lantern parade starts at gate two #night https://a.example/1"

  private func edits(_ copy: String) -> [String] {
    TemplateEdits(template: template, copy: copy).edits.map {
      "\($0.change.rawValue) \($0.subject.rawValue) [\($0.template)] [\($0.copy)]"
    }
  }

  @Test("are none for the same text") func areNone() { #expect(edits(template) == []) }

  @Test("tell mentions, tags, links and emoji")
  func tellEntities() {
    #expect(
      edits("@bo_b The iron lantern parade starts at gate two 🔥 #night https://b.example/2") == [
        "inserted mention [] [@bo_b]", "inserted emoji [] [🔥]",
        "replaced link [https://a.example/1] [https://b.example/2]",
      ])
    #expect(
      edits("The iron lantern parade starts at gate two") == [
        "dropped tag [#night] []", "dropped link [https://a.example/1] []",
      ])
  }

  @Test("tell words, typing errors, case and spelling")
  func tellWords() {
    #expect(
      edits("The old iron lantern prade starts at Gate seven #night https://a.example/1") == [
        "inserted word [] [old]", "replaced typo [parade] [prade]", "replaced case [gate] [Gate]",
        "replaced word [two] [seven]",
      ])
    #expect(
      edits("The irоn lan\u{200B}tern parade starts at gate two #night https://a.example/1") == [
        "replaced spelling [iron lantern] [irоn lan\u{200B}tern]"
      ])
  }

  @Test("tell a prefix and a cut")
  func tellPrefixAndCut() {
    #expect(
      edits("RT @bo_b: The iron lantern parade st…") == [
        "inserted prefix [] [RT @bo_b]", "replaced cut [starts] [st]",
        "dropped cut [at gate two] []", "dropped tag [#night] []",
        "dropped link [https://a.example/1] []",
      ])
  }

  @Test("make a template with slots")
  func makeTemplate() {
    let words = ["lantern", "drum", "flag", "boat", "kite"]
    let copies = words.enumerated().map { index, word in
      "Carry your \(word) to the quay tonight\(index % 2 == 0 ? " 🔥" : "") #night https://a.example/\(word)"
    }
    let readable = ReadableTemplate(medoid: copies[1], copies: copies)
    #expect(readable.text == "Carry your {word} to the quay tonight {+emoji} #night {link}")
    #expect(readable.copies == 5)
  }

  @Test("of a script without spaces are letters that follow each other")
  func joinLetters() {
    let readable = ReadableTemplate(medoid: "鐵燈遊行今晚", copies: ["鐵燈遊行今晚"])
    #expect(readable.text == "鐵燈遊行今晚")
  }
}

@Suite("Known templates")
struct KnownTemplateTests {
  private let text = "The iron lantern parade starts at gate two and ends where the city wants it"

  @Test("are found in copies, cuts and longer posts, and not in half-equal ones")
  func areFound() {
    let reader = KnownTemplates(["Boats on the river carry all of the bells tonight", text])
      .reader()
    #expect(reader.matches(text.uppercased()).map(\.role) == [.same])
    #expect(reader.matches("RT @a: " + text + " indeed").map(\.template) == [1])
    #expect(reader.matches("The iron lantern parade starts at gate tw…").map(\.role) == [.cut])
    let long = "I walked home along the river and somebody had written this on the wall: " + text
    #expect(reader.matches(long).map(\.role) == [.joined])
    #expect(reader.matches("The iron lantern parade starts at gate six while bakers sleep") == [])
    #expect(reader.matches("Good morning") == [] && reader.matches("") == [])
  }

  @Test("that are short are found as they are only, and said to be short")
  func areShort() {
    let known = KnownTemplates(["Light it up", text, text])
    #expect(known.tooShort == [0])
    #expect(known.reader().matches("LIGHT it up!").map(\.template) == [0])
    #expect(known.reader().matches(text).map(\.template) == [1])
  }
}
