import Casework
import Desk
import Exchange
import Media
import SocialModel
import Store
import Synchronization

/// Pictures and videos of posts: grey and blurred until one is asked for.
enum PostMediaPages {
  static let routes: [ConsoleRoute] = [
    .get("/posts/{id}/media/{name}", .permission(.viewSensitive), picture),
    .post("/posts/{id}/media/{name}", .permission(.viewSensitive), show),
  ]

  /// The seconds that a picture, or a frame of a video, is taken to be looked at.
  static let lookingSeconds = 10

  /// A picture that was asked for, on the page that follows.
  struct Asked: Sendable {
    var media: PostMedia
    /// What the page fetches it by; nil where it cannot be shown.
    var ticket: String?
  }

  /// A blurred one by its place; a sharp one by the ticket that showing it gave, once.
  @Sendable private static func picture(_ visit: Visit) async throws -> Answer {
    let (id, viewer) = (try visit.number(), try visit.signedIn())
    guard let name = visit.parameters["name"] else { throw Self.none }
    guard name.utf8.count < 6 else {
      guard
        let shown = visit.services.tickets.take(
          name, ofPost: id, by: viewer.id, now: visit.services.clock())
      else { throw Self.none }
      return .data(shown.bytes, type: shown.type, name: nil)
    }
    let place = try visit.number("name")
    let care = try await care(visit)
    guard care.pictures < .named else { throw Self.none }
    let media = try await visit.services.desk.media(
      ofPost: id, place: Int(place), as: .blurred, isGrey: true, by: viewer.acting)
    switch media.outcome {
    case .shown(let shown): return .data(shown.bytes, type: shown.type, name: nil)
    case .refused(let words): throw ConsoleError(.notFound, words)
    }
  }

  private static let none = ConsoleError(.notFound, "There is no such picture.")

  private static func care(_ visit: Visit) async throws -> Care {
    let (viewer, now) = (try visit.signedIn(), visit.services.clock())
    return try await visit.store { try Care.of(viewer.id, in: $0, now: now) }
  }

  /// Showing is in the audit trail and counts as exposure before the picture is sent.
  @Sendable private static func show(_ visit: Visit) async throws -> Answer {
    let (id, viewer) = (try visit.number(), try visit.signedIn())
    let place = Int(try visit.number("name"))
    let care = try await care(visit)
    let media = try await visit.services.desk.media(
      ofPost: id, place: place, as: .sharp, isGrey: care.pictures > .colour, by: viewer.acting)
    var asked = Asked(media: media)
    if case .shown(let shown) = media.outcome {
      let now = visit.services.clock()
      try await visit.store { store in
        try store.record(
          "content.viewed", on: try store.post(id).row.subject.description, by: viewer.actor,
          details: ["seconds": "\(lookingSeconds)", "media": "\(place)"])
        _ = try store.addExposure(ofUser: viewer.id, seconds: lookingSeconds, day: Care.day(now))
      }
      asked.ticket = visit.services.tickets.add(shown, ofPost: id, for: viewer.id, now: now)
    }
    guard visit.typed("alone") == "yes" else {
      return try await PostPages.page(visit, isOpen: false, asked: asked)
    }
    let row = try await visit.store { try $0.post(id).row }
    let card = Self.card(
      media, id, visit, care, asked, owner: "a post by \(AccountName.of(row.account))")
    return .page(
      PageContent(
        title: "\(card.name) of a post on \(row.platform.name)",
        lead: "By \(AccountName.of(row.account)), \(HumanText.moment(row.time)) UTC.",
        blocks: [
          .media([card]), .links([.init(words: "To the post", link: "/posts/\(id)")]),
        ]))
  }

  /// The files of a list's posts, by the posts' numbers: nothing for who may not see them.
  static func cards(
    of posts: [PostRow], _ visit: Visit, _ care: Care
  ) async throws -> [Int64: [MediaCard]] {
    try await cards(
      ofPosts: posts.filter { $0.mediaCount > 0 }.map { ($0.id, AccountName.of($0.account)) },
      visit, care)
  }

  /// The same for posts by number, each with its account's name.
  static func cards(
    ofPosts posts: [(id: Int64, account: String)], _ visit: Visit, _ care: Care
  ) async throws -> [Int64: [MediaCard]] {
    guard !posts.isEmpty, let viewer = visit.viewer, viewer.may(.viewSensitive) else { return [:] }
    let found = try await visit.services.desk.media(
      ofPosts: posts.map(\.id), isBlurred: care.pictures < .named, by: viewer.acting)
    var cards: [Int64: [MediaCard]] = [:]
    for post in posts {
      guard let media = found[post.id] else { continue }
      cards[post.id] = media.map {
        card($0, post.id, visit, care, nil, owner: "the post by \(post.account)")
      }
    }
    return cards
  }

