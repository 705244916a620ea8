import Testing

@testable import Threats

@Suite("Protected assets")
struct AssetTests {
  private func matcher() throws -> AssetMatcher {
    try AssetMatcher([
      ProtectedAsset(
        id: "hq", name: "Meridian Lantern Works", kind: .organisation, variants: ["MLW office"]),
      ProtectedAsset(id: "port", name: "Meridian", kind: .place),
    ])
  }

  @Test("are found in any case, in tags and across scripts")
  func areFound() throws {
    let matcher = try matcher()
    func found(_ text: String) -> [String] { matcher.mentions(in: text).map(\.asset) }
    #expect(found("at the MERIDIAN lantern works tonight").sorted() == ["hq", "port"])
    #expect(found("near the mlw office").contains("hq"))
    #expect(found("#Meridian").contains("port"))
    #expect(found("в городе Меридиан").contains("port"))
    #expect(found("في مدينة ميريديان").contains("port"))
    #expect(found("a quiet harbour").isEmpty)
  }

  @Test("with Chinese names are found within a sentence, in both forms of their characters")
  func areFoundInChinese() throws {
    let matcher = try AssetMatcher([
      ProtectedAsset(id: "works", name: "铁灯笼工厂", kind: .organisation)
    ])
    let text = "明天在鐵燈籠工廠見面"
    #expect(
      matcher.mentions(in: text) == [.init(asset: "works", start: 3, end: 8)])
    #expect(matcher.mentions(in: "明天在工厂见面").isEmpty)
  }

  @Test("lift the level of a threat that names them")
  func liftLevel() throws {
    var plain = Assessor()
    var aware = Assessor(assets: try matcher())
    let text = "We will burn down the Meridian Lantern Works office"
    let without = plain.assess(text)
    let with = aware.assess(text)
    #expect(with.level > without.level)
    #expect(with.assets.contains("hq"))
    #expect(with.spans.contains { $0.role == .asset })
    #expect(aware.assess("We love the Meridian Lantern Works").level == .none)
  }

  @Test("with a repeated id or without a word are refused")
  func areChecked() {
    let asset = ProtectedAsset(id: "a", name: "Lantern", kind: .event)
    #expect(throws: ThreatsError.self) { try AssetMatcher([asset, asset]) }
    #expect(throws: ThreatsError.self) {
      try AssetMatcher([ProtectedAsset(id: "a", name: "!!", kind: .event)])
    }
  }
}
