import Foundation
import Media
import Testing

@testable import Banks

@Suite("Files of banks")
struct BankFileTests {
  private static let hash = "d8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22"
  private static let md5 = "900150983cd24fb0d6963f7d28e17f72"

  private func read(
    _ text: String, type: SignalType? = nil, _ reasons: inout [String]
  ) throws -> [BankEntry] {
    var found: [String] = []
    let reader = BankReader(bank: "own", type: type)
    let entries = try reader.read(Array(text.utf8), name: "file") {
      found.append("\($0.record) \($0.reason)")
    }
    reasons = found
    return entries
  }

  /// One entry of every type, with texts that need quoting.
  static let everything = Bank([
    BankEntry(
      type: .pdq, value: hash, bank: "Port Meridian", category: .positive,
      tags: ["lantern", "parade"], severity: .severe, source: "harbour, north"),
    BankEntry(type: .videoMD5, value: md5, bank: "b", category: .negative),
    BankEntry(type: .videoSHA256, value: md5 + md5, bank: "b", category: .disputed),
    BankEntry(
      type: .vpdq, value: "[\"\(hash),100,0.000\", \"\(hash),80,1.000\"]", bank: "b"),
    BankEntry(
      type: .text, value: "the \"iron, lantern\" parade\nbegins = now", bank: "b",
      severity: .warning),
    BankEntry(type: .url, value: "https://meridian.example/a?b=c,d", bank: "b"),
    BankEntry(type: .urlMD5, value: md5, bank: "b"),
    BankEntry(type: .trendQuery, value: "{\"and\":[],\"not\":[]}", bank: "b"),
  ])

  @Test("come back as they were written", arguments: [BankFormat.csv, .json])
  func comeBack(format: BankFormat) throws {
    let bytes = BankWriter.bytes(of: Self.everything, as: format)
    var reasons: [String] = []
    let entries = try read(String(decoding: bytes, as: UTF8.self), &reasons)
    #expect(
      Bank(entries)
        == Bank(
          Self.everything.entries.map { entry in
            var entry = entry
            if entry.source.isEmpty { entry.source = "file" }
            return entry
          }))
    #expect(reasons == [])
    #expect(BankWriter.bytes(of: Bank(entries.reversed()), as: format).count >= bytes.count)
  }

  @Test("as lines keep types and hashes")
  func linesKeepHashes() throws {
    var reasons: [String] = []
    let text = String(
      decoding: BankWriter.bytes(of: Self.everything, as: .lines), as: UTF8.self)
    let entries = try read(text, &reasons)
    #expect(entries.map(\.type) == Self.everything.entries.map(\.type))
    #expect(entries.first { $0.type == .pdq }?.value == Self.hash)
    #expect(entries.allSatisfy { $0.bank == "own" && $0.category == .seed })
    #expect(reasons == [])
  }

  @Test("of ThreatExchange's descriptors are read, as CSV and as JSON")
  func descriptorsAreRead() throws {
    let expected = [
      BankEntry(
        type: .pdq, value: Self.hash, bank: "own", category: .positive, tags: ["a", "b"],
        severity: .severe, source: "ThreatExchange owner 77"),
      BankEntry(
        type: .text, value: "an iron lantern", bank: "own", category: .negative,
        source: "ThreatExchange owner 78"),
    ]
    let csv = """
      id,indicator,type,status,tags,owner_id,severity\r
      1,\(Self.hash),HASH_PDQ,MALICIOUS,b a,77,SEVERE\r
      2,an iron lantern,TEXT_STRING,NON_MALICIOUS,,78,\r
      """
    let json = """
      {"id":"1","indicator":"\(Self.hash)","type":"HASH_PDQ","status":"MALICIOUS","tags":["a","b"],"owner_id":77,"severity":"SEVERE"}
      {"id":"2","indicator":"an iron lantern","type":"TEXT_STRING","status":"NON_MALICIOUS","tags":[],"owner_id":"78"}
      """
    let array = "[" + json.replacing("\n", with: ",") + "]"
    for text in [csv, json, array] {
      var reasons: [String] = []
      #expect(try read(text, &reasons) == expected)
      #expect(reasons == [])
    }
  }

  @Test("of hashes alone are read where the caller names the type")
  func hashesAlone() throws {
    var reasons: [String] = []
    let text = "\(Self.hash)\n\n\(Self.hash.uppercased())\r\nnonsense\n"
    let entries = try read(text, type: .pdq, &reasons)
    #expect(entries.map(\.value) == [Self.hash, Self.hash])
    #expect(reasons == ["3 malformed-hash"])
    _ = try read(text, &reasons)
    #expect(reasons == ["1 malformed-record", "2 malformed-record", "3 malformed-record"])
  }

  @Test("are read to the end whatever a record is")
  func areReadToTheEnd() throws {
    var reasons: [String] = []
    let zero = String(repeating: "0", count: 64)
    let csv = """
      signal_type,signal_str,collab,category,tags
      pdq,\(zero),c,POSITIVE_CLASS,
      pdq,\(Self.hash)
      new_type,abc,c,,
      video_md5,\(Self.md5.dropLast()),c,,
      vpdq,"[""\(zero),100,0.0""]",c,,
      vpdq,{},c,,
      raw_text," ",c,,
      video_md5,\(Self.md5.uppercased()),,nonsense,x
      """
    let entries = try read(csv, &reasons)
    #expect(
      entries == [
        BankEntry(type: .videoMD5, value: Self.md5, bank: "own", tags: ["x"], source: "file")
      ])
    #expect(
      reasons == [
        "1 matches-anything", "2 malformed-record", "3 unknown-type", "4 malformed-hash",
        "5 matches-anything", "6 malformed-hash", "7 malformed-hash",
      ])
    #expect(try read("{\"signal_type\":\"pdq\"}\n{oops\n{\"signal_str\":5}", &reasons).isEmpty)
    #expect(reasons.count == 3)
    #expect(try read("", &reasons).isEmpty && read("\n \n", &reasons).isEmpty)
    #expect(try read("[1,{\"a\":null}]", &reasons).isEmpty)
    #expect(reasons.count == 2)
    let error = #expect(throws: BankError.self) { try read("[1,", &reasons) }
    #expect(error?.code == .unknownFormat)
  }

  @Test("join what several say of one hash")
  func joinOpinions() {
    func entry(
      _ category: BankCategory, _ severity: BankSeverity, _ tags: [String], _ source: String
    )
      -> BankEntry
    {
      BankEntry(
        type: .pdq, value: Self.hash, bank: "b", category: category, tags: tags,
        severity: severity, source: source)
    }
    let a = entry(.seed, .info, ["x"], "s")
    let b = entry(.positive, .severe, ["y", "x"], "r")
    #expect(Bank([a, b]).entries == [entry(.positive, .severe, ["x", "y"], "r; s")])
    #expect(Bank([b, a, b, a]) == Bank([a, b]))
    let c = entry(.negative, .unknown, [], "")
    #expect(Bank([a, b, c]).entries.map(\.category) == [.disputed])
    #expect(BankCategory.negative.joined(with: .negative) == .negative)
    #expect(BankCategory.seed.joined(with: .negative) == .disputed)
    #expect(BankCategory.seed.joined(with: .positive) == .positive)
  }
}