  /// The files of a post as its page shows them.
  static func blocks(
    _ id: Int64, _ visit: Visit, _ care: Care, asked: Asked?
  ) async throws -> [PageContent.Block] {
    let all = try await visit.services.desk.blurredMedia(
      ofPost: id, by: try visit.signedIn().acting)
    guard !all.isEmpty else { return [] }
    return [
      .heading("Pictures and videos"),
      .media(
        all.map { one in
          let isAsked = asked?.media.place == one.place
          return card(isAsked ? asked?.media ?? one : one, id, visit, care, isAsked ? asked : nil)
        }),
    ]
  }

  /// - Parameter owner: whose it is, where it stands in a list of posts; nil on the post's own page.
  private static func card(
    _ one: PostMedia, _ id: Int64, _ visit: Visit, _ care: Care, _ asked: Asked?,
    owner: String? = nil
  ) -> MediaCard {
    let isVideo = one.media.kind == .video
    let name = "\(isVideo ? "Video" : "Picture") \(one.place)"
    let path = "/posts/\(id)/media/\(one.place)"
    let label = owner.map { "\(name) of \($0)" } ?? name
    var card = MediaCard(
      anchor: "media-\(id)-\(one.place)", name: name, label: label, isBrief: owner != nil,
      action: path, token: visit.token,
      submit: isVideo ? "Show a frame of the video" : "Show the picture")
    if owner == nil {
      card.file = HumanText.shortened(one.media.path ?? one.media.url ?? "", to: 200)
      card.hashes = [("SHA-256", one.media.sha256), ("PDQ", one.media.pdq)].compactMap {
        name, value in value.map { "\(name) \($0)" }
      }
    }
    switch one.outcome {
    case .refused(let words):
      card.words = words
      card.isAskable = asked == nil && words.hasSuffix("asked for.")
    case .shown(let shown):
      card.words = Self.words(shown, isSharp: asked != nil)
      card.isAskable = asked == nil
      guard asked != nil || care.pictures < .named else {
        card.words = "It is not shown until it is asked for. " + card.words
        break
      }
      card.source = asked?.ticket.map { "/posts/\(id)/media/\($0)" } ?? path
      card.isSharp = asked != nil
      (card.width, card.height) = asked == nil ? (128, 128) : (shown.width, shown.height)
      card.alternative =
        asked == nil ? "\(label), grey and blurred" : "\(label), as it was asked for"
    }
    return card
  }

  private static func words(_ shown: PostMedia.Shown, isSharp: Bool) -> String {
    guard shown.isVideo else { return isSharp ? "Made anew from the file." : "Grey and blurred." }
    let length =
      shown.seconds > 0
      ? "The video lasts \(duration(shown.seconds))." : "The video does not say how long it lasts."
    return "\(length) This is a frame from its middle; it is not played here."
  }

  /// A length in words.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds.rounded(), 1), 1e9))
    guard whole >= 60 else { return HumanText.count(whole, "second") }
    let (minutes, rest) = (HumanText.count(whole / 60, "minute"), whole % 60)
    return rest == 0 ? minutes : "\(minutes) and \(HumanText.count(rest, "second"))"
  }
}

/// Sharp pictures between the form that asked for one and the page that fetches it: each for one person, once, and for
/// a minute.
final class PictureTickets: Sendable {
  private struct Entry {
    var shown: PostMedia.Shown
    var post: Int64
    var user: Int64
    var until: Timestamp
  }

  /// No more are kept; the oldest goes first.
  static let most = 32
  private let entries = Mutex<[(ticket: String, entry: Entry)]>([])

  /// Keeps a picture; returns its ticket.
  func add(_ shown: PostMedia.Shown, ofPost post: Int64, for user: Int64, now: Timestamp) -> String
  {
    let ticket = SecretToken.random().text
    let entry = Entry(
      shown: shown, post: post, user: user,
      until: Timestamp(milliseconds: now.milliseconds + 60_000))
    entries.withLock { entries in
      entries.removeAll { $0.entry.until < now }
      if entries.count >= Self.most { entries.removeFirst() }
      entries.append((ticket, entry))
    }
    return ticket
  }

  /// The picture of a ticket, once.
  func take(_ ticket: String, ofPost post: Int64, by user: Int64, now: Timestamp) -> PostMedia
    .Shown?
  {
    entries.withLock { entries in
      entries.removeAll { $0.entry.until < now }
      let place = entries.firstIndex {
        $0.ticket == ticket && $0.entry.post == post && $0.entry.user == user
      }
      return place.map { entries.remove(at: $0).entry.shown }
    }
  }
}
