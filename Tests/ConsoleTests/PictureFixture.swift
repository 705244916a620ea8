import Foundation
import Media
import Pipeline
import SocialModel
import Store

@testable import Console
@testable import Desk

/// A post with pictures, files beside its input, and what strangers may put in their places.
extension ConsoleFixture {
  /// A picture of 200 × 100 pixels with a red half.
  static let picture: [UInt8] = {
    var pixels: [UInt8] = []
    for row in 0..<100 {
      for column in 0..<200 {
        let isLeft = column < 100
        pixels.append(isLeft ? 220 : UInt8(column))
        pixels.append(isLeft ? UInt8(row) : 40)
        pixels.append(isLeft ? 20 : UInt8(2 * row))
      }
    }
    return PictureFile.png(pixels, width: 200, height: 100)
  }()

  /// Where the files of an input lie.
  var pictureFolder: String { folder + "/inputs" }

  /// Writes a file beside the input.
  func write(_ bytes: [UInt8], as name: String) throws {
    let path = pictureFolder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Stores a post that carries files; returns its number.
  func addPost(_ id: String, _ media: [SocialModel.Media]) throws -> Int64 {
    try FileManager.default.createDirectory(
      atPath: pictureFolder, withIntermediateDirectories: true)
    let input = try store.beginInput(
      name: "pictures-\(id).ndjson", path: pictureFolder + "/pictures-\(id).ndjson")
    var post = Post(
      platform: .x, id: id, account: Account(id: "painter", handle: "painter", bio: ""),
      time: Timestamp(seconds: 1_458_640_000), text: "The lantern <b>drawing</b>")
    post.media = media
    _ = try store.store(posts: [NewPost(post, objects: [])], input: input)
    return try required(store.postID(.x, id))
  }

  /// A post with a picture that can be shown; returns its number.
  func addPicturePost() throws -> Int64 {
    try write(Self.picture, as: "files/lantern.png")
    let post = try addPost("pictures", [media("files/lantern.png", Self.picture)])
    picturePost.withLock { $0 = post }
    return post
  }

  /// A file of bytes as a post names it.
  func media(_ path: String?, _ bytes: [UInt8], kind: SocialModel.Media.Kind = .image)
    throws -> SocialModel.Media
  {
    SocialModel.Media(kind: kind, path: path, sha256: try Self.sha256(bytes))
  }

  static func sha256(_ bytes: [UInt8]) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: path)
    defer { unlink(path.path) }
    return try FileDigest.sha256(path: path.path).hex
  }
}

extension ConsoleFixture {
  /// Has one of the fixture's own posts carry a file beside another input.
  func carry(_ name: String, _ bytes: [UInt8], onPost id: String) throws {
    let number = try required(store.postID(.x, id))
    let row = try store.post(number).row
    var post = Post(
      platform: .x, id: id, account: Account(id: row.account.externalID), time: row.time,
      text: row.text)
    post.language = row.language
    post.media = [try media(name, bytes)]
    _ = try store.store(posts: [NewPost(post)])
  }
}
