import SocialModel

/// Turns a post into actions: which objects of which layers it carries.
///
/// An object is named by its key, bytes that are equal for the same object whatever post, account
/// or platform it appears in. What the source lists is used; tags, links and mentions that it does
/// not list are taken from the text. A repost carries the reposted post and nothing else: its
/// author chose the post and not the tags in it.
///
/// Keys: an id that the source itself gives an object; a folded tag; a link's normal form; a link's host, but for link shorteners; a text's normal
/// form, if it is long enough to be telling; `platform:id` of a reposted or answered post, or
/// `rt name words` where only the text says so; `platform:name` of a mentioned account. Pictures and
/// videos have no key here: which of them are the same only all of them together can tell.
public struct ActionExtractor {
  private var scanner = EntityScanner()
  private var folding = TextFolding()
  private var links = LinkNormalizer()
  private var key: [UInt8] = []
  private let seen = SeenKeys()

  /// An extractor with empty buffers. Use one a thread.
  public init() {}

  /// Calls `emit` once for each object that the post carries.
  ///
  /// The key's bytes are valid during the call only. The order of the calls depends on the post
  /// alone.
  ///
  /// - Parameters:
  ///   - post: the post.
  ///   - phrase: takes the name of each phrase of its text, at times more than once.
  ///   - media: takes each picture and video that it carries itself.
  ///   - emit: takes the layer and the key of each object.
  public mutating func extract(
    from post: Post, phrase: (UInt64) -> Void = { _ in },
    media: (Media) -> Void = { _ in },
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    seen.removeAll()
    for listed in post.listedObjects {
      var id = listed.id
      id.withUTF8 { seen.emit(listed.layer, $0, emit) }
    }
    var text = post.text ?? ""
    var isRepost = false
    text.withUTF8 { utf8 in
      if let original = post.repostOf {
        emitScoped(.repost, post.platform, original, emit)
        return
      }
      if let body = Repost.body(of: utf8) {
        emitWrittenRepost(UnsafeBufferPointer(rebasing: utf8[body]), emit)
        isRepost = true
        return
      }
      scanner.scan(utf8)
      emitHashtags(post, utf8, emit)
      emitLinks(post, utf8, emit)
      emitText(utf8, phrase, emit)
      emitMentions(post, utf8, emit)
    }
    guard post.repostOf == nil else { return }
    if let answered = post.replyTo { emitScoped(.reply, post.platform, answered, emit) }
    guard !isRepost else { return }
    for item in post.media where item.kind != .other { media(item) }
  }

  private mutating func emitScoped(
    _ layer: Layer, _ platform: Platform, _ name: String,
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard !name.isEmpty else { return }
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: platform.name.utf8)
    key.append(UInt8(ascii: ":"))
    key.append(contentsOf: name.utf8)
    key.withUnsafeBufferPointer { seen.emit(layer, $0, emit) }
  }

  private mutating func emitWrittenRepost(
    _ body: UnsafeBufferPointer<UInt8>, _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: "rt ".utf8)
    let form: [UInt8] = folding.withNormalForm(body) { bytes, _ in Array(bytes) }
    key.append(contentsOf: form)
    key.withUnsafeBufferPointer { seen.emit(.repost, $0, emit) }
  }

  private mutating func emitHashtags(
    _ post: Post, _ text: UnsafeBufferPointer<UInt8>,
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    if let listed = post.hashtags {
      for tag in listed {
        var tag = tag
        tag.withUTF8 { emitKey(.hashtag, withoutSign($0), emit) }
      }
    } else {
      for range in scanner.hashtags {
        emitKey(.hashtag, withoutSign(UnsafeBufferPointer(rebasing: text[range])), emit)
      }
    }
  }

  private func withoutSign(_ tag: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    if tag.first == UInt8(ascii: "#") { return UnsafeBufferPointer(rebasing: tag[1...]) }
    if tag.count >= 3, tag[0] == 0xEF, tag[1] == 0xBC, tag[2] == 0x83 {
      return UnsafeBufferPointer(rebasing: tag[3...])
    }
    return tag
  }

  private mutating func emitKey(
    _ layer: Layer, _ bytes: UnsafeBufferPointer<UInt8>,
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let seen = seen
    folding.withFoldedKey(bytes) { seen.emit(layer, $0, emit) }
  }

  private mutating func emitLinks(
    _ post: Post, _ text: UnsafeBufferPointer<UInt8>,
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    if let listed = post.urls {
      for url in listed {
        var url = url
        url.withUTF8 { emitLink($0, emit) }
      }
    } else {
      for range in scanner.urls { emitLink(UnsafeBufferPointer(rebasing: text[range]), emit) }
    }
  }

  private mutating func emitLink(
    _ url: UnsafeBufferPointer<UInt8>, _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let seen = seen
    _ = links.withNormalForm(url) { link, hostLength in
      seen.emit(.url, link, emit)
      let host = UnsafeBufferPointer(rebasing: link[..<hostLength])
      if !LinkRules.isShortener(host) { seen.emit(.domain, host, emit) }
    }
  }

  private mutating func emitText(
    _ text: UnsafeBufferPointer<UInt8>, _ phrase: (UInt64) -> Void,
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let seen = seen
    scanner.withPlainText(text) { plain in
      folding.withNormalForm(plain) { bytes, measure in
        Phrases.forEach(in: bytes) { name, _ in phrase(name) }
        if measure.isTelling { seen.emit(.text, bytes, emit) }
      }
    }
  }

  private mutating func emitMentions(
    _ post: Post, _ text: UnsafeBufferPointer<UInt8>,
    _ emit: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    if let listed = post.mentions {
      for name in listed {
        emitScoped(.mention, post.platform, folding.key(String(name.drop { $0 == "@" })), emit)
      }
    } else {
      for range in scanner.mentions {
        let name = String(decoding: text[range.dropFirst()], as: UTF8.self)
        emitScoped(.mention, post.platform, folding.key(name), emit)
      }
    }
  }
}

/// The objects that a post has been found to carry, so that each is reported once.
///
/// A post carries a handful: looking through them costs less than a set.
private final class SeenKeys {
  private var bytes: [UInt8] = []
  private var entries: [(layer: Layer, range: Range<Int>)] = []

  func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// Reports an object unless it is empty or was reported.
  func emit(
    _ layer: Layer, _ key: UnsafeBufferPointer<UInt8>,
    _ body: (Layer, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard !key.isEmpty, !contains(layer, key) else { return }
    entries.append((layer, bytes.count..<(bytes.count + key.count)))
    bytes.append(contentsOf: key)
    body(layer, key)
  }

  private func contains(_ layer: Layer, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    entries.contains { entry in
      entry.layer == layer && entry.range.count == key.count
        && bytes[entry.range].elementsEqual(key)
    }
  }
}
