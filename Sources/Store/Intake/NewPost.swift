import CSodium
import SocialModel

/// A post to be stored, with the objects that it carries.
public struct NewPost: Sendable {
  /// The post.
  public var post: Post
  /// What it carries, by layer and key, as the signals have them.
  public var objects: [ListedObject]

  /// A post with what it carries.
  public init(_ post: Post, objects: [ListedObject] = []) {
    self.post = post
    self.objects = objects
  }
}

/// What became of posts that were to be stored.
public struct IntakeCounts: Hashable, Sendable {
  /// Posts that were not there.
  public var new = 0
  /// Posts that were there with the same content.
  public var duplicate = 0
  /// Posts that were there with other content: the new one stands, the old text is kept beside it.
  public var updated = 0

  /// Nothing so far.
  public init() {}

  /// Adds another batch's counts.
  public static func += (a: inout IntakeCounts, b: IntakeCounts) {
    a.new += b.new
    a.duplicate += b.duplicate
    a.updated += b.updated
  }
}

extension NewPost {
  /// 16 bytes of BLAKE2b over what an edit can change.
  ///
  /// Time, account and place in the input are left out: they stay as first stored.
  func digest(_ buffer: inout [UInt8]) -> [UInt8] {
    buffer.removeAll(keepingCapacity: true)
    func append(_ field: String?) {
      // 0xFF is no byte of UTF-8: fields cannot run into one another.
      buffer.append(field == nil ? 0xFE : 0xFD)
      if let field { buffer.append(contentsOf: field.utf8) }
      buffer.append(0xFF)
    }
    append(post.text)
    append(post.language)
    append(post.client)
    append(post.replyTo)
    append(post.repostOf)
    append(post.repostedFrom)
    for media in post.media {
      append(media.kind.rawValue)
      append(media.path)
      append(media.url)
      append(media.sha256)
      append(media.pdq)
    }
    for object in objects {
      buffer.append(object.layer.rawValue)
      append(object.id)
    }
    return Digest.short(buffer)
  }
}

/// Digests of bytes, by libsodium.
enum Digest {
  /// 16 bytes of BLAKE2b.
  static func short(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 16)
    crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
    return digest
  }
}

/// An object's key as a column holds it: the key itself, or 16 bytes of BLAKE2b of a long one.
///
/// Most texts occur once; their digests let equal ones be found without storing them twice.
enum ObjectKey: Hashable {
  case text(String)
  case digest([UInt8])

  static let maxBytes = 128

  init(_ object: ListedObject) {
    let isLong = object.layer == .text || object.id.utf8.count > Self.maxBytes
    self = isLong ? .digest(Digest.short(Array(object.id.utf8))) : .text(object.id)
  }
}
