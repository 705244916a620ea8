import SocialModel

/// The formats that are read; the raw value names them in results.
public enum InputFormat: String, Sendable, Hashable, CaseIterable {
  /// Tocsin's own, one post a line.
  case tocsin = "tocsin-ndjson"
  /// X API v2 responses, or tweets flattened from them.
  case xAPI2 = "x-api-v2"
  /// Tweets as version 1.1 of the interface gave them.
  case tweet = "x-v1.1"
  /// A chat or an account exported by Telegram Desktop.
  case telegram = "telegram-desktop"
  /// Items that Zeeschuimer captured, as it or 4CAT writes them.
  case zeeschuimer = "zeeschuimer"
  /// Statuses of a Mastodon server.
  case mastodon = "mastodon"
  /// Commits from Bluesky's Jetstream.
  case jetstream = "bluesky-jetstream"
  /// CrowdTangle's export of Facebook or Instagram posts.
  case crowdTangle = "crowdtangle-csv"
  /// Rows of an account sharing an object, in CooRTweet's columns.
  case cooRTweet = "coortweet-csv"
  /// CSV or TSV with a header.
  case delimited = "delimited"

  /// The version of the mapper; it rises whenever the same bytes give other posts.
  public var mapperVersion: Int {
    switch self {
    case .tocsin: TocsinMapper.version
    case .xAPI2: XAPI2Mapping.version
    case .tweet: TweetMapping.version
    case .telegram: TelegramReader.version
    case .zeeschuimer: ZeeschuimerMapping.version
    case .mastodon: MastodonMapping.version
    case .jetstream: JetstreamMapping.version
    case .crowdTangle: CrowdTangleMapping.version
    case .cooRTweet: CooRTweetMapping.version
    case .delimited: ColumnMapping.version
    }
  }
}
