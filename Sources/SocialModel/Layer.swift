/// All actions on one kind of object.
///
/// The raw value is the kind's index in tables that hold one entry a layer.
public enum Layer: UInt8, Sendable, Codable, Hashable, CaseIterable, Comparable {
  case hashtag, url, domain, text, repost, reply, mention, image, video, phrase

  /// The word that files and pages use.
  public var name: String {
    switch self {
    case .hashtag: "hashtag"
    case .url: "url"
    case .domain: "domain"
    case .text: "text"
    case .repost: "repost"
    case .reply: "reply"
    case .mention: "mention"
    case .image: "image"
    case .video: "video"
    case .phrase: "phrase"
    }
  }

  /// The layer of that name.
  public init?(name: String) {
    guard let layer = Layer.allCases.first(where: { $0.name == name }) else { return nil }
    self = layer
  }

  /// Orders as the raw values do.
  public static func < (a: Layer, b: Layer) -> Bool { a.rawValue < b.rawValue }
}
