import Foundation
import Pipeline
import SocialModel
import Store
import Testing

@testable import Media

@Suite("Hashes of files in the store")
struct StoredHashesTests {
  private let bench: Workbench
  private let store: CaseStore

  init() throws {
    bench = try Workbench()
    store = try CaseStore(path: bench.folder + "/t.db")
    try FileManager.default.createDirectory(
      atPath: bench.folder + "/img", withIntermediateDirectories: true)
  }

  private func analyze(
    _ entries: [PictureStream.Entry], _ change: (inout AnalysisParameters) -> Void = { _ in }
  ) throws {
    var parameters = AnalysisParameters()
    change(&parameters)
    var run = AnalysisRun(version: "0.0.0", parameters: parameters)
    run.storage = PostStorage(store)
    _ = try run.analyze([bench.write(lines: entries.map(\.line))]) { _ in }
  }

  private static func entry(
    _ id: String, _ media: [[String: String]], _ text: String = "on the quay"
  ) -> PictureStream.Entry {
    PictureStream.Entry(
      id: id, account: "a\(id)", time: PictureStream.start, text: text, media: media)
  }

  private func media(_ id: String) throws -> [SocialModel.Media] {
    let number = try #require(try store.postID(.x, id))
    return try store.post(number).media
  }

  private func hashes(_ name: String) throws -> (sha256: String, pdq: String) {
    let hashes = try MediaHasher().hash([bench.folder + "/" + name])[0].get()
    guard case .image(let image) = hashes.content else { throw CocoaError(.fileReadUnknown) }
    return (hashes.sha256, image.hash.description)
  }

  @Test("are those of the files, where the input lists none, and the same after another run")
  func areStored() throws {
    for number in 0..<2 {
      _ = try bench.write(PictureStream.file(UInt64(number), variant: 0), "img/\(number).png")
    }
    _ = try bench.write(PictureStream.black(), "img/black.png")
    let (first, second) = (try hashes("img/0.png"), try hashes("img/1.png"))
    let other = String(repeating: "ab", count: 32)
    let picture = { (name: String, more: [String: String]) in
      ["type": "image", "path": "img/" + name].merging(more) { $1 }
    }
    let entries = [
      Self.entry(
        "1", [picture("0.png", [:]), picture("1.png", [:]), ["type": "image", "url": "u"]]),
      Self.entry("2", [picture("0.png", ["sha256": first.sha256.uppercased()])]),
      Self.entry("3", [picture("0.png", ["sha256": other])]),
      Self.entry("4", [picture("0.png", ["pdq": second.pdq])]),
      Self.entry("5", [picture("none.png", [:]), picture("../t.db", [:])]),
      Self.entry("6", [picture("black.png", [:])]),
      Self.entry("7", [["type": "document", "path": "img/0.png"]]),
    ]
    for _ in 0..<2 {
      try analyze(entries)
      #expect(try media("1").map(\.sha256) == [first.sha256, second.sha256, nil])
      #expect(try media("1").map(\.pdq) == [first.pdq, second.pdq, nil])
      // What the input lists stands, right or wrong.
      #expect(try media("2").map(\.sha256) == [first.sha256])
      #expect(try media("2").map(\.pdq) == [first.pdq])
      #expect(try media("3").map(\.sha256) == [other])
      #expect(try media("3").map(\.pdq) == [nil])
      #expect(try media("4").map(\.sha256) == [first.sha256])
      #expect(try media("4").map(\.pdq) == [second.pdq])
      #expect(try media("5").allSatisfy { $0.sha256 == nil && $0.pdq == nil })
      // One colour says nothing: its bytes are known, and nothing to compare it by.
      #expect(try media("6").map { $0.sha256 != nil } == [true])
      #expect(try media("6").map(\.pdq) == [nil])
      #expect(try media("7").allSatisfy { $0.sha256 == nil })
    }
    #expect(try store.check().faults == [])
  }

  @Test(
    "stay those of the first file when another one lies in its place, and follow an edited post")
  func stand() throws {
    _ = try bench.write(PictureStream.file(1, variant: 0), "img/a.png")
    let first = try hashes("img/a.png")
    let entry = Self.entry("1", [["type": "image", "path": "img/a.png"]])
    try analyze([entry])
    _ = try bench.write(PictureStream.file(2, variant: 0), "img/a.png")
    let second = try hashes("img/a.png")
    try analyze([entry])
    #expect(try media("1").map(\.sha256) == [first.sha256])
    var edited = entry
    edited.text = "at the gate"
    try analyze([edited])
    #expect(try media("1").map(\.sha256) == [second.sha256])
    #expect(first.sha256 != second.sha256)
  }

  @Test("come with a later run where the files were not there, or lay in another folder")
  func comeLater() throws {
    let entry = Self.entry("1", [["type": "image", "path": "img/a.png"]])
    try analyze([entry]) { $0.media.readsFiles = false }
    try analyze([entry])
    #expect(try media("1").map(\.sha256) == [nil])
    let other = try Workbench()
    try FileManager.default.createDirectory(
      atPath: other.folder + "/img", withIntermediateDirectories: true)
    _ = try other.write(PictureStream.file(1, variant: 0), "img/a.png")
    try analyze([entry]) { $0.media.folder = other.folder }
    let expected = try MediaHasher().hash([other.folder + "/img/a.png"])[0].get()
    #expect(try media("1").map(\.sha256) == [expected.sha256])
  }

  @Test("are told apart where two inputs name files of one name in different folders")
  func areToldApart() throws {
    var paths: [String] = []
    var expected: [String] = []
    for (place, name) in ["north", "south"].enumerated() {
      let folder = bench.folder + "/" + name
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      _ = try bench.write(PictureStream.file(UInt64(place), variant: 0), name + "/a.png")
      expected.append(try hashes(name + "/a.png").sha256)
      let entries = (0..<6).map {
        Self.entry("\(place)\($0)", [["type": "image", "path": "a.png"]])
      }
      paths.append(try bench.write(lines: entries.map(\.line), name + "/posts.ndjson"))
    }
    var run = AnalysisRun(version: "0.0.0")
    run.storage = PostStorage(store)
    _ = try run.analyze(paths) { _ in }
    for place in 0..<2 {
      for number in 0..<6 {
        #expect(try media("\(place)\(number)").map(\.sha256) == [expected[place]])
      }
    }
  }
}
