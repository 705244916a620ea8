import Evidence
import Foundation
import SocialModel
import Testing

@Suite("The file of a case")
struct CaseFileTests {
  private static let post = """
    {"platform": "x", "id": "7120", "account": {"id": "a1", "handle": "h"},
     "published": "2016-03-22T08:58:12+01:00", "text": "No parade.", "raw": {"text": "é", "type": "text/plain"},
     "captured": {"from": "in.ndjson, line 1", "at": "2025-11-22T09:00:00Z", "version": "Tocsin 0.1.0"},
     "assessment": {"kind": "threat", "level": "low", "reasons": ["r"], "spans": [{"role": "act", "start": 0, "end": 2}]}}
    """

  private static func file(_ post: String = post) -> String {
    """
    {"case": "17", "suspicion": "s", "candidate": {"id": "c", "reasons": ["r"]},
     "reviews": [{"by": "u", "role": "lead", "at": "2025-11-22T09:00:00Z"}], "posts": [\(post)]}
    """
  }

  private func read(_ text: String) throws -> EvidenceCase {
    try CaseFile.read(Array(text.utf8), name: "case.json") { Array("file \($0)".utf8) }
  }

  @Test("is read with everything that it says")
  func whole() throws {
    let evidence = try read(Self.file())
    let post = try #require(evidence.posts.first)
    #expect(evidence.id == "17" && evidence.candidate?.reasons == ["r"])
    #expect(evidence.reviews.map(\.by) == ["u"])
    #expect(post.raw == Array("é".utf8) && post.type == "text/plain")
    #expect(post.published.description == "2016-03-22T08:58:12.000+01:00")
    #expect(post.published.time.description == "2016-03-22T07:58:12.000Z")
    #expect(post.captured.by == "tocsin" && post.captured.role == "program")
    #expect(post.assessment?.spans == [.init(role: "act", start: 0, end: 2)])
    let path = try read(Self.file(Self.post.replacing(#""text": "é""#, with: #""path": "p""#)))
    #expect(path.posts[0].raw == Array("file p".utf8))
    let base64 = try read(
      Self.file(Self.post.replacing(#""text": "é""#, with: #""base64": "AAEC""#)))
    #expect(base64.posts[0].raw == [0, 1, 2])
  }

  @Test(
    "is refused with any key that is not known, at every level",
    arguments: [
      (#"{"id": "a1""#, #"{"followers": 12, "id": "a1""#),
      (#"{"id": "a1""#, #"{"name": "n", "bio": "b", "id": "a1""#),
      (#"{"platform""#, #"{"note": "n", "platform""#),
      (#"{"from""#, #"{"address": "n", "from""#), (#"{"kind""#, #"{"score": 1, "kind""#),
      (#"{"role": "act""#, #"{"word": "n", "role": "act""#),
      (#"{"text": "é""#, #"{"size": 1, "text": "é""#),
    ])
  func otherKeys(known: String, other: String) throws {
    let error = #expect(throws: EvidenceError.self) {
      try read(Self.file(Self.post.replacing(known, with: other)))
    }
    #expect(error?.code == .malformed)
    #expect(
      error?.message.contains("has a key that is not known") == true, "\(String(describing: error))"
    )
  }

  @Test(
    "is refused where it lacks something or says it wrongly, without quoting it",
    arguments: [
      "", "{}", "[]", "null", "{", "{\"case\": 17}", String(repeating: "[", count: 100_000),
      file(post.replacing("+01:00", with: "")), file(post.replacing("03-22", with: "02-30")),
      file(post.replacing("\"x\"", with: "\"no platform\"")),
      file(post.replacing(#""text": "é""#, with: #""base64": "!""#)),
      file(post.replacing(#""text": "é""#, with: #""text": "é", "path": "p""#)),
      file(post.replacing(#""text": "é", "#, with: "")),
    ])
  func malformed(text: String) throws {
    let error = #expect(throws: EvidenceError.self) { try read(text) }
    #expect(error?.code == .malformed && error?.description.contains("No parade") == false)
  }

  @Test(
    "keeps the zone of a time, and takes no other form",
    arguments: [
      ("2016-03-22T08:58:12.1239+01:00", "2016-03-22T08:58:12.123+01:00"),
      ("2016-03-22T00:10:00-11:30", "2016-03-22T00:10:00.000-11:30"),
      ("2016-03-22T00:10:00Z", "2016-03-22T00:10:00.000Z"),
      ("2016-03-22 00:10:00Z", nil), ("2016-03-22T00:10:00", nil),
      ("2016-03-22T00:10:00+24:00", nil),
      ("", nil), ("٢٠١٦-03-22T00:10:00Z", nil),
    ] as [(String, String?)])
  func times(text: String, written: String?) { #expect(ZonedTime(text)?.description == written) }
}
