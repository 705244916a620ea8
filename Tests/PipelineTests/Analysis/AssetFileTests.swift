import Foundation
import SocialModel
import Store
import Testing
import Threats

@testable import Pipeline

@Suite("Files of protected assets")
struct AssetFileTests {
  private func assets(_ text: String) throws -> [ProtectedAsset] {
    try AssetFile.assets(in: Array(text.utf8), subject: "assets")
  }

  @Test("say the same as JSON and as a table")
  func twoForms() throws {
    let json = """
      \u{FEFF} {"assets": [{"id": "hq", "name": "Lantern Works", "kind": "organisation",
        "variants": ["MLW", "Меридианские фонари"], "place": "Port Meridian", "contacts": ["a, b"]},
        {"id": "p", "name": "Parade \\"iron\\"", "kind": "event"}]}
      """
    let table = """
      id,name,kind,place,variants,contacts
      hq,Lantern Works,organisation,Port Meridian,MLW | Меридианские фонари |,"a, b"
      p,"Parade ""iron""\",event,,,
      """
    #expect(try assets(table) == assets(json.replacing("\u{FEFF}", with: "")))
    #expect(
      try assets(table.replacing(",", with: "\t").replacing("a\t b", with: "a, b")).count == 2)
  }

  @Test("that are none are refused whole, and say where")
  func hostile() {
    for text in [
      "", " ", "[]", "{", "{\"assets\": 5}", "id,name\n1,2", "id,id,name,kind\n1,1,2,place",
      "id,name,kind\n1,2,castle", "id,name,kind\n1,2", "id,name,kind\n\"1,2,place",
      "\u{0}\u{0}", String(repeating: "{", count: 100_000),
    ] {
      #expect(throws: PipelineError.self) { _ = try assets(text) }
    }
    let huge = [UInt8](repeating: 0x61, count: AssetFile.longest + 1)
    #expect(throws: PipelineError.self) {
      _ = try AssetFile.assets(in: huge, subject: "assets")
    }
    #expect(throws: PipelineError.self) {
      let twice = try assets("id,name,kind\na,Hall,place\na,Hall,place")
      _ = try AssetFile.matcher(of: twice, subject: "assets")
    }
  }

  @Test("are not needed where the database keeps assets; a file wins over it")
  func stored() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tocsin-assets-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(atPath: folder) } catch {
        Issue.record("a temporary folder could not be removed")
      }
    }
    let store = try CaseStore(path: folder + "/t.db")
    var run = AnalysisRun(version: "0.0.0")
    run.parameters.threats = .on(assets: nil)
    run.storage = PostStorage(store)
    try run.takeStoredAssets()
    #expect(count(run) == nil)
    _ = try store.saveAsset(
      AssetRow(key: "hall", name: "Lantern Hall", kind: "place"), by: .system("test"))
    try run.takeStoredAssets()
    #expect(count(run) == 1)
    let two = try assets("id,name,kind\na,Old Pier,place\nb,New Pier,place")
    run.parameters.threats = .on(assets: try AssetFile.matcher(of: two, subject: "assets"))
    try run.takeStoredAssets()
    #expect(count(run) == 2)
  }

  private func count(_ run: AnalysisRun) -> Int? {
    guard case .on(let assets) = run.parameters.threats else { return nil }
    return assets?.assets.count
  }
}
