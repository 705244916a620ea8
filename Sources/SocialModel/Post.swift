/// A posting identity on one platform, as a post carries it.
public struct Account: Hashable, Sendable {
  /// The platform's stable identifier; the handle where the platform gives nothing better.
  public var id: String
  /// The name one mentions the account by, without `@`.
  public var handle: String?
  /// The display name.
  public var name: String?
  /// The account's description of itself.
  public var bio: String?
  /// When the account was created.
  public var created: Timestamp?
  /// How many accounts follow it.
  public var followers: Int?

  /// An account with this id and whatever else is known.
  public init(
    id: String, handle: String? = nil, name: String? = nil, bio: String? = nil,
    created: Timestamp? = nil, followers: Int? = nil
  ) {
    self.id = id
    self.handle = handle
    self.name = name
    self.bio = bio
    self.created = created
    self.followers = followers
  }
}

/// A picture, a video or another file that a post carries.
public struct Media: Hashable, Sendable {
  /// What sort of file it is.
  public enum Kind: String, Sendable, Hashable {
    case image, video, other
  }
  /// What sort of file it is.
  public var kind: Kind
  /// Where the file lies, relative to the input.
  public var path: String?
  /// Where the platform serves the file.
  public var url: String?
  /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
  public var sha256: String?
  /// PDQ perceptual hash, 64 lower-case hexadecimal digits.
  public var pdq: String?

  /// A file of this kind with whatever else is known.
  public init(
    kind: Kind, path: String? = nil, url: String? = nil, sha256: String? = nil, pdq: String? = nil
  ) {
    self.kind = kind
    self.path = path
    self.url = url
    self.sha256 = sha256
    self.pdq = pdq
  }
}

/// Where the bytes of a record lie in the input.
public struct RecordLocation: Hashable, Sendable {
  /// The input's index in the run's list of inputs.
  public var input: Int32
  /// The offset of the record's first byte in the *decompressed* input.
  public var offset: Int64
  /// The record's length in bytes.
  public var length: Int32
  /// The line on which the record begins, from 1; 0 where the format has no lines.
  public var line: Int64

  /// A place in an input.
  public init(input: Int32, offset: Int64, length: Int32, line: Int64) {
    self.input = input
    self.offset = offset
    self.length = length
    self.line = line
  }
}

/// An object that the input itself says a post carries, ready-made and not read from its text.
public struct ListedObject: Hashable, Sendable {
  /// What sort of object it is.
  public var layer: Layer
  /// Its id in the input.
  public var id: String

  /// An object of a layer.
  public init(layer: Layer, id: String) {
    self.layer = layer
    self.id = id
  }
}

/// One item that an account published.
public struct Post: Hashable, Sendable {
  /// The platform it appeared on.
  public var platform: Platform
  /// The platform's identifier of the post.
  public var id: String
  /// Who published it.
  public var account: Account
  /// When it was published.
  public var time: Timestamp
  /// What it says; nil or empty for a post of media alone.
  public var text: String?
  /// The language that the platform or the source says it is in, a BCP 47 tag.
  public var language: String?
  /// The program it was posted with, as the platform names it.
  public var client: String?
  /// The links it carries; nil when the source does not list them, so that they come from the text.
  public var urls: [String]?
  /// The tags it carries without `#`; nil when the source does not list them.
  public var hashtags: [String]?
  /// The ids or handles of the accounts it mentions; nil when the source does not list them.
  public var mentions: [String]?
  /// The id of the post it answers.
  public var replyTo: String?
  /// The id of the post it repeats.
  public var repostOf: String?
  /// The account or the source whose post it repeats, as the platform names it, where known.
  public var repostedFrom: String?
  /// The id of the post that it quotes beside words of its own.
  public var quoteOf: String?
  /// Objects that the input lists ready-made.
  public var listedObjects: [ListedObject]
  /// The files it carries.
  public var media: [Media]
  /// Where its bytes lie.
  public var location: RecordLocation

  /// A post; what is left out is unknown.
  public init(
    platform: Platform, id: String, account: Account, time: Timestamp, text: String? = nil,
    language: String? = nil, client: String? = nil, urls: [String]? = nil,
    hashtags: [String]? = nil, mentions: [String]? = nil, replyTo: String? = nil,
    repostOf: String? = nil, repostedFrom: String? = nil, quoteOf: String? = nil,
    listedObjects: [ListedObject] = [], media: [Media] = [],
    location: RecordLocation = RecordLocation(input: 0, offset: 0, length: 0, line: 0)
  ) {
    self.platform = platform
    self.id = id
    self.account = account
    self.time = time
    self.text = text
    self.language = language
    self.client = client
    self.urls = urls
    self.hashtags = hashtags
    self.mentions = mentions
    self.replyTo = replyTo
    self.repostOf = repostOf
    self.repostedFrom = repostedFrom
    self.quoteOf = quoteOf
    self.listedObjects = listedObjects
    self.media = media
    self.location = location
  }
}
