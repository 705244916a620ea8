import SocialModel

/// What a column of a CSV or TSV file holds.
public enum PostField: String, Sendable, Hashable, CaseIterable {
  case id, account, time, text, platform, handle, name, lang, client, urls, hashtags, mentions
  case replyTo = "reply_to"
  case repostOf = "repost_of"
  /// An object that the post carries, ready-made.
  case object
}

/// The unit of a time that is given as a bare number.
public enum UnixUnit: Sendable, Hashable {
  /// By its size: below 10^11 seconds, below 10^14 milliseconds, below 10^17 microseconds.
  ///
  /// Milliseconds before 3 March 1973 are taken for seconds.
  case recognised
  /// Seconds since 1970, fractions allowed.
  case seconds
  /// Milliseconds since 1970.
  case milliseconds
}

/// How inputs are read.
public struct IntakeOptions: Sendable {
  /// The columns of CSV and TSV files by what they hold; fields that are left out are recognised by
  /// usual names.
  public var columns: [PostField: String]
  /// The platform of posts whose format does not name one.
  public var platform: Platform
  /// The unit of bare numbers in CSV and TSV files.
  public var unixUnit: UnixUnit
  /// The layer of ready-made objects, such as CooRTweet's `object_id`.
  public var objectLayer: Layer
  /// A longer record is rejected; from 1 KiB to 1 GiB.
  public var maxRecordBytes: Int
  /// How many bytes of a rejected record are kept.
  public var maxRejectionBytes: Int
  /// How many posts a batch holds at most.
  public var batchPosts: Int

  /// Options; what is left out has the documented default.
  public init(
    columns: [PostField: String] = [:], platform: Platform = .web,
    unixUnit: UnixUnit = .recognised, objectLayer: Layer = .repost,
    maxRecordBytes: Int = 64 << 20, maxRejectionBytes: Int = 64 << 10, batchPosts: Int = 4096
  ) {
    precondition((1 << 10...1 << 30).contains(maxRecordBytes), "1 KiB to 1 GiB")
    precondition(maxRejectionBytes >= 0 && batchPosts > 0, "no batch without a post")
    self.columns = columns
    self.platform = platform
    self.unixUnit = unixUnit
    self.objectLayer = objectLayer
    self.maxRecordBytes = maxRecordBytes
    self.maxRejectionBytes = maxRejectionBytes
    self.batchPosts = batchPosts
  }
}
