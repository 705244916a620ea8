import Exchange
import Foundation
import Media
import SocialModel
import Testing

@Suite("Pictures in the report")
struct ThumbnailTests {
  private func sources(_ page: String) -> [String] {
    HTMLTags(page).tags.filter { $0.name == "img" }.compactMap { $0.attributes["src"] }
  }

  @Test("are grey PNG files of 64 pixels a side, and blurred by the page too")
  func areSmallAndGrey() throws {
    let page = try text(.report, Parade.analysis)
    let found = sources(page)
    #expect(found.count == 1)
    let source = try #require(found.first)
    let png = try #require(Data(base64Encoded: String(source.dropFirst(22))))
    #expect(png.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    // Width, height, eight bits, grey.
    #expect(Array(png[16..<26]) == [0, 0, 0, 64, 0, 0, 0, 64, 8, 0])
    // What leaves the program is blurred already.
    let preview = Parade.analysis.candidates[0].pictures[0].preview
    #expect(Data(PictureFile.greyPNG(preview, width: 64, height: 64)) != png)
    let blurred = PictureBlur.blurred(preview, side: 64)
    #expect(Data(PictureFile.greyPNG(blurred, width: 64, height: 64)) == png)
    #expect(page.contains(".thumb img { display: block; width: 100%; height: 100%; filter: blur("))
  }

  @Test("say who posted them first, and whether that is a member")
  func sayTheFirst() throws {
    let page = try text(.report, Parade.analysis)
    #expect(page.contains("<b>9 posts by 4 accounts, on 2 platforms</b>"))
    #expect(page.contains("<bdi>@tea</bdi> on x, who is not in this candidate."))
    #expect(page.contains("<bdi>@lampwright</bdi> on x.</span>"))
    #expect(page.contains("Copies differ in 0 to 12 of 256 bits."))
    #expect(page.contains("video, no thumbnail"))
    #expect(page.contains("alt=\"Blurred thumbnail of a picture that 4 accounts of c1 posted\""))
  }

  @Test("are left out where the preview is not of the size that it must have")
  func leaveOutOthers() throws {
    var analysis = Parade.analysis
    for count in [0, 1, 4095, 4097, 65_536] {
      analysis.candidates[0].pictures[0].preview = [UInt8](repeating: 7, count: count)
      #expect(sources(try text(.report, analysis)).isEmpty)
    }
  }

  @Test("are in candidates.json without their pixels")
  func areInJSON() throws {
    let json = try text(.candidates, Parade.analysis)
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let candidates = try #require(root["candidates"] as? [[String: Any]])
    let pictures = try #require(candidates[0]["pictures"] as? [[String: Any]])
    #expect(
      Set(pictures[0].keys) == [
        "layer", "picture", "posts", "members", "platforms", "distances", "firstPost",
        "firstPlatform", "firstAccount",
      ])
    #expect(pictures[0]["platforms"] as? [String] == ["telegram", "x"])
    #expect(pictures[0]["distances"] as? [Int] == [0, 12])
    #expect(pictures[1]["distances"] as? [Int] == [])
    #expect(pictures[0]["firstAccount"] as? String == "bystander")
  }
}
