import SocialModel

/// A generator whose numbers depend on its seed alone (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Posts on an evening in Port Meridian: a crowd, and groups planted in it.
enum InventedStream {
  /// 14 November 2023, 22:00 UTC.
  static let start: Int64 = 1_700_000_000_000 - 800_000
  private static let hours: Int64 = 6

  private static let words = [
    "harbour", "lantern", "quay", "evening", "parade", "music", "rain", "bridge", "market", "tram",
    "window", "children", "street", "river", "night", "people", "banner", "drum", "crowd", "light",
    "corner", "square", "bakery", "friends", "ferry", "station", "umbrella", "choir", "balcony",
  ]
  private static let tags = [
    "#PortMeridian", "#parade", "#lanterns", "#harbour", "#evening", "#music", "#rain",
  ]

  /// Accounts that post each for itself: shared tags, shared news, reposts, and their own words.
  static func crowd(accounts: Int = 60, posts: Int = 20, seed: UInt64 = 1) -> [InventedPost] {
    var numbers = SeededNumbers(seed: seed)
    var stream: [InventedPost] = []
    for account in 0..<accounts {
      for index in 0..<posts {
        var post = InventedPost(
          id: id(stream.count, "1"), account: name("c", account),
          time: start + Int64.random(in: 0..<hours * 3_600_000, using: &numbers),
          text: sentence(&numbers))
        let choice = Int.random(in: 0..<10, using: &numbers)
        if choice < 5 { post.text += " " + tags[Int.random(in: 0..<7, using: &numbers)] }
        if choice == 5 {
          post.text += " https://news.example/\(Int.random(in: 0..<9, using: &numbers))"
        }
        if choice == 6 {
          post.repostOf = "2\(Int.random(in: 0..<9, using: &numbers))"
          post.text = "The words that were said there"
        }
        if index % 7 == 0 { post.client = "Web App" }
        stream.append(post)
      }
    }
    return stream
  }

  /// Accounts that post the same texts, with a tag and a link in each, within a minute.
  static func copyPaste(members: Int = 6, texts: Int = 8, seed: UInt64 = 2) -> [InventedPost] {
    planted("p", members, texts, seed) { index, _ in
      "Text \(spelled(index)) of all who walk with the iron lantern parade tonight & tomorrow"
        + " #ironlantern\(spelled(index)) https://parade.example/\(index)"
    }
  }

  /// Accounts that push coined tags, each in its own words.
  static func tagPush(members: Int = 6, tags: Int = 8, seed: UInt64 = 3) -> [InventedPost] {
    planted("t", members, tags, seed) { index, numbers in
      "\(sentence(&numbers)) #coined\(spelled(index))"
    }
  }

  /// Accounts that repost the same posts within a minute.
  static func repostRing(members: Int = 6, posts: Int = 8, seed: UInt64 = 4) -> [InventedPost] {
    planted("r", members, posts, seed) { index, _ in "What the desk said, \(spelled(index))" }.map {
      var post = $0
      let round = (post.time - start) / 1_800_000
      post.repostOf = "9\(round)"
      return post
    }
  }

  /// Accounts whose programs post the same links.
  static func feeds(members: Int = 6, links: Int = 8, seed: UInt64 = 5) -> [InventedPost] {
    planted("f", members, links, seed) { index, numbers in
      "\(sentence(&numbers)) https://desk.example/\(spelled(index))"
    }.map {
      var post = $0
      post.client = "dlvr.it"
      return post
    }
  }

  /// One round each half hour in which every member posts once, up to 50 s apart, and in between a
  /// few posts of each member's own.
  private static func planted(
    _ prefix: String, _ members: Int, _ rounds: Int, _ seed: UInt64,
    _ text: (Int, inout SeededNumbers) -> String
  ) -> [InventedPost] {
    var numbers = SeededNumbers(seed: seed)
    var posts: [InventedPost] = []
    for round in 0..<rounds {
      for member in 0..<members {
        posts.append(
          InventedPost(
            id: id(posts.count, "3\(seed)"), account: name(prefix, member),
            time: start + Int64(round) * 1_800_000
              + Int64.random(in: 0..<50_000, using: &numbers),
            text: text(round, &numbers)))
      }
    }
    return posts
  }

  /// Members' names have the same length, so that one can be put in another's place.
  static func name(_ prefix: String, _ index: Int) -> String {
    let digits = String(index)
    return "\(prefix)00".dropLast(digits.count - 1) + digits
  }

  private static func id(_ index: Int, _ prefix: String) -> String { "\(prefix)0\(index)" }

  private static func spelled(_ index: Int) -> String {
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][index % 10]
  }

  private static func sentence(_ numbers: inout SeededNumbers) -> String {
    (0..<9).map { _ in words[Int.random(in: 0..<words.count, using: &numbers)] }
      .joined(separator: " ")
  }
}
