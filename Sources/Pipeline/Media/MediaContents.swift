import Media
import SocialModel

/// What a picture or a video is known to show.
enum MediaContent: Sendable, Hashable {
  case picture(ImageHash)
  case video(VideoHash)
}

/// What each item shows, as far as its file, its listed hash or another item of the same bytes tell.
struct MediaContents {
  /// A distinct content: files of the same bytes are one.
  struct Distinct: Sendable, Hashable {
    /// `sha256:` or `pdq:` and digits: no two have one.
    var id: String
    var content: MediaContent
    /// The file that shows it, where there is one.
    var file: MediaHashes?
  }

  /// In the order of their ids.
  private(set) var distinct: [Distinct] = []
  /// For each item its content's place in `distinct`; nil where nothing is known.
  private(set) var ofItem: [Int?] = []

  init(_ items: [MediaItem], _ findings: MediaFindings) {
    var byID: [String: Distinct] = [:]
    var byBytes: [String: String] = [:]
    for file in findings.files {
      let id = "sha256:" + file.sha256
      byBytes[file.sha256] = id
      // Of several names of the same bytes the first by the alphabet, whatever the order.
      if let known = byID[id]?.file, known.path <= file.path { continue }
      byID[id] = Distinct(id: id, content: MediaContent(file.content), file: file)
    }
    let readable = byBytes
    for item in items {
      guard let pdq = item.pdq, readable[item.sha256] == nil else { continue }
      let id = (item.layer == .video ? "video-pdq:" : "pdq:") + pdq.description
      byID[id] = Distinct(id: id, content: MediaContent(listed: pdq, in: item.layer), file: nil)
      // Where the input lists several hashes for the same bytes, the least.
      if !item.sha256.isEmpty { byBytes[item.sha256] = min(byBytes[item.sha256] ?? id, id) }
    }
    distinct = byID.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    let places = Dictionary(
      uniqueKeysWithValues: distinct.enumerated().map { ($1.id, $0) })
    ofItem = items.indices.map { index in
      let item = items[index]
      let file = findings.fileOfItem.isEmpty ? -1 : findings.fileOfItem[index]
      if file >= 0 { return places["sha256:" + findings.files[Int(file)].sha256] }
      if let id = byBytes[item.sha256], readable[item.sha256] != nil || item.pdq == nil {
        return places[id]
      }
      return item.pdq.flatMap {
        places[(item.layer == .video ? "video-pdq:" : "pdq:") + $0.description]
      }
    }
  }
}

extension MediaContent {
  fileprivate init(_ content: MediaHashes.Content) {
    switch content {
    case .image(let image): self = .picture(image)
    case .video(let video, _): self = .video(video)
    }
  }

  /// A hash that the input lists: its quality is not known and taken to be good; that of a video is
  /// its only frame's.
  fileprivate init(listed pdq: PDQHash, in layer: Layer) {
    self =
      layer == .video
      ? .video(VideoHash(frames: [FrameHash(number: 0, quality: 100, hash: pdq, seconds: 0)]))
      : .picture(ImageHash(quality: 100, hash: pdq, variants: []))
  }
}
