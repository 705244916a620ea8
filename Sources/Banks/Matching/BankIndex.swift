import Media

/// An entry of a bank that something matches.
public struct BankMatch: Sendable, Hashable {
  /// The entry.
  public var entry: BankEntry
  /// What the distance counts is said by the type: bits that differ for `pdq`, edits for
  /// `raw_text`, 0 where only equals match; nil for `vpdq`.
  public var distance: Int?
  /// For `vpdq`: shares of frames both ways.
  public var video: VideoMatch?
}

/// Finds what matches a picture, a video, a text or a link in banks of any size.
public struct BankIndex: Sendable {
  private let entries: [BankEntry]
  private let pictures: PDQIndex
  private let pictureEntries: [Int]
  private let videos: VideoIndex
  private let videoEntries: [Int]
  private let texts: TextIndex
  /// Entries that only an equal value matches, by type and value.
  private let equals: [SignalType: [String: [Int]]]

  /// An index of a bank.
  ///
  /// - Complexity: O(n) time and memory.
  public init(_ bank: Bank) {
    entries = bank.entries
    var (pictures, pictureEntries): ([PDQHash], [Int]) = ([], [])
    var (videos, videoEntries): ([VideoHash], [Int]) = ([], [])
    var equals: [SignalType: [String: [Int]]] = [:]
    var texts = TextIndex()
    for (position, entry) in bank.entries.enumerated() {
      switch entry.type {
      case .pdq:
        guard let hash = PDQHash(entry.value) else { continue }
        pictures.append(hash)
        pictureEntries.append(position)
      case .vpdq:
        guard let video = SignalValue.video(entry.value) else { continue }
        videos.append(video)
        videoEntries.append(position)
      case .text: texts.add(entry.value, position)
      case .trendQuery: break
      default: equals[entry.type, default: [:]][entry.value, default: []].append(position)
      }
    }
    self.pictures = PDQIndex(pictures)
    self.pictureEntries = pictureEntries
    self.videos = VideoIndex(videos)
    self.videoEntries = videoEntries
    self.texts = texts
    self.equals = equals
  }

  /// The entries that a file's hashes match, in the bank's order.
  ///
  /// A picture of too little quality matches nothing. A turned or mirrored picture matches by the
  /// nearest of its eight hashes.
  public func matches(of hashes: MediaHashes, within distance: Int = PDQHash.matchDistance)
    -> [BankMatch]
  {
    switch hashes.content {
    case .image(let image):
      guard image.isMatchable else { return [] }
      return matches(ofAny: Set([image.hash] + image.variants).sorted(), within: distance)
    case .video(let video, _):
      return equal(.videoMD5, hashes.md5) + equal(.videoSHA256, hashes.sha256)
        + matches(of: video, within: distance)
    }
  }

  /// The entries near a picture's hash.
  public func matches(of hash: PDQHash, within distance: Int = PDQHash.matchDistance)
    -> [BankMatch]
  {
    hash.isDegenerate ? [] : matches(ofAny: [hash], within: distance)
  }

  private func matches(ofAny hashes: [PDQHash], within distance: Int) -> [BankMatch] {
    var nearest: [Int: Int] = [:]
    for hash in hashes {
      for match in pictures.matches(of: hash, within: distance) {
        let entry = pictureEntries[match.position]
        nearest[entry] = min(nearest[entry] ?? .max, match.distance)
      }
    }
    return nearest.sorted { $0.key < $1.key }.map {
      BankMatch(entry: entries[$0.key], distance: $0.value)
    }
  }

  /// The entries that share at least four fifths of a video's frames.
  public func matches(of video: VideoHash, within distance: Int = PDQHash.matchDistance)
    -> [BankMatch]
  {
    videos.matches(of: video, distance: distance).filter { $0.match.isMatch() }.map {
      BankMatch(entry: entries[videoEntries[$0.position]], video: $0.match)
    }
  }

  /// The entries that a text is a copy of.
  public func matches(ofText text: String) -> [BankMatch] {
    texts.matches(of: text).map {
      BankMatch(entry: entries[$0.position], distance: $0.distance)
    }
  }

  /// The entries of a link: as it is, and by its MD5.
  public func matches(ofLink link: String) -> [BankMatch] {
    equal(.url, link) + (LinkDigest.md5(of: link).map { equal(.urlMD5, $0) } ?? [])
  }

  private func equal(_ type: SignalType, _ value: String) -> [BankMatch] {
    (equals[type]?[value] ?? []).map { BankMatch(entry: entries[$0], distance: 0) }
  }
}
