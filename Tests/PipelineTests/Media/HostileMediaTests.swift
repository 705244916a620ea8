import Foundation
import Intake
import Media
import SocialModel
import Testing

@testable import Pipeline

@Suite("Names of files that strangers give")
struct HostileMediaTests {
  /// A folder with one picture, and much around it that is not to be read.
  private func prepare(_ bench: Workbench) throws -> String {
    let folder = bench.folder + "/in"
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/img/deep", withIntermediateDirectories: true)
    let picture = PictureStream.file(1, variant: 0)
    _ = try bench.write(picture, "secret.png")
    _ = try bench.write(picture, "in/img/a.png")
    _ = try bench.write([], "in/img/empty.jpg")
    _ = try bench.write("<!doctype html><p>an iron lantern</p>".utf8, "in/img/page.jpg")
    for (link, target) in [
      ("out.png", "../secret.png"), ("root.png", bench.folder + "/secret.png"), ("up", ".."),
      ("etc", "/etc"), ("inside.png", "img/a.png"), ("loop", "loop"), ("gone.png", "img/none.png"),
    ] {
      try files.createSymbolicLink(
        atPath: folder + "/" + link, withDestinationPath: target)
    }
    try #require(mkfifo(folder + "/pipe.jpg", 0o600) == 0)
    return folder
  }

  @Test("lead nowhere but to regular files in the folder")
  func leadNowhereElse() throws {
    let bench = try Workbench()
    let place = MediaFolder(try prepare(bench))
    let root = try #require(realpath(bench.folder, nil).map { String(cString: $0) }) + "/in"
    #expect(place.place(of: "img/a.png") == .file(root + "/img/a.png"))
    #expect(place.place(of: "./img//a.png") == .file(root + "/img/a.png"))
    #expect(place.place(of: "inside.png") == .file(root + "/img/a.png"))
    for name in [
      "../secret.png", "img/../../secret.png", "img/../a.png", "..", "/etc/passwd", "//etc/passwd",
      "/proc/self/environ", bench.folder + "/secret.png", "out.png", "root.png", "up/secret.png",
      "etc/passwd", "up", "etc",
    ] {
      #expect(place.place(of: name) == .refused(.outside), "\(name)")
    }
    for (name, reason) in [
      ("none.png", MediaRejection.Reason.notFound), ("", .notFound), ("img/a.png/x", .notFound),
      ("a\u{0}b", .notFound), (String(repeating: "a/", count: 3000), .notFound),
      ("gone.png", .notFound), ("img", .notAFile), (".", .notAFile), ("pipe.jpg", .notAFile),
      ("loop", .unreadable), ("~", .notFound), ("C:\\secret.png", .notFound),
      (String(repeating: "n", count: 300), .unreadable),
    ] {
      #expect(place.place(of: name) == .refused(.rejected(reason)), "\(name.prefix(20))")
    }
    #expect(
      MediaFolder(bench.folder + "/none").place(of: "a") == .refused(.rejected(.notFound)))
  }

  @Test("cost one counted rejection each and no post")
  func costNoPost() throws {
    let bench = try Workbench()
    let folder = try prepare(bench)
    let names = [
      "../secret.png", "/etc/passwd", "out.png", "img", "pipe.jpg", "img/empty.jpg",
      "img/page.jpg", "img/none.png", "img/a.png", "img/a.png", "inside.png", "img/page.jpg",
    ]
    let entries = names.enumerated().map { index, name in
      PictureStream.Entry(
        id: "\(index)", account: "a\(index)", time: PictureStream.start + Int64(index),
        media: [["type": index == 7 ? "video" : "image", "path": name]])
    }
    _ = try bench.write(lines: entries.map(\.line), "in/posts.ndjson")
    var found: [Rejection] = []
    let analysis = try AnalysisRun(version: "0.0.0").analyze([folder + "/posts.ndjson"]) {
      found.append($0)
    }
    #expect(analysis.stream.posts == names.count)
    #expect(analysis.run.mediaFiles == 1 && analysis.run.mediaRejections == 8)
    #expect(
      found.map(\.code) == [
        .mediaOutside, .mediaOutside, .mediaOutside, .mediaNotAFile, .mediaNotAFile, .mediaEmpty,
        .mediaUnknownFormat, .mediaNotFound,
      ])
    #expect(found.map(\.line) == Array(1...8))
    #expect(found.map { String(decoding: $0.raw, as: UTF8.self) } == Array(names.prefix(8)))
    #expect(found.allSatisfy { rejection in !names.contains { rejection.message.contains($0) } })
    #expect(analysis.run.inputs[0].rejections == 0)
    #expect(
      analysis.run.rejectionReasons.map(\.count).reduce(0, +) == 8)
  }

  @Test("have a code for every reason")
  func haveCodes() {
    for reason in MediaRejection.Reason.allCases {
      #expect(Rejection.Code(reason).rawValue == "media-" + reason.rawValue)
    }
  }
}
