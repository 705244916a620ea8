import Casework
import Media
import Pipeline
import SocialModel
import Store

/// A picture or a video that a post carries, as it may be shown.
public struct PostMedia: Sendable {
  /// Its place in the post, from 1.
  public var place: Int
  /// What is stored of it.
  public var media: SocialModel.Media
  /// What is shown, or the sentence that stands in its place.
  public var outcome: Outcome

  /// What is shown, or why nothing is.
  public enum Outcome: Sendable {
    case shown(Shown)
    case refused(String)
  }

  /// A picture of Tocsin's own making.
  public struct Shown: Sendable, Hashable {
    /// The file: PNG where it is blurred, else JPEG.
    public var bytes: [UInt8]
    /// The type of that.
    public var type: String
    /// Its width in pixels.
    public var width: Int
    /// Its height in pixels.
    public var height: Int
    /// Whether it is a frame of a video.
    public var isVideo: Bool
    /// How long the video lasts; 0 where nobody says.
    public var seconds: Double
  }
}

extension CaseDesk {
  /// Files that are larger are decoded only when they are asked for, in bytes.
  static let mostUnasked: Int64 = 64 << 20
  /// No page shows more of a post's files unasked.
  public static let mostBlurred = 10

  /// A post's first files, grey and blurred; what cannot be shown has a sentence in its place.
  ///
  /// - Throws: ``DeskError`` with `notAllowed` or `notFound`.
  public func blurredMedia(ofPost id: Int64, by acting: Acting) async throws -> [PostMedia] {
    let page = try await perform { desk in
      try desk.look(.viewSensitive, by: acting, on: "post \(id)") {
        (media: try desk.store.post(id).media, place: try desk.store.recordPlace(ofPost: id))
      }
    }
    var found = try await blurred(page.media.prefix(Self.mostBlurred), page.place)
    for (index, media) in page.media.enumerated().dropFirst(Self.mostBlurred) {
      found.append(PostMedia(place: index + 1, media: media, outcome: .refused(Self.notYet)))
    }
    return found
  }

  /// The files of posts of a list, grey and blurred, of all together the first ten.
  ///
  /// - Parameters:
  ///   - ids: the posts, in the order of the list; those that are not stored have no files.
  ///   - isBlurred: whether blurred pictures are made; otherwise nothing is opened.
  /// - Throws: ``DeskError`` with `notAllowed`.
  public func media(
    ofPosts ids: [Int64], isBlurred: Bool, by acting: Acting
  ) async throws -> [Int64: [PostMedia]] {
    let posts = try await perform { desk in
      try desk.look(.viewSensitive, by: acting, on: "posts") {
        var left = Self.mostBlurred
        var posts: [(id: Int64, media: ArraySlice<SocialModel.Media>, place: RecordPlace?)] = []
        for id in ids where left > 0 {
          let media = try desk.store.media(ofPost: id).prefix(left)
          left -= media.count
          if !media.isEmpty { posts.append((id, media, try desk.store.recordPlace(ofPost: id))) }
        }
        return posts
      }
    }
    var found: [Int64: [PostMedia]] = [:]
    for post in posts {
      guard !isBlurred else {
        found[post.id] = try await blurred(post.media, post.place)
        continue
      }
      found[post.id] = post.media.enumerated().map {
        PostMedia(place: $0 + 1, media: $1, outcome: .refused(Self.notYet))
      }
    }
    return found
  }

  private static let notYet = "It is not decoded until it is asked for."

  private func blurred(
    _ media: ArraySlice<SocialModel.Media>, _ place: RecordPlace?
  ) async throws -> [PostMedia] {
    var found: [PostMedia] = []
    for (index, one) in media.enumerated() {
      found.append(
        PostMedia(
          place: index + 1, media: one,
          outcome: try await shown(one, place, .blurred, isGrey: true)))
    }
    return found
  }

  /// One of a post's files.
  ///
  /// - Parameters:
  ///   - place: from 1.
  ///   - kind: blurred and grey, or sharp.
  ///   - isGrey: whether a sharp one has no colours.
  /// - Throws: ``DeskError`` with `notAllowed` or `notFound`.
  public func media(
    ofPost id: Int64, place: Int, as kind: MediaView.Kind, isGrey: Bool, by acting: Acting
  ) async throws -> PostMedia {
    let (media, input) = try await perform { desk in
      try desk.look(.viewSensitive, by: acting, on: "post \(id)") {
        let media = try desk.store.post(id).media
        guard media.indices.contains(place - 1) else {
          throw DeskError(
            .notFound, subject: "post \(id)", message: "The post has no such picture.")
        }
        return (media[place - 1], try desk.store.recordPlace(ofPost: id))
      }
    }
    return PostMedia(
      place: place, media: media, outcome: try await shown(media, input, kind, isGrey: isGrey))
  }

  private func shown(
    _ media: SocialModel.Media, _ input: RecordPlace?, _ kind: MediaView.Kind, isGrey: Bool
  ) async throws -> PostMedia.Outcome {
    let lookup = MediaLookup(folders: mediaFolders(of: input))
    return try await viewing.perform { room in
      switch lookup.find(media) {
      case .failure(let absence): return .refused(absence.words)
      case .success(let file):
        if kind == .blurred, file.bytes > Self.mostUnasked {
          return .refused("It is larger than 64 MiB: it is not decoded until it is asked for.")
        }
        return try room.shown(file, as: kind, isGrey: isGrey)
      }
    }
  }

  /// Where a post's files may lie: the folder of its input, and those that were named to the console.
  private func mediaFolders(of input: RecordPlace?) -> [String] {
    guard let input else { return [] }
    let own = input.path.map { path -> String in
      let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      return end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
    return [own].compactMap { $0 } + packages.inputFolders
  }
}

/// Finds the file that a post names, and touches no other.
struct MediaLookup: Sendable {
  /// The folders, the input's own first.
  let folders: [String]

  /// Why there is no file: a sentence.
  struct Absence: Error { var words: String }

  /// A file that may be the right one: its bytes are compared before they are decoded.
  struct Found: Hashable, Sendable {
    var paths: [String]
    var identities: [FileIdentity]
    var bytes: Int64
    var sha256: String
  }

  func find(_ media: SocialModel.Media) -> Result<Found, Absence> {
    func absent(_ words: String) -> Result<Found, Absence> { .failure(Absence(words: words)) }
    guard media.kind != .other else { return absent("It is neither a picture nor a video.") }
    guard let name = media.path, !name.isEmpty else {
      return absent("Its input names no file of it.")
    }
    guard let sha256 = media.sha256?.lowercased() else {
      return absent(
        "Its SHA-256 is not known: its input lists none, and no analysis has read its file.")
    }
    guard !folders.isEmpty else { return absent("It is not known in which folder its file lies.") }
    var found = Found(paths: [], identities: [], bytes: 0, sha256: sha256)
    var words = "Its file is not there."
    for folder in folders {
      switch MediaFolder(folder).place(of: name) {
      case .file(let path):
        guard let identity = FileIdentity(path: path) else { continue }
        found.paths.append(path)
        found.identities.append(identity)
        found.bytes = max(found.bytes, identity.bytes)
      case .refused(.outside):
        words = "The name of its file leads out of the folder; it was not opened."
      case .refused(.rejected(.notFound)): break
      case .refused(.rejected(let reason)): words = MediaWords.of(reason)
      }
    }
    return found.paths.isEmpty ? absent(words) : .success(found)
  }
}
