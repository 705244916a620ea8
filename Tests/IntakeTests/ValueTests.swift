import SocialModel
import Testing

@testable import Intake

@Suite struct TimeTextTests {
  static func parse(_ text: String, unit: UnixUnit = .recognised) -> String? {
    Array(text.utf8).withUnsafeBufferPointer { TimeText.timestamp($0, unit: unit)?.description }
  }

  @Test(arguments: [
    ("2016-03-22T07:58:12Z", "2016-03-22T07:58:12.000Z"),
    ("2016-03-22T07:58:12.1Z", "2016-03-22T07:58:12.100Z"),
    ("2016-03-22T07:58:12.123999999+00:00", "2016-03-22T07:58:12.123Z"),
    ("2016-03-22t07:58:12z", "2016-03-22T07:58:12.000Z"),
    ("2016-03-22 07:58:12", "2016-03-22T07:58:12.000Z"),
    ("2016-03-22T07:58", "2016-03-22T07:58:00.000Z"),
    ("2016-03-22", "2016-03-22T00:00:00.000Z"),
    (" 2016-03-22T00:58:12+02:00 ", "2016-03-21T22:58:12.000Z"),
    ("2016-12-31T20:00:00-0530", "2017-01-01T01:30:00.000Z"),
    ("2016-03-22T07:58:12+03", "2016-03-22T04:58:12.000Z"),
    ("2016-02-29T23:59:60Z", "2016-02-29T23:59:59.000Z"),
    ("2020-09-01 12:00:00 EDT", "2020-09-01T16:00:00.000Z"),
    ("2020-09-01 12:00:00 CEST", "2020-09-01T10:00:00.000Z"),
    ("Tue Mar 22 07:58:12 +0000 2016", "2016-03-22T07:58:12.000Z"),
    ("Tue Mar 22 07:58:12 -0130 2016", "2016-03-22T09:28:12.000Z"),
    ("Tue, 2 Mar 2016 07:58:12 GMT", "2016-03-02T07:58:12.000Z"),
    ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
    ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
    ("2106-02-07T06:28:16Z", "2106-02-07T06:28:16.000Z"),
    ("1458633492", "2016-03-22T07:58:12.000Z"), ("1458633492123", "2016-03-22T07:58:12.123Z"),
    ("1458633492123456", "2016-03-22T07:58:12.123Z"), ("0", "1970-01-01T00:00:00.000Z"),
    ("1458633492.5", "2016-03-22T07:58:12.500Z"), ("4294967296", "2106-02-07T06:28:16.000Z"),
    ("4294967296000", "2106-02-07T06:28:16.000Z"), ("-1", "1969-12-31T23:59:59.000Z"),
  ])
  func `moments are read in every spelling`(text: String, expected: String) {
    #expect(Self.parse(text) == expected)
  }

  @Test(arguments: [
    "", " ", "lantern", "2016", "2016-3-22", "2016-13-01", "2016-02-30", "2015-02-29T00:00:00Z",
    "2016-03-22T24:00:00Z", "2016-03-22T07:60:00Z", "2016-03-22T07:58:61Z", "2016-03-22T",
    "2016-03-22T07:58:12.Z", "2016-03-22T07:58:12+", "2016-03-22T07:58:12+25:00",
    "2016-03-22T07:58:12ZZ", "2016-03-22 07:58:12 IST", "Tue Mar 22 07:58:12 2016",
    "Tue Foo 22 07:58:12 +0000 2016", "99999999999999999999", "1e400", "nan", "0x10", "12:30",
  ])
  func `what is no moment is none`(text: String) {
    #expect(Self.parse(text) == (text == "2016" ? "1970-01-01T00:33:36.000Z" : nil))
  }

  @Test func `a unit that is given is not guessed`() {
    #expect(Self.parse("1458633492", unit: .milliseconds) == "1970-01-17T21:10:33.492Z")
    #expect(Self.parse("86400000", unit: .milliseconds) == "1970-01-02T00:00:00.000Z")
    #expect(Self.parse("253402300799", unit: .seconds) == "9999-12-31T23:59:59.000Z")
  }

  @Test func `random moments are read back as they were written`() {
    var random = SplitMix(seed: 5)
    for _ in 0..<2000 {
      let time = Timestamp(milliseconds: Int64.random(in: 0...4_300_000_000_000, using: &random))
      #expect(Self.parse(time.description) == time.description)
    }
  }
}

@Suite struct MarkupTests {
  @Test(arguments: [
    ("<p>a</p><p>b<br>c<br />d</p>", "a\n\nb\nc\nd"),
    ("a &lt;b&gt; &amp;amp; &#233;&#xe9;", "a <b> &amp; éé"),
    ("&nosuch; & &#0; &#xD800; &", "&nosuch; & &#0; &#xD800; &"),
    ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ("<a title=\"x > y\">z</a>", "z"), ("open <b", "open <b"), ("", ""),
    ("<ul><li>a</li><li>b</li></ul>", "a\nb"), ("<script>alert(1)</script>", "alert(1)"),
  ])
  func `markup becomes text`(html: String, text: String) {
    #expect(Markup.text(html) == text)
  }
}

@Suite struct ValueExtentTests {
  /// The oracle: one byte at a time.
  static func naive(_ bytes: [UInt8]) -> Int? {
    var (depth, isInString, isEscaped) = (0, false, false)
    for (index, byte) in bytes.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else if byte == 0x22 {
          isInString = false
          if depth == 0 { return index + 1 }
        }
      } else if byte == 0x22 {
        isInString = true
      } else if byte | 0x20 == 0x7B {
        depth += 1
      } else if byte | 0x20 == 0x7D {
        depth -= 1
        if depth <= 0 { return index + 1 }
      }
    }
    return nil
  }

  @Test(arguments: 0..<400)
  func `values end where the naive scanner says, however they are cut`(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let parts = ["{", "}", "[", "]", "\"", "\\", "\\\\", "\\\"", "a", "lantern parade", ",", "\n"]
    var text = ["{", "[", "\""][Int.random(in: 0..<3, using: &random)]
    for _ in 0..<Int.random(in: 0...80, using: &random) {
      text += parts[Int.random(in: 0..<parts.count, using: &random)]
    }
    let bytes = Array(text.utf8)
    var extent = ValueExtent()
    var found: Int?
    var start = 0
    while start < bytes.count && found == nil {
      let count = min(Int.random(in: 1...20, using: &random), bytes.count - start)
      let piece = Array(bytes[start..<start + count]) + [UInt8](repeating: 0x22, count: 64)
      found = piece.withUnsafeBufferPointer {
        extent.end(in: UnsafeBufferPointer(rebasing: $0[..<count]))
      }.map { $0 + start }
      start += count
    }
    #expect(found == Self.naive(bytes), "seed \(seed)")
  }
}

@Suite struct SeenPostsTests {
  @Test func `every post is new once, over many growths`() {
    var seen = SeenPosts()
    for round in 0..<2 {
      for number in 0..<20_000 {
        #expect(seen.insert(SeenPosts.Key("x", "\(number)")) == (round == 0))
      }
    }
  }

  @Test func `what is joined differently is different`() {
    let keys = [
      SeenPosts.Key("ab", "c"), SeenPosts.Key("a", "bc"), SeenPosts.Key("abc", ""),
      SeenPosts.Key("", "abc"), SeenPosts.Key("ab", "c", ""), SeenPosts.Key("a", "b", "c"),
      SeenPosts.Key("a\0", "bc"), SeenPosts.Key("a", "\0bc"),
    ]
    #expect(Set(keys.map(\.hexadecimal)).count == keys.count)
  }
}
