import Foundation
import Pipeline
import Testing

@Suite("An output folder")
struct OutputFolderTests {
  @Test("appears whole when it is committed and not before")
  func appearsWhole() throws {
    let scratch = try ScratchFolder()
    let folder = try OutputFolder(at: scratch.path + "/out")
    let file = try folder.file("a.txt")
    try file.write("lantern ")
    try file.write([UInt8](repeating: 46, count: 600_000))
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/out"))
    try folder.commit()
    #expect(try scratch.contents() == ["out"])
    let data = try #require(FileManager.default.contents(atPath: scratch.path + "/out/a.txt"))
    #expect(data.count == 600_008 && data.starts(with: Data("lantern .".utf8)))
  }

  @Test("takes the place of an empty folder", arguments: ["out", "out/", "./out", "x/../out"])
  func replacesEmptyFolder(name: String) throws {
    let scratch = try ScratchFolder()
    for made in ["out", "x"] {
      try FileManager.default.createDirectory(
        atPath: "\(scratch.path)/\(made)", withIntermediateDirectories: true)
    }
    let folder = try OutputFolder(at: "\(scratch.path)/\(name)")
    try folder.file("a.txt").write("x")
    try folder.commit()
    #expect(try scratch.contents() == ["out", "x"])
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/out/a.txt"))
  }

  @Test("leaves nothing when it is dropped")
  func leavesNothing() throws {
    let scratch = try ScratchFolder()
    do {
      let folder = try OutputFolder(at: scratch.path + "/out")
      try folder.file("a.txt").write("x")
    }
    #expect(try scratch.contents() == [])
  }

  @Test("is refused where something is already")
  func refusesOccupied() throws {
    let scratch = try ScratchFolder()
    _ = try scratch.write("x", "file")
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/full/inner", withIntermediateDirectories: true)
    for name in ["file", "full"] {
      #expect {
        _ = try OutputFolder(at: "\(scratch.path)/\(name)")
      } throws: {
        ($0 as? PipelineError)?.code == .outputNotEmpty
      }
    }
    #expect(try scratch.contents() == ["file", "full"])
  }

  @Test("is refused where it cannot be made")
  func refusesUnwritable() throws {
    let scratch = try ScratchFolder()
    #expect {
      _ = try OutputFolder(at: scratch.path + "/absent/out")
    } throws: {
      ($0 as? PipelineError)?.code == .outputUnwritable
    }
  }

  @Test("is not put over what appeared meanwhile")
  func doesNotOverwrite() throws {
    let scratch = try ScratchFolder()
    let folder = try OutputFolder(at: scratch.path + "/out")
    try folder.file("a.txt").write("x")
    _ = try scratch.write("y", "out")
    #expect {
      try folder.commit()
    } throws: {
      ($0 as? PipelineError)?.code == .outputNotEmpty
    }
    #expect(try scratch.contents() == ["out"])
  }

  @Test(
    "says so when the disk is full",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"))
  func tellsOfFullDisk() throws {
    let file = try OutputFile(path: "/dev/full", subject: "edges.csv")
    #expect {
      try file.write("x")
      try file.close()
    } throws: {
      ($0 as? PipelineError)?.code == .diskFull
    }
  }
}
