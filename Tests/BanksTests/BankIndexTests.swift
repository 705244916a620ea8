import Foundation
import Media
import Testing

@testable import Banks

@Suite("What banks match")
struct BankIndexTests {
  private static let hash = PDQHash(
    0xd8f8_f0ce_c0f4_a84f, 0x0637_022a_278f_67f0, 0xb36e_2ed5_9662_1e1d, 0x33e6_339c_4e9c_9b22)

  private static func image(_ hash: PDQHash, quality: Int = 100) -> MediaHashes {
    MediaHashes(
      path: "a.jpg", bytes: 1, md5: "", sha256: "", format: "jpeg", width: 9, height: 9,
      content: .image(ImageHash(quality: quality, hash: hash, variants: [])))
  }

  private static func video(_ hashes: [PDQHash], md5: String = "m") -> MediaHashes {
    let frames = hashes.enumerated().map {
      FrameHash(number: $0, quality: 100, hash: $1, seconds: Double($0))
    }
    return MediaHashes(
      path: "a.mp4", bytes: 1, md5: md5, sha256: "s", format: "video", width: 9, height: 9,
      content: .video(VideoHash(frames: frames), isDamaged: false))
  }

  @Test("one picture in a bank is found as one among many thousands", arguments: [0, 20, 9000])
  func onePicture(others: Int) {
    var state: UInt64 = 5
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    let rest = (0..<others).map { _ in
      BankEntry(
        type: .pdq, value: PDQHash(next(), next(), next(), next()).description, bank: "many")
    }
    let known = BankEntry(type: .pdq, value: Self.hash.description, bank: "one")
    let index = BankIndex(Bank(rest + [known]))
    let near = PDQHash(
      Self.hash.words.0 ^ 0xff, Self.hash.words.1, Self.hash.words.2 ^ 0xff00, Self.hash.words.3)
    #expect(index.matches(of: Self.image(near)) == [BankMatch(entry: known, distance: 16)])
    #expect(index.matches(of: Self.image(near), within: 15) == [])
    #expect(index.matches(of: Self.image(near, quality: 49)) == [])
    #expect(index.matches(of: PDQHash(0, 0, 0, 0)) == [])
  }

  @Test("videos match by frames and by bytes")
  func videos() throws {
    let other = PDQHash(
      ~Self.hash.words.0, ~Self.hash.words.1, ~Self.hash.words.2, ~Self.hash.words.3)
    let known = Self.video([Self.hash, other], md5: String(repeating: "a", count: 32))
    let entries = BankEntry.entries(of: known, bank: "b", severity: .severe, source: "s")
    #expect(entries.map(\.type) == [.videoMD5, .videoSHA256, .vpdq])
    let index = BankIndex(Bank(entries))
    let part = index.matches(of: Self.video([Self.hash]))
    #expect(part.map(\.entry.type) == [.videoSHA256, .vpdq])
    #expect(part.last?.video == VideoMatch(queryPercent: 100, comparePercent: 50))
    #expect(index.matches(of: known).count == 3)
  }

  @Test("a picture of too little quality is no entry")
  func tooLittle() {
    #expect(BankEntry.entries(of: Self.image(Self.hash, quality: 49), bank: "b").isEmpty)
    #expect(BankEntry.entries(of: Self.image(PDQHash(0, 0, 0, 0)), bank: "b").isEmpty)
    #expect(BankEntry.entries(of: Self.image(Self.hash), bank: "b").count == 1)
  }

  @Test("texts match with one edit in twenty characters, whatever case, accents and blanks are")
  func texts() {
    let text = "The iron lantern parade begins at the old quay tonight"
    let short = "Iron lantern"
    let index = BankIndex(
      Bank([text, short, "!!!"].map { BankEntry(type: .text, value: $0, bank: "b") }))
    func distances(_ text: String) -> [Int] {
      index.matches(ofText: text).compactMap(\.distance)
    }
    #expect(distances("thé IRON   lantern-parade: begins at the old quay, tonight!") == [0])
    #expect(distances("The iron lantern parade begins at the old quai tonight") == [1])
    #expect(distances("The iron lantern parade begins at our new key tonight") == [])
    #expect(distances("IRON lantern") == [0])
    #expect(distances("Iron lanterm") == [])
    #expect(distances("!!!") == [] && distances("") == [])
  }

  @Test(
    "texts of every script match",
    arguments: [
      (
        "Парад железных фонарей начинается у причала",
        "парад железных фонарей, начинается у причаля"
      ),
      (
        "موكب الفوانيس الحديدية يبدأ الليلة عند الرصيف القديم",
        "موكب الفوانيس الحديدية يبدا الليلة عند الرصيف القديم"
      ),
      ("鉄の灯籠の行列は今夜古い埠頭で始まります皆さん集まって", "鉄の灯籠の行列は今夜古い埠頭で始まりますみなさん集まって"),
    ])
  func scripts(known: String, copy: String) {
    let index = BankIndex(Bank([BankEntry(type: .text, value: known, bank: "b")]))
    #expect(index.matches(ofText: known).map(\.distance) == [0])
    let isNear =
      TextMatching.distance(
        TextMatching.normal(known), TextMatching.normal(copy), most: 99)!
      <= TextMatching.normal(known).count / 20
    #expect(!index.matches(ofText: copy).isEmpty == isNear)
    #expect(index.matches(ofText: "An iron lantern parade").isEmpty)
  }

  @Test("edits are counted as the whole table counts them")
  func edits() {
    var state: UInt64 = 9
    func next(_ below: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33 % below)
    }
    func word(_ count: Int) -> [Unicode.Scalar] {
      (0..<count).map { _ in Unicode.Scalar(UInt8(97 + next(3) % 3)) }
    }
    for _ in 0..<400 {
      let (a, b) = (word(next(14) % 14), word(next(14) % 14))
      let most = next(8) % 8
      let expected = Self.table(a, b)
      #expect(TextMatching.distance(a, b, most: most) == (expected <= most ? expected : nil))
    }
  }

  private static func table(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        row.append(min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1))
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }

  @Test("links match as they are and by MD5 without their scheme")
  func links() throws {
    // MD5 of "meridian.example/abc".
    let digest = try #require(BytesDigest.md5(Array("meridian.example/abc".utf8)))
    let index = BankIndex(
      Bank([
        BankEntry(type: .url, value: "https://meridian.example/ABC", bank: "b"),
        BankEntry(type: .urlMD5, value: digest, bank: "b"),
      ]))
    #expect(
      index.matches(ofLink: "https://meridian.example/ABC").map(\.entry.type) == [.url, .urlMD5])
    #expect(index.matches(ofLink: "HTTP://Meridian.example/abc").map(\.entry.type) == [.urlMD5])
    #expect(index.matches(ofLink: "meridian.example/abc").map(\.entry.type) == [.urlMD5])
    #expect(index.matches(ofLink: "https://meridian.example/") == [])
  }
}
