import Foundation
import Testing

@testable import Media

@Suite("Views of pictures and videos")
struct MediaViewerTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path

  private func view(
    _ path: String, as kind: MediaView.Kind
  ) throws -> Result<MediaView, MediaViewer.Refusal> {
    let hashes = try #require(try MediaHasher().hash([path]).first).get()
    return try MediaViewer().view(path, sha256: hashes.sha256, as: kind)
  }

  @Test(
    "each format is shown blurred and sharp",
    arguments: [
      "lantern.jpg", "lantern.png", "lantern.webp", "lantern.gif", "lantern.tiff", "lantern.avif",
      "lantern.heic", "lantern.mp4", "lantern.webm", "inks.jpg", "grey.jpg", "palette.png",
    ])
  func formats(_ name: String) throws {
    let path = Self.folder + "/" + name
    let blurred = try view(path, as: .blurred).get()
    #expect(blurred.pixels.count == 64 * 64)
    #expect(Array(blurred.file().prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    let sharp = try view(path, as: .sharp).get()
    #expect(sharp.pixels.count == 3 * sharp.shape.width * sharp.shape.height)
    #expect(Array(sharp.file().prefix(2)) == [0xFF, 0xD8])
    #expect(sharp.isVideo == (name.hasSuffix("mp4") || name.hasSuffix("webm")))
    #expect(sharp.isVideo == (sharp.shape.seconds > 0))
  }

  @Test("a file with another SHA-256 is not decoded")
  func otherBytes() throws {
    let result = try MediaViewer().view(
      Self.folder + "/lantern.png", sha256: String(repeating: "0", count: 64), as: .sharp)
    #expect(result == .failure(.otherBytes))
  }

  @Test("a blurred view is the hasher's preview")
  func sameAsPreview() throws {
    let path = Self.folder + "/lantern.png"
    var options = MediaOptions()
    options.keepsPreviews = true
    let hashes = try #require(try MediaHasher(options).hash([path]).first).get()
    guard case .image(let image) = hashes.content else { throw Missing() }
    #expect(try view(path, as: .blurred).get().pixels == image.preview)
  }

  private struct Missing: Error {}

  @Test("a sharp view has at most 1,024 pixels on a side, and each is the mean of what falls on it")
  func shrinking() {
    for (width, height) in [(1, 1), (1024, 3), (1025, 10), (2048, 512), (3000, 4000), (1, 5000)] {
      let drawing = ViewDrawing(.sharp, width: width, height: height)
      #expect(drawing.width <= 1024 && drawing.height <= 1024)
      #expect(drawing.width > 0 && drawing.height > 0)
      var sums = [Int](repeating: 0, count: 3 * drawing.width * drawing.height)
      var counts = [Int](repeating: 0, count: drawing.width * drawing.height)
      for y in 0..<height {
        let row = (0..<(3 * width)).map { UInt8(truncatingIfNeeded: $0 * 7 + y * 13) }
        row.withUnsafeBufferPointer { drawing.add(row: $0.baseAddress!) }
        for x in 0..<width where width * height < 2_000_000 {
          let target =
            y * drawing.height / height * drawing.width + x * drawing.width / width
          counts[target] += 1
          for channel in 0..<3 { sums[3 * target + channel] += Int(row[3 * x + channel]) }
        }
      }
      let pixels = drawing.finish()
      #expect(pixels.count == 3 * drawing.width * drawing.height)
      guard width * height < 2_000_000 else { continue }
      let expected = sums.enumerated().map {
        UInt8(($0.element + counts[$0.offset / 3] / 2) / counts[$0.offset / 3])
      }
      #expect(pixels == expected)
    }
  }

  @Test("a reply with a size that no view has is refused")
  func replies() {
    let shape = MediaView.Shape(
      format: "png", fileWidth: 9, fileHeight: 8, width: 7, height: 6, seconds: 1.5)
    #expect(WorkerReply(WorkerReply.view(shape).bytes) == .view(shape))
    for text in [
      "P png 9 8 1025 6 0", "P png 9 8 0 6 0", "P png 9 8 7 -6 0", "P png 9 8 7 6",
      "P svg 9 8 7 6 0",
      "P png 9 8 7 6 \(Double.infinity.bitPattern)", "P", "P png 0 8 7 6 0",
    ] { #expect(WorkerReply(Array(text.utf8)) == nil, "\(text)") }
    let request = WorkerRequest(
      secondsPerHash: 0, keepsPreview: false, view: .sharp, path: Array("a".utf8))
    #expect(WorkerRequest(request.bytes) == request)
  }
}
