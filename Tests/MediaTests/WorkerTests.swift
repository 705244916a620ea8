import Foundation
import Testing

@testable import Media

@Suite("Workers")
struct WorkerTests {
  /// A program in a worker's place.
  private static func program(_ script: String, in scratch: Scratch) throws -> String {
    let path = try scratch.write(("#!/bin/sh\n" + script + "\n").utf8, "worker")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return path
  }

  @Test(
    "that crash, end or talk nonsense cost one rejection a file",
    arguments: [
      "kill -SEGV $$", "exit 0", "head -c 5 <&3 >/dev/null; echo nonsense nonsense >&3",
      "head -c 5 <&3 >/dev/null; printf '\\003\\000\\000\\000E 1' >&3",
      "head -c 5 <&3 >/dev/null; printf '\\020\\000\\000\\000I jpeg 1 1 999 00' >&3",
    ])
  func costOneRejection(script: String) throws {
    let scratch = try Scratch()
    let hasher = MediaHasher(program: try Self.program(script, in: scratch))
    let path = Fixture.path("lantern.png")
    let results = try hasher.hash([path, path, path])
    #expect(results.map(\.reason) == Array(repeating: .decoderCrashed, count: 3))
  }

  @Test("that say nothing are ended")
  func areEnded() throws {
    let scratch = try Scratch()
    var options = MediaOptions()
    options.limits.silentSeconds = 0.05
    let hasher = MediaHasher(
      options, program: try Self.program("exec tail -f /dev/null", in: scratch))
    let result = try hasher.hash([Fixture.path("lantern.png")])
    #expect(result.map(\.reason) == [.tookTooLong])
  }

  @Test("that run out of processor time are counted as slow")
  func areCountedAsSlow() throws {
    let scratch = try Scratch()
    let hasher = MediaHasher(
      program: try Self.program("head -c 5 <&3 >/dev/null; kill -XCPU $$", in: scratch))
    #expect(try hasher.hash([Fixture.path("lantern.png")]).map(\.reason) == [.tookTooLong])
  }

  @Test("and their owners understand each other")
  func understandEachOther() {
    var generator = Seeded(state: 71)
    let hashes = (0..<8).map { _ in PDQHash.random(&generator) }
    let image = ImageHash(
      quality: 80, hash: hashes[0], variants: hashes, preview: [UInt8](repeating: 7, count: 4096))
    let frame = FrameHash(number: 3, quality: 9, hash: hashes[1], seconds: 0.125)
    let replies: [WorkerReply] = [
      .image(format: "jpeg", width: 3, height: 4, image),
      .video(format: "video", width: 30, height: 40), .frame(frame), .end(isDamaged: true),
      .rejected(.truncated),
    ]
    for reply in replies { #expect(WorkerReply(reply.bytes) == reply) }
    let request = WorkerRequest(secondsPerHash: 0.5, keepsPreview: true, path: Array("a b".utf8))
    #expect(WorkerRequest(request.bytes) == request)
    let limits = WorkerLimits(MediaLimits())
    #expect(WorkerLimits(limits.arguments) == limits)
    for wrong in [["1"], limits.arguments + ["1"], limits.arguments.dropLast() + ["x"]] {
      #expect(WorkerLimits(wrong) == nil)
    }
  }

  @Test("are not believed when they say what cannot be")
  func areNotBelieved() {
    let hash = String(repeating: "0", count: 64)
    for wrong in [
      "", "X", "I", "I jpeg 0 5", "I exe 3 4 5 " + hash, "V video 3", "V video -1 3",
      "F 1 2 3", "F -1 5 \(hash) 0", "F 1 101 \(hash) 0", "F 1 1 \(hash) 9221120237041090560", "E",
      "R because", "R",
    ] { #expect(WorkerReply(Array(wrong.utf8)) == nil, "\(wrong)") }
  }

  @Test("survive damaged files: each costs at most itself")
  func surviveDamage() throws {
    let scratch = try Scratch()
    var generator = Seeded(state: 73)
    var paths: [String] = []
    let names = Fixture.pictures.map(\.name) + Fixture.videos.map(\.name)
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Fixture.path(name))))
      for number in 0..<9 {
        var copy = bytes
        if number < 3 {
          copy.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
        } else {
          for _ in 0..<number {
            copy[Int.random(in: 0..<bytes.count, using: &generator)] =
              UInt8.random(in: 0...255, using: &generator)
          }
        }
        paths.append(try scratch.write(copy, "\(number)-\(name)"))
      }
      paths.append(Fixture.path(name))
    }
    let results = try MediaHasher().hash(paths)
    var reasons: [MediaRejection.Reason: Int] = [:]
    for result in results { if let reason = result.reason { reasons[reason, default: 0] += 1 } }
    #expect((reasons[.truncated] ?? 0) > 10 && (reasons[.corrupt] ?? 0) > 10)
    #expect(reasons[.tookTooLong] == nil && reasons[.decoderCrashed] == nil, "\(reasons)")
    // The undamaged one among them is hashed every time.
    for place in stride(from: 9, to: results.count, by: 10) {
      #expect(results[place].reason == nil)
    }
  }
}
