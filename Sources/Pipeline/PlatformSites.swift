/// Sites on which anyone publishes.
///
/// A link there says whose page it is by its path only, and often stands for a picture or a quoted
/// post. So it is no sign that accounts carry the feed of a site of their own.
enum PlatformSites {
  /// Hosts in normal form, without `www.` and `m.`.
  static let hosts: Set<String> = [
    "twitter.com", "x.com", "pic.twitter.com", "facebook.com", "instagram.com", "youtube.com",
    "tiktok.com", "telegram.org", "vk.com", "ok.ru", "reddit.com", "linkedin.com", "pinterest.com",
    "tumblr.com", "twitch.tv", "bsky.app", "weibo.com", "threads.net",
  ]

  /// Whether a host in normal form is one of them.
  static func contains(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
    host.count <= longest && hosts.contains(String(decoding: host, as: UTF8.self))
  }

  private static let longest = hosts.map(\.utf8.count).max() ?? 0
}
