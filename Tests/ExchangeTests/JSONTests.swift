import Exchange
import Foundation
import SocialModel
import Testing

@Suite struct JSONTests {
  private func object(_ file: ResultFile, _ analysis: Analysis) throws -> [String: Any] {
    let data = Data(try file.bytes(of: analysis))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func candidatesReadBack() throws {
    let candidates = try #require(
      object(.candidates, Parade.analysis)["candidates"] as? [[String: Any]])
    #expect(candidates.map { $0["id"] as? String } == ["c1", "c2"])
    #expect(candidates[0]["log10PValue"] as? Double == -412.49485)
    #expect(candidates[0]["pValue"] as? Double == 0)
    let posts = try #require(candidates[0]["firstPosts"] as? [[String: Any]])
    #expect(posts.map { $0["text"] as? String } == Parade.first.firstPosts.map(\.text))
  }

  @Test func hostileTextsReadBackUnchanged() throws {
    let candidates = try #require(
      object(.candidates, Hostile.analysis)["candidates"] as? [[String: Any]])
    let posts = try #require(candidates[0]["firstPosts"] as? [[String: Any]])
    let texts = posts.compactMap { ($0["text"] as? String).map { Array($0.utf8) } }
    #expect(texts == Hostile.texts.map { Array($0.utf8) })
    let indicators = try #require(candidates[0]["indicators"] as? [[String: Any]])
    #expect(indicators.allSatisfy { $0["value"] is NSNull })
  }

  @Test func theRunCarriesItsInputsAndCosts() throws {
    let run = try object(.run, Parade.analysis)
    let inputs = try #require(run["inputs"] as? [[String: Any]])
    #expect(inputs[0]["sha256"] as? String == Parade.run.inputs[0].sha256)
    let stages = try #require(run["stages"] as? [[String: Any]])
    #expect(stages.map { $0["seconds"] as? Double } == [0.125, 0.5])
    #expect((run["counts"] as? [String: Any])?["candidateAccounts"] as? Int == 7)
  }

  @Test("An empty input gives valid JSON", arguments: [ResultFile.candidates, .run])
  func empty(_ file: ResultFile) throws {
    let stream = try #require(object(file, Parade.empty)["stream"] as? [String: Any])
    #expect(stream["firstPost"] is NSNull)
  }

  @Test("Only run.json depends on the costs of a run", arguments: ResultFile.allCases)
  func costs(_ file: ResultFile) throws {
    var slower = Parade.analysis
    for index in slower.run.stages.indices { slower.run.stages[index].seconds += 1.25 }
    let isEqual = try file.bytes(of: slower) == file.bytes(of: Parade.analysis)
    #expect(isEqual == (file != .run))
  }
}
